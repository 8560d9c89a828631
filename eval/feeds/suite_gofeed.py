"""gofeed's suite: the JSON beside each feed, from its parsers of one format and from its translator to a common form."""
import os


def pairs(root):
    """(feed, expected JSON) files."""
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            stem, extension = os.path.splitext(name)
            if extension == ".xml" and stem + ".json" in names:
                yield os.path.join(folder, name), os.path.join(folder, stem + ".json")
            if extension == ".json" and stem + "_expected.json" in names:
                yield os.path.join(folder, name), os.path.join(folder, stem + "_expected.json")


def people(item):
    listed = item.get("authors") or ([item["author"]] if item.get("author") else [])
    names = [a if isinstance(a, str) else a.get("name") or a.get("email") for a in listed if a]
    return [name for name in names if name] or None  # one author alone is asked for as the first


def link(item):
    if item.get("link") or item.get("url"):
        return item.get("link") or item.get("url")
    for candidate in item.get("links") or []:
        if isinstance(candidate, dict) and candidate.get("rel", "alternate") == "alternate" and candidate.get("href"):
            return candidate["href"]
    return None


def wanted(expected):
    """The entries that the JSON asks for, in the scorers' form: what it does not name is not asked for."""
    out = []
    for item in expected.get("items") or expected.get("entries") or []:
        guid, content = item.get("guid"), item.get("content")
        out.append({
            "id": (guid.get("value") if isinstance(guid, dict) else guid) or item.get("id"),
            "title": item.get("title"), "link": link(item),
            "published": item.get("publishedParsed") or item.get("pubDateParsed") or item.get("date_published"),
            "updated": item.get("updatedParsed") or item.get("date_modified"),
            "summary": item.get("description") or item.get("summary"),
            "content": (content.get("value") if isinstance(content, dict) else content) or item.get("content_html") or
                       item.get("content_text"),
            "authors": people(item)})
    return out
