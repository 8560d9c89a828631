"""feedparser's suite: the expectation in the comment at the head of each file, as far as it speaks of entries' id, title, link, dates,
summary, content and authors, or of their number; and, counted apart, of the feed's own title, link, description, date and author."""
import ast
import re

from common import fold, moment, person, same_moment, same_text

# what an expectation calls it -> the field of a reading, and how it is compared
TEXT, EXACT, DATE, AUTHOR = "text", "exact", "date", "author"
KEYS = {
    ("title",): ("title", TEXT), ("title_detail", "value"): ("title", TEXT),
    ("summary",): ("summary", TEXT), ("summary_detail", "value"): ("summary", TEXT), ("description",): ("summary", TEXT),
    ("content", 0, "value"): ("content", TEXT),
    ("id",): ("id", EXACT), ("guid",): ("id", EXACT), ("link",): ("link", EXACT),
    ("author",): ("author", AUTHOR), ("author_detail", "name"): ("author", AUTHOR),
}
for _key, _field in (("published", "published"), ("issued", "published"), ("created", "published"),
                     ("updated", "updated"), ("modified", "updated")):
    KEYS[(_key,)] = KEYS[(_key + "_parsed",)] = (_field, DATE)
for _number in range(4):
    KEYS[("authors", _number, "name")] = (("author", _number), AUTHOR)
FEED_KEYS = {
    ("title",): ("title", TEXT), ("title_detail", "value"): ("title", TEXT), ("link",): ("link", EXACT),
    ("description",): ("description", TEXT), ("tagline",): ("description", TEXT), ("subtitle",): ("description", TEXT),
    ("tagline_detail", "value"): ("description", TEXT), ("language",): ("language", EXACT),
    ("updated",): ("updated", DATE), ("updated_parsed",): ("updated", DATE), ("modified",): ("updated", DATE),
    ("author",): ("author", AUTHOR), ("author_detail", "name"): ("author", AUTHOR),
}


def header(text):
    """(expectation, {header: value}) of a test file; ("", ...) if it has none."""
    head = text[:text.find("-->")] if "-->" in text else text[:4000]
    expect = re.search(r"Expect:\s*(.+?)\s*$", head, re.M)
    headers = dict((k.lower(), v) for k, v in re.findall(r"Header:\s*([\w-]+):[ \t]*(.*?)[ \t\r]*$", head, re.M))
    return expect.group(1) if expect else "", headers


def chain(node):
    """("entries", 0, "title") of entries[0]['title'] or entries[0].title; None for anything else."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        before = chain(node.value)
        return before and before + (node.attr,)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        before = chain(node.value)
        return before and before + (node.slice.value,)
    return None


def clauses(expectation):
    """The comparisons that the expectation asks for: ("len", n), (entry, field, kind, value) and (None, field, kind, value) for the feed itself;
    what is about anything else is left out."""
    try:
        tree = ast.parse(expectation.strip(), mode="eval").body
    except SyntaxError:
        return []
    parts = [tree]
    out = []
    while parts:
        node = parts.pop(0)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            parts += node.values
            continue
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Call):
            call = node.operand
            at = chain(call.func)
            if at and len(at) == 3 and at[0] in ("entries", "items") and at[2] == "has_key" and call.args:
                key = KEYS.get((call.args[0].value,))
                if key:
                    out.append((at[1], key[0], key[1], ""))
            continue
        if not isinstance(node, ast.Compare) or any(not isinstance(op, ast.Eq) for op in node.ops):
            continue
        sides = [node.left, *node.comparators]
        try:
            value = ast.literal_eval(sides[-1])
        except ValueError:
            continue
        for side in sides[:-1]:
            if isinstance(side, ast.Call) and getattr(side.func, "id", "") == "len" and chain(side.args[0]) == ("entries",):
                out.append(("len", value))
                continue
            at = chain(side)
            if at and at[0] in ("feed", "channel") and at[1:] in FEED_KEYS:
                out.append((None, *FEED_KEYS[at[1:]], value))
            if not at or at[0] not in ("entries", "items") or len(at) < 3:
                continue
            key = KEYS.get(at[2:])
            if key:
                out.append((at[1], *key, value))
    return out


def holds(clause, entries, own):
    """`own`: the feed's own fields, as an entry."""
    if clause[0] == "len":
        return len(entries) == clause[1]
    number, field, kind, value = clause
    if number is not None and number >= len(entries):
        return False
    entry = own if number is None else entries[number]
    if kind == AUTHOR:
        index = field[1] if isinstance(field, tuple) else 0
        have = entry["authors"][index] if index < len(entry["authors"]) else ""
        return person(value) == person(have)
    if kind == DATE:
        return same_moment(value, entry[field]) if moment(value) else True  # the string is an unparsable one: nothing to ask for
    if kind == EXACT:
        return (value or "") == (entry[field] or "")
    if number is None:
        return same_text(value, entry[field])
    have = entry[field] or (entry["content"] if field == "summary" else entry["summary"])
    return same_text(value, have, links=field != "title" and "/sanitize/" not in entry.get("path", ""))
