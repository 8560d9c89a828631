#!/usr/bin/env python3
"""Writes texts.jsonl: short texts of our own writing that are hard to tokenize or to analyse, one trait each."""
import json
import os

EN = [
    # white space
    "", " ", "  ", "\n", "a", " a", "a ", "  a  ", "a\nb", "a \n b", "a\n\nb", "a\tb", "a\u00a0b", "one  two   three", "tab\t\ttab",
    "line one\nline two\n\nline three\n", "\u2003wide\u2003space", "zero\u200bwidth", "first\r\nsecond", "trailing space \n", "\x1cfile\x1dseparators",
    # quotes, brackets, dashes
    "\"We won't go,\" she said.", "“We won’t go,” she said — twice.", "He called it ‘nonsense’ (and worse).", "«Bonjour», said Ann.",
    "''quoted'' and ``quoted``", "[Update: 3 p.m.] The road is open.", "She said: 'It's over'.", "((nested) brackets)", "well-known, so-called, x-ray",
    "2014–2019, pages 3-5, 10--12", "wait...what?", "wait… what?", "no.No", "end.\"Start", "A/B testing and/or C", "either(or)neither", "rock'n'roll",
    # contractions and special cases
    "I'm sure you're right and he's wrong; they've said we'd lose, it'll end.", "Can't, cannot, won't, shouldn't, ain't, shan't.", "cant wont dont",
    "I’m sure he’s gone and they’ve left.", "gonna, gotta, lemme, y'all, ma'am, o'clock", "Let's go. Let 's go.", "who'd've thought it couldn't've?",
    "Im here and Id go", "the '90s and the 1990s", "'Twas brillig", "nothin' doin', goin' on", "C'mon, 'em all, 'cause of it", "He ain't gonna do nothin'.",
    "a.m. p.m. a .m. 5a.m. 5 p.m.", "8am, 10PM, 7:30pm", "e.g. this, i.e. that, etc.", "Mr. Smith, Mrs. Jones, Dr. Who and Prof. X met Gen. Lee.",
    "Jan. 5, Feb. 7, Sept. 9 and Dec. 31", "Inc. and Co. and Ltd. sued Corp.", "U.S. troops, U.K. law, U.N. staff, E.U. rules", "the U.S.-led coalition",
    "St. Paul, Minn., and Washington, D.C.", "v. and vs. in court", "No. 10 Downing St.", "Ph.D. and B.A. degrees", "J. K. Rowling and J.R.R. Tolkien",
    # URLs, mail, tags
    "See https://example.org/a/b?c=d&e=f#g for more.", "Visit www.example.com, example.co.uk or example.org/path.", "Write to first.last+tag@example.org!",
    "http://user:secret@example.org:8080/x", "ftp://files.example.net and 192.168.0.1", "#election2024 @someone RT: what", "file.txt, main.cpp and a.out",
    "example.com's owners", "(https://example.org)", "https://example.org/a_(b)_c.", "user@localhost",
    # numbers, money, units
    "$5, $5.50, US$5m, €10bn, £3.2 million, ¥500", "5%, 5 %, 3.5pc and 7 percent", "1,000,000 people and 1.5 km", "12km 5kg 30°C 100mph", "+44 20 7946 0000",
    "2025-09-05T10:20:30Z", "12/31/1999 and 31.12.1999", "3:15 a.m. on 1/2", "1st, 2nd, 3rd, 21st", "one-third and 2/3", "-5, +5, ±5, 5+5=10", "10^6 and 2*3",
    "between 10 and 12 dead", "about a dozen, some 300 and thousands", "III and XIV", "½ cup, m² and H₂O",
    # emoji, emoticons, other scripts
    "Great :) or :-( or ;-) or :D or <3", "Nice 😀👍🏽 day 👨‍👩‍👧‍👦!", "XD lol :P xD", "Киев и Москва", "北京 and 東京", "Athens (Αθήνα) ΟΔΟΣ", "مرحبا بالعالم", "naïve café déjà vu",
    "İstanbul and Straße", "Ørsted, Łódź, Česko", "ｆｕｌｌ ｗｉｄｔｈ！", "Mixed中文English", "हिन्दी।", "\ufeffbyte order mark", "combining e\u0301 accent", "🇫🇷 beat 🇩🇪 2–1",
    # long and strange
    "a" * 120, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "no-one-knows-why-this-is-so-long", "!!!???...", "-----", "....",
    "=====\nTitle\n=====", "* item one\n* item two", "| a | b |", "<b>bold</b> &amp; more", "{\"key\": [1, 2]}", "x=y; z!=w", "C++ and C# and .NET", "AT&T, R&D, Q&A",
    "snake_case and CamelCase", "X", "I", "number", "det", "ROOT and punct", "PERSON", "NORP", "_", "__init__",
    # news sentences
    "Police arrested 12 people in Lagos on Monday.", "The president of Ruritania, Anna Vell, will meet her counterpart in Paris next week.",
    "Rebels shelled the town of Osk, killing at least 30 civilians, officials said.", "The ministry denied that it had ordered the strike.",
    "Workers at three plants walked out after talks with management failed.", "If sanctions are lifted, the two countries could sign a deal by June.",
    "\"We condemn this attack,\" a spokeswoman for the U.N. told reporters.", "Thousands marched through the capital demanding that the prime minister resign.",
    "The court sentenced him to 15 years in prison for fraud.", "Neither side has commented. Both have until Friday to respond.",
    "A 6.1-magnitude earthquake struck northern Elbonia early Tuesday, the Geological Survey said.", "What did the minister know, and when did she know it?",
    "LONDON (Own wire) - Oil prices rose 3% to $81.20 a barrel.", "The ex-general-turned-politician's party won 41 of 120 seats.",
    "Don't shoot! he shouted.", "He was being watched; he had been told to do it, and he did.", "She does have what it takes, doesn't she?",
    "There are, there's and there were problems.", "That that is is that that is not is not.", "The better, worse, best and farthest of men's oxen ate geese.",
]
FR = [
    "", "Aujourd'hui, l'homme qu'il a vu n'est pas venu.", "Le président de la République s'est rendu à Saint-Étienne.", "Est-ce que tu viens, va-t-il venir ?",
    "L’anti-américanisme et le porte-parole de l’ex-ministre.", "J.-C. Dupont, né le 1er janvier 1970, vaut 3,5 millions d'euros.", "Aulnay-sous-Bois et Vitry-sur-Seine.",
    "« Nous n'irons pas », a-t-elle dit.", "Les grands-parents ont mangé des pommes de terre.", "Jusqu'à présent, quelqu'un d'autre l'aurait su.", "n° 5, etc., M. et Mme Martin",
    "Elles sont parties hier\n\nsans eux.", "Des manifestants ont bloqué l'entrée de l'usine mardi.", "Y a-t-il des États-Unis ?", "tout-à-fait vraiment micro-ondes",
]
ES = [
    "", "El presidente de EE. UU. viajó a Bogotá el lunes.", "¿Cuándo llegará? ¡No lo sé!", "Dámelo, dígaselo y vámonos.", "Los jóvenes comieron 1.234,5 kilos de naranjas.",
    "La Sra. Pérez y el Dr. Gómez se fueron del pueblo.", "Miles de personas marcharon contra el gobierno.", "Los exámenes fueron más difíciles que los de ayer.",
    "Él puede, ella pudo y nosotros podremos hacerlo.", "En 1999 había veintiún países; hoy, 27.", "«Nunca más», dijo la ministra.", "Aquellas casas blancas\n\nse ven desde el mar.",
    "Muy tarde llegaron las lluvias.", "Se lo dijeron al oído.", "No quiero verte aquí.",
]


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    for language, texts in (("en", EN), ("fr", FR), ("es", ES)):
        with open(os.path.join(folder, f"texts.{language}.jsonl"), "w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                out.write(json.dumps({"id": f"{language}-{i:03}", "text": text}, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
