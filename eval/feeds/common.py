"""What the scorers share: one form for readings of feeds, and when two texts, links or dates are the same."""
import datetime
import email.utils
import html
import html.parser
import re

FIELDS = ("id", "title", "link", "published", "updated", "summary", "content")


class Visible(html.parser.HTMLParser):
    """The words that a reader of a fragment sees, and the addresses in it."""
    HIDDEN = {"script", "style", "iframe", "noscript", "noembed", "noframes", "template", "applet"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.links, self.hidden = [], [], None

    def handle_starttag(self, tag, attributes):
        self.handle_startendtag(tag, attributes)
        if self.hidden is None and tag in self.HIDDEN:
            self.hidden = tag

    def handle_startendtag(self, tag, attributes):
        self.words.append(" ")
        self.links += [value for name, value in attributes if name in ("href", "src") and value]

    def handle_endtag(self, tag):
        self.words.append(" ")
        if tag == self.hidden:
            self.hidden = None

    def handle_data(self, data):
        if self.hidden is None:
            self.words.append(data)


def fold(text):
    return " ".join(text.split())


def visible(text):
    parser = Visible()
    parser.feed(text)
    parser.close()
    return fold("".join(parser.words)).replace(" ", ""), parser.links


def same_text(wanted, got, links=False):
    """Equal as plain text, or showing the same characters as HTML (spaces apart); with `links`, its http addresses must be there too."""
    wanted, got = fold(wanted or ""), fold(got or "")
    if wanted == got:
        return True
    plain = lambda text: text.replace(" ", "")
    shown, addresses = visible(wanted)
    mine, my_addresses = visible(got)
    if shown != mine and plain(wanted) not in (mine, plain(got)) and shown != plain(got):
        return False
    return not links or {a for a in addresses if a.startswith("http")} <= set(my_addresses)


def same_link(wanted, got):
    """The same string, or the same but for the "/" of an empty path."""
    root = lambda link: re.sub(r"^(https?://[^/?#]+)(?=[?#]|$)", r"\1/", (link or "").strip())
    return root(wanted) == root(got)


def moment(value):
    """A datetime in UTC of RFC 3339, ISO 8601, RFC 822 or feedparser's tuple; None for what is none of them."""
    if not value:
        return None
    if isinstance(value, (tuple, list)) or hasattr(value, "tm_year"):
        return datetime.datetime(*tuple(value)[:6], tzinfo=datetime.timezone.utc)
    value = value.strip()
    if re.fullmatch(r"\d{4}", value):
        value += "-01-01"
    if re.fullmatch(r"\d{4}-\d\d", value):
        value += "-01"
    try:
        at = datetime.datetime.fromisoformat(value)
    except ValueError:
        try:
            at = email.utils.parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=datetime.timezone.utc)
    return at.astimezone(datetime.timezone.utc).replace(microsecond=0)


def same_moment(wanted, got):
    return moment(wanted) == moment(got)


def person(name):
    """The name of "Name (address)", "address (Name)", "Name <address>"; the address where it stands alone."""
    name = fold(name or "")
    match = re.fullmatch(r"(.*?)\s*[(<](.*?)[)>]", name)
    if not match:
        return name
    outside, inside = match.groups()
    if "@" in inside:
        return outside or inside
    return inside if "@" in outside else name


def of_newshound(feed):
    """newshound's reading, as feeds_dump prints it, in the scorers' form; None where it refused."""
    if "error" in feed:
        return None
    return [{**{field: entry[field] for field in ("id", "title", "link", "published", "updated", "authors")},
             "summary": entry["summary"]["text"], "content": entry["content"]["text"]} for entry in feed["entries"]]


def own_of_newshound(feed):
    """The feed's own fields."""
    return {} if "error" in feed else {key: feed[key] for key in ("title", "link", "description", "language", "updated", "authors")}


def own_of_feedparser(result):
    get = lambda key: dict.get(result.feed, key)
    return {"title": get("title") or "", "link": get("link") or "", "description": get("subtitle") or get("description") or "",
            "language": get("language") or "", "updated": get("updated_parsed"), "authors": [get("author")] if get("author") else []}


def of_feedparser(result):
    """The same of a feedparser result."""
    entries = []
    for entry in result.entries:
        get = lambda key: dict.get(entry, key)
        content = get("content") or []
        value = content[0].get("value", "") if content else ""
        summary = get("summary") or ""
        entries.append({"id": get("id") or "", "title": get("title") or "", "link": get("link") or "",
                        "published": get("published_parsed"), "updated": get("updated_parsed"),
                        "authors": [a.get("name") or a.get("email", "") for a in get("authors") or [] if a] or
                                   ([get("author")] if get("author") else []),
                        "summary": "" if summary == value and len(content) == 1 and not dict.get(entry, "summary_detail") else summary,
                        "content": value})
    return entries


def differences(wanted, got):
    """Names of what is wrong in `got` about the wanted fields of the entries; a field that is None or absent is not asked for."""
    if got is None:
        return ["refused"]
    if len(wanted) != len(got):
        return [f"{len(got)} entries for {len(wanted)}"]
    wrong = []
    for number, (want, have) in enumerate(zip(wanted, got)):
        for field, value in want.items():
            if value is None:
                continue
            mine = have[field]
            if field in ("published", "updated"):
                good = same_moment(value, mine)
            elif field in ("summary", "content"):
                good = same_text(value, mine, links=True)
            elif field == "title":
                good = same_text(value, mine)
            elif field == "authors":
                mine = mine[:len(value)]
                good = [person(visible(a)[0]) for a in value] == [person(visible(a)[0]) for a in mine]
            elif field == "link":
                good = same_link(value, mine)
            else:
                good = value.strip() == (mine or "").strip()
            if not good:
                wrong.append(f"entry {number} {field}: wanted {value!r}, got {mine!r}")
    return wrong
