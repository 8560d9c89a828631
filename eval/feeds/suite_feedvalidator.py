"""feedvalidator's suite has no expected readings: a plain one is made here, from the specifications and over Python's own strict XML
parser, sharing nothing with either reader. A field is None, and not asked for, where the specifications leave it open: markup inside RSS
elements, dates that email.utils and fromisoformat do not read, base64, elements that occur twice."""
import re
import urllib.parse
import xml.etree.ElementTree as ET

from common import moment

ATOM = "{http://www.w3.org/2005/Atom}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def verdict(text):
    """True: the file is said to be valid in what it tests; False: invalid; None: it does not say."""
    found = re.search(r"Expect:\s*(!?)\s*(\w+)", text[:4000])
    return None if not found else bool(found.group(1)) or found.group(2).startswith("Valid")


def only(parent, tag):
    """The one child of that name: (present, element or None where there are several)."""
    found = parent.findall(tag)
    return bool(found), found[0] if len(found) == 1 else None


def simple(parent, tag):
    """Text of the one child, "" where there is none, None where it is not plain."""
    present, element = only(parent, tag)
    if not present:
        return ""
    return None if element is None or len(element) else (element.text or "").strip()


def date(text):
    return text if text and moment(text) else (None if text else "")


def rss_entry(item, space, base):
    names = {child.tag.split("}")[-1].lower() for child in item}
    title, link, guid = simple(item, space + "title"), simple(item, space + "link"), simple(item, space + "guid")
    about = item.get(RDF + "about")
    published = date(simple(item, space + "pubDate"))
    if published == "":
        published = None if names & {"date", "issued", "created", "published", "available"} else ""
    return {"title": title if title else (None if title is None or "title" in names else ""),
            "link": urllib.parse.urljoin(base, link) if link and link.startswith("http") else None,
            "id": guid or about or None, "published": published,
            "summary": simple(item, space + "description") or None,
            "content": simple(item, CONTENT + "encoded") or (None if names & {"encoded", "body", "div", "content", "summary"} else "")}


def atom_text(element):
    kind = element.get("type", "text")
    if kind in ("text", "html", "text/html", "text/plain"):
        return None if len(element) else (element.text or "").strip()
    if kind == "xhtml":
        div = element.find(XHTML + "div")
        return None if div is None else " ".join("".join(div.itertext()).split())
    return None


def atom_entry(entry, base):
    def text(tag):
        present, element = only(entry, ATOM + tag)
        return "" if not present else None if element is None else atom_text(element)

    link = None
    pages = [l for l in entry.findall(ATOM + "link") if l.get("rel", "alternate") == "alternate" and l.get("href")]
    base = urllib.parse.urljoin(base, entry.get(XML + "base", ""))
    if len(pages) == 1:
        link = urllib.parse.urljoin(urllib.parse.urljoin(base, pages[0].get(XML + "base", "")), pages[0].get("href"))
        link = link if link.startswith("http") else None
    names = {child.tag.split("}")[-1] for child in entry}
    return {"title": text("title") or (None if "title" in names else ""), "id": simple(entry, ATOM + "id") or None, "link": link,
            "published": date(simple(entry, ATOM + "published")) or (None if names & {"published", "date", "issued", "created"} else ""),
            "updated": date(simple(entry, ATOM + "updated")) or None, "summary": text("summary") or None,
            "content": text("content") or (None if names & {"content", "encoded", "body", "div"} else "")}


def wanted(data, url):
    """The entries of a well-formed RSS 0.9x-2.0, RSS 1.0 or Atom 1.0 document; None if it is none."""
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError):
        return None
    base = urllib.parse.urljoin(url, root.get(XML + "base", ""))
    local = root.tag.split("}")[-1]
    if root.tag == ATOM + "feed":
        return [atom_entry(entry, base) for entry in root.findall(ATOM + "entry")]
    if root.tag == ATOM + "entry":
        return [atom_entry(root, base)]
    if local == "rss" and not root.tag.startswith("{"):
        return [rss_entry(item, "", base) for item in [*root.findall("channel/item"), *root.findall("item")]]
    if root.tag == RDF + "RDF":
        space = "{http://purl.org/rss/1.0/}"
        if root.find(space + "channel") is not None:
            return [rss_entry(item, space, base) for item in root.findall(space + "item")]
    return None
