"""PETRARCH's unit test records with their own actor and agent dictionaries loaded (--actors).

Unit: an event of a record, (source, target, CAMEO code), exactly right in all three; denominator: the events of the records that ask for any and for no error,
each record's date as date of publication. The source and target codes are the dictionary's ("entity" of a party, without "cameo:"), of other parties
country and sector. Also: records whose events are all right and no others, records that ask for none and have none,
and the same with the CAMEO root (two digits) only. PETRARCH-2 with its own dictionaries: 85 of 277.
"""
import itertools
import re
import xml.etree.ElementTree as ET

import common


def records(path):
    """(id, date, text, {(source, target, code)} or None for "no events")"""
    text = open(path, encoding="utf-8").read()
    for block in re.findall(r"<Sentence .*?</Sentence>", text, re.S):
        head = re.sub(r"<Parse>.*?</Parse>", "", block, flags=re.S)
        head = re.sub(r"<!--.*?-->", "", head, flags=re.S)
        head = re.sub(r"='\"(.*?)\"'", r'="\1"', head)
        try:
            s = ET.fromstring(re.sub(r"&(?!\w+;)", "&amp;", head))
        except ET.ParseError:
            continue
        codings = s.findall("EventCoding")
        if any("error" in c.attrib for c in codings) or not codings:
            continue
        wanted = {(c.get("sourcecode").strip('"'), c.get("targetcode").strip('"'), c.get("eventcode").strip('"')) for c in codings if c.get("eventcode")}
        date = s.get("date")
        yield s.get("id"), f"{date[:4]}-{date[4:6]}-{date[6:]}", " ".join((s.findtext("Text") or "").split()), wanted


def code_of(party):
    entity = party.get("entity", "")
    if entity.startswith("cameo:"):
        return entity[6:]
    return party["country"].replace("IGO", "") + ("" if party["sector"] in ("UNK", "") else party["sector"])


def score(verbose):
    folder = common.archive("events") + "/events/petrarch_unittest/"
    rows = list(records(folder + "PETR.UnitTest.records.xml"))
    found = common.events_of([{"id": str(n), "text": r[2], "published": r[1]} for n, r in enumerate(rows)],
                             "--actors", folder + "PETR.Validate.actors.txt", "--actors", folder + "PETR.Validate.agents.txt")
    exact = roots = total = said = whole = empty = empty_right = 0
    for n, (name, _, text, wanted) in enumerate(rows):
        got = {(code_of(a), code_of(r), e["cameo"]) for e in found[str(n)] for a, r in itertools.product(e["actors"], e["recipients"])
               if a["begin"] != r["begin"]}
        said += len(got)
        if not wanted:
            empty += 1
            empty_right += not got
            continue
        total += len(wanted)
        exact += len(wanted & got)
        cut = {(a, b, c[:2]) for a, b, c in got}
        roots += sum((a, b, c[:2]) in cut for a, b, c in wanted)
        whole += wanted == got
        if verbose and wanted != got:
            print(f"  {name}: wanted {sorted(wanted - got)} got {sorted(got - wanted)} | {text}")
    asked = len(rows) - empty
    print(f"  events exactly right: {exact} of {total} ({said} said); with the root only: {roots}; records right: {whole} of {asked}; records without any: {empty_right} of {empty}")
