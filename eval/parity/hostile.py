#!/usr/bin/env python3
"""Print made-up texts that are hard to tokenize, as JSON Lines: special cases, punctuation, white space and random Unicode
glued together.

usage: hostile.py TOKENIZER_FILE NUMBER    the same texts each time
"""
import json, random, sys

import srsly

PUNCTUATION = list(".,;:!?()[]{}<>\"'`~-–—_=+*/\\|@#$%^&§°€£…“”‘’«»¿¡") + ["...", "--", "....", "https://", "www.", ".com", "://", "km", "kg", "US$"]
SPACE = [" ", "  ", "\n", "\t", "\u00a0", "\n\n", " \n", "\u2003", "\x1c", "\x85", "\r\n", "\u3000"]
WORDS = ("Police arrested 12 people in Lagos on Monday and the minister said he'd resign if they can't agree U.S.-based "
         "co-founder e-mail x-ray Ukraine's O'Neill 3.5% $4bn 10-year-old example.com/a?b=c user@example.org #tag @name").split()


def code_point(rng):
    while True:
        low, high = rng.choice(((0x20, 0x250), (0x250, 0x3000), (0x3000, 0x10000), (0x1F300, 0x1FB00), (0x10000, 0x30000)))
        c = rng.randrange(low, high)
        if not 0xD800 <= c < 0xE000:
            return chr(c)


def text(rng, specials):
    out = []
    for _ in range(rng.randrange(0, 120)):
        kind = rng.random()
        out.append(rng.choice(specials) if kind < 0.25 else rng.choice(PUNCTUATION) if kind < 0.45 else rng.choice(SPACE) if kind < 0.62
                   else code_point(rng) if kind < 0.7 else str(rng.randrange(0, 10 ** rng.randrange(1, 8))) if kind < 0.75 else rng.choice(WORDS))
        if rng.random() < 0.4:
            out.append(" ")
    return "".join(out)


def main():
    with open(sys.argv[1], "rb") as file:
        specials = sorted(srsly.msgpack_loads(file.read())["exceptions"])
    rng = random.Random(7)
    for i in range(int(sys.argv[2])):
        print(json.dumps({"id": f"hostile/{i}", "text": text(rng, specials)}))


if __name__ == "__main__":
    main()
