"""Country and sector of actor phrases (the assertions of NGEC's tests).

Unit: an assertion on the country or the first sector of a phrase; denominator: all of them (those on Wikipedia pages, jobs and text patterns are not
scored). Each phrase stands as the subject of one sentence, "PHRASE condemned the attack.", dated with the assertion's date where it has one, and the
actor that covers it best is compared; no event or no actor is country "" and sector "". The phrase is right where all its assertions are.
NGEC's codes in newshound's: EUR is IGO; a bare country has sector "" there and GOV here (codebook, section 3), both count; BUD (Buddhists) is
REL; PRE (a state that few recognise), which PLOVER does not have, is GOV or REB; "no code" (None, JNK) asks for no sector or UNK. NGEC reads them all right, with an index of Wikipedia.
"""
import datetime
import json

import common

COUNTRY, SECTOR = "code['country']", "code['code_1']"


def day(text):
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.datetime.strptime(text, form).date().isoformat()
        except (ValueError, TypeError):
            pass
    return "2023-01-01"  # about when the tests were written: "today" in them


def accepted(field, value):
    if field == COUNTRY:
        return {"IGO" if value == "EUR" else value}
    if value in (None, "JNK", "UNK"):
        return {"", "UNK"}
    return {"": {"", "GOV"}, "BUD": {"REL"}, "PRE": {"GOV", "REB"}}.get(value, {value})


def phrases(path):
    """(phrase, context, date) -> {field: accepted values}"""
    out = {}
    for line in open(path, encoding="utf-8"):
        r = json.loads(line)
        if r["fn"] == "search_nat" and r["field"] == "cc":
            r["field"] = COUNTRY
        elif r["fn"] not in ("agent_to_code", "short_text_to_agent") or r["field"] not in (COUNTRY, SECTOR, "code") or r["op"] not in ("Eq", "Is"):
            continue
        inputs = r["input"] + ["", ""]
        date = day(r["kw"].get("query_date") or inputs[2])
        key = (inputs[0], r["kw"].get("known_country") or inputs[1], date)
        out.setdefault(key, {})[SECTOR if r["field"] == "code" else r["field"]] = accepted(r["field"], r["expected"])
    return out


def sentence(phrase, context):
    subject = phrase[:1].upper() + phrase[1:]
    return f"{subject} condemned the attack." + (f" It happened in {context}." if context else "")


def score(verbose):
    asked = phrases(common.archive("events") + "/events/ngec_actors.jsonl")
    records = [{"id": str(i), "text": sentence(p, c), "published": d} for i, (p, c, d) in enumerate(asked)]
    found = common.events_of(records)
    right, total = {COUNTRY: 0, SECTOR: 0}, {COUNTRY: 0, SECTOR: 0}
    whole = 0
    for i, ((phrase, _, date), wanted) in enumerate(asked.items()):
        parties = [p for e in found[str(i)] for p in e["actors"] if p["begin"] < len(phrase)]
        best = max(parties, key=lambda p: min(p["end"], len(phrase)) - p["begin"], default={"country": "", "sector": ""})
        got = {COUNTRY: best["country"], SECTOR: best["sector"]}
        wrong = [f for f, values in wanted.items() if got[f] not in values]
        for f in wanted:
            total[f] += 1
            right[f] += f not in wrong
        whole += not wrong
        if verbose and wrong:
            gold = {f: "/".join(sorted(v)) for f, v in wanted.items()}
            print(f"  {phrase!r} ({date}): wanted {gold.get(COUNTRY)} {gold.get(SECTOR)}, got {got[COUNTRY]} {got[SECTOR]}{'' if parties else ' (no actor)'}")
    print("  assertions right: %.3f of %d   country %.3f of %d   sector %.3f of %d   whole phrases %.3f of %d" % (
        sum(right.values()) / sum(total.values()), sum(total.values()), right[COUNTRY] / total[COUNTRY], total[COUNTRY],
        right[SECTOR] / total[SECTOR], total[SECTOR], whole / len(asked), len(asked)))
