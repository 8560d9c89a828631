#!/usr/bin/env python3
"""Scores places against GeoWebNews or the Local-Global Lexicon (LGL).

usage: score.py text GOLD.xml > in.jsonl                the articles, to be annotated
       score.py score GOLD.xml PLACES.jsonl [--errors recognition|resolution] [--limit N]
PLACES is what eval_places wrote (or `newshound annotate`). Recognition: spans that overlap are matched one to one; F1 over the gold's toponyms.
GeoWebNews: literal and associative toponyms count; demonyms, adjectives, languages, homonyms, common-noun expressions do not, and are neither
asked for nor held against the finder, nor are embedded and coerced ones, nor are LGL's demonyms. Resolution, over matched toponyms with coordinates: the right country
(LGL names it; for GeoWebNews the country is that of the nearest gazetteer place, so it is left to the distance) and within 161 km.
Both halves of the articles (by CRC-32 of their id) are reported; errors are shown for half 0 only.
"""
import json, math, os, sys, xml.etree.ElementTree as ET, zlib

COUNTED = {"Literal", "Mixed", "Metonymic", "Literal_Modifier", "Non_Literal_Modifier"}

def read_states():
    """English names of states -> alpha-3; adjectives and demonyms."""
    names, demonyms = {}, set()
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "actors", "states.tsv")
    for line in open(path, encoding="utf-8"):
        if line[0] == "#": continue
        cells = line.rstrip("\n").split("\t")
        for n in cells[1].split(";"): names[n.strip().lower()] = cells[0]
        for cell in cells[2:4]:
            for d in cell.split(";"):
                d = d.strip().lower()
                if d: demonyms |= {d, d + "s"}
    names.setdefault("palestinian territory", "PSE")  # what LGL's gazetteer calls it
    return names, demonyms

NAMES, DEMONYMS = read_states()

def articles(path):
    text = open(path, encoding="utf-8").read()
    if text.count("<articles>") == 2: text = text.replace("<articles>", "", 1)
    for a in ET.fromstring(text.encode()).iter("article"):
        body = a.findtext("text") or ""
        gold = []
        for t in a.iter("toponym"):
            start, end = int(t.findtext("start")), int(t.findtext("end"))
            if a.get("file") is not None:
                kind = t.findtext("type")
                adjective = t.findtext("modifierType") == "Adjective"
                lat, lon = t.findtext("latitude"), t.findtext("longitude")
                gold.append((start, end, kind in COUNTED and not adjective, float(lat) if lat else None, float(lon) if lon else None, ""))
            else:
                tag = t.find("gaztag")
                lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
                if lat is None: lat, lon = t.findtext("lat"), t.findtext("lon")
                demonym = body[start:end].lower() in DEMONYMS
                country = (tag.findtext("country") or tag.findtext("name") or "") if tag is not None else ""
                gold.append((start, end, not demonym, float(lat) if lat else None, float(lon) if lon else None, country))
        yield a.get("file") or a.get("docid"), (a.findtext("dltime") or "")[:10], body, gold

def km(a, b, c, d):
    p = math.pi / 180
    h = math.sin((c - a) * p / 2) ** 2 + math.cos(a * p) * math.cos(c * p) * math.sin((d - b) * p / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(1, h)))

def main():
    argv, options = sys.argv[1:], {}
    for name in ("--errors", "--limit"):
        if name in argv:
            i = argv.index(name)
            options[name] = argv[i + 1]
            del argv[i:i + 2]
    if len(argv) == 2 and argv[0] == "text":
        for i, date, body, _ in articles(argv[1]):
            print(json.dumps({"id": i, "published": date, "text": body}, ensure_ascii=False))
        return
    if len(argv) != 3 or argv[0] != "score": sys.exit(__doc__)
    found = {}
    for line in open(argv[2], encoding="utf-8"):
        r = json.loads(line)
        found[r["id"]] = r["places"]
    totals = [{}, {}]
    shown = 0
    limit = int(options.get("--limit", 100))
    for i, _, body, gold in articles(argv[1]):
        half = zlib.crc32(i.encode()) % 2
        t = totals[half]
        add = lambda k, n=1: t.__setitem__(k, t.get(k, 0) + n)
        places = found.get(i, [])
        used = set()
        for start, end, counted, lat, lon, country in sorted(gold, key=lambda g: (not g[2], g[0])):
            hits = [k for k, p in enumerate(places) if k not in used and p["begin"] < end and start < p["end"]]
            if not counted:
                for k in hits: used.add(k); add("optional")
                continue
            add("gold")
            if not hits:
                if options.get("--errors") == "recognition" and half == 0 and shown < limit:
                    shown += 1
                    print("MISSED %s %r  ...%s..." % (i, body[start:end], body[max(0, start - 60):end + 40].replace("\n", "|")))
                continue
            k = hits[0]; used.add(k); p = places[k]
            add("hit"); exact = p["begin"] == start and p["end"] == end
            add("exact", exact)
            if lat is None: continue
            add("located")
            ok = p.get("resolved", p["lat"] != 0 or p["lon"] != 0) and km(lat, lon, p["lat"], p["lon"]) <= 161
            add("near", ok)
            right = True
            if country:
                add("countries")
                right = NAMES.get(country.lower(), country) == p["country"] or (not p["country"] and country.lower() not in NAMES)
                add("country right", right)
            if (not ok or not right) and options.get("--errors") == "resolution" and half == 0 and shown < limit:
                shown += 1
                print("WRONG %s %r gold %s %.2f %.2f said %s %s %.2f %.2f  ...%s..." % (
                    i, body[start:end], country, lat, lon, p["name"], p["country"], p["lat"], p["lon"], body[max(0, start - 50):end + 40].replace("\n", "|")))
        extra = [p for k, p in enumerate(places) if k not in used]
        add("extra", len(extra))
        if options.get("--errors") == "recognition" and half == 0:
            for p in extra:
                if shown < limit:
                    shown += 1
                    print("EXTRA %s %r  ...%s..." % (i, p["text"], body[max(0, p["begin"] - 60):p["end"] + 40].replace("\n", "|")))
    for half, t in enumerate(totals):
        hit, gold, extra = t.get("hit", 0), t.get("gold", 0), t.get("extra", 0)
        p, r = hit / max(1, hit + extra), hit / max(1, gold)
        print("half %d: recognition P %.3f R %.3f F1 %.3f (exact %.3f)  country %.3f of %d  within 161 km %.3f of %d" % (
            half, p, r, 2 * p * r / max(1e-9, p + r), t.get("exact", 0) / max(1, hit), t.get("country right", 0) / max(1, t.get("countries", 0)),
            t.get("countries", 0), t.get("near", 0) / max(1, t.get("located", 0)), t.get("located", 0)))

if __name__ == "__main__":
    main()
