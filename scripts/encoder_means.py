#!/usr/bin/env python3
"""Makes models/encoder_means.bin: the mean vector of news texts in each language that the encoder makes sense of, and how much of it.

    git clone https://github.com/MicrosoftTranslator/NTREX ntrex
    cargo build --release --example vectors
    python3 scripts/encoder_means.py ntrex target/release/examples/vectors models/encoder_means.bin

All texts of a language share a good part of their vectors; what two of them have in common counts from there. The texts are the 123 news
articles of NTREX-128 (Federmann, Kocmi and Xin 2022), in English and as people translated them; each is read as grouping reads an article, its
first sentence as the headline. NTREX-128 is under CC BY-SA 4.0; of it the file holds averages only, no text.

The encoder was trained on fifteen languages, and yet finds the English article to its translation into many others. A language is taken in where
the cosines of translations lie at least 4.2 deviations above those of other articles. Where they spread less than between the fifteen, its gain
says by how much. For each language: two letters, scale and gain as little-endian float32, 512 int8; the mean is scale times these numbers. "**"
is the mean of all fifteen, for those that have none of their own.
"""

import json
import pathlib
import statistics
import struct
import subprocess
import sys

TRAINED = {
    "ar": "ref.arb", "de": "ref.deu", "en": "src.eng", "es": "ref.spa", "fr": "ref.fra", "it": "ref.ita", "ja": "ref.jpn", "ko": "ref.kor",
    "nl": "ref.nld", "pl": "ref.pol", "pt": "ref.por", "ru": "ref.rus", "th": "ref.tha", "tr": "ref.tur", "zh": "ref.zho-CN",
}  # fmt: skip
# Of languages that grouping takes for one, the one with most readers.
OTHERS = {
    "af": "afr", "az": "aze-Latn", "be": "bel", "bg": "bul", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "el": "ell", "et": "est",
    "eu": "eus", "fa": "fas", "fi": "fin", "fo": "fao", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hu": "hun", "hy": "hye", "id": "ind",
    "is": "isl", "ka": "kat", "kk": "kaz", "ky": "kir", "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "mt": "mlt", "no": "nob",
    "ro": "ron", "sk": "slk", "sl": "slv", "so": "som", "sq": "sqi", "sr": "srp-Latn", "sv": "swe", "sw": "swa", "tk": "tuk", "tt": "tat",
    "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie",
}  # fmt: skip
NAMES = TRAINED | {language: f"ref.{name}" for language, name in OTHERS.items()}
WIDE = {"ja", "ko", "th", "zh"}
LEAST = 4.2
# From here on a language counts as one of the fifteen.
NEARLY = 1.15

root, encoder, target = sys.argv[1:]
articles = pathlib.Path(root, "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")


def passages(language: str) -> list[list[str]]:
    """Headline and text of each article."""
    path = pathlib.Path(root, "NTREX-128", f"newstest2019-{NAMES[language]}.txt")
    sentences: dict[str, list[str]] = {}
    for article, sentence in zip(articles, path.read_text(encoding="utf-8").split("\n")):
        if sentence:
            sentences.setdefault(article.split("\t")[0], []).append(sentence)
    space = "" if language in WIDE else " "
    return [[first, space.join(rest), language] for first, *rest in sentences.values()]


def mean(vectors: list[list[float]]) -> list[float]:
    return [sum(column) / len(vectors) for column in zip(*vectors)]


def centred(vectors: list[list[float]]) -> list[list[float]]:
    middle = mean(vectors)
    less = [[number - taken for number, taken in zip(vector, middle)] for vector in vectors]
    return [[number / sum(other * other for other in vector) ** 0.5 for number in vector] for vector in less]


vectors = {}
for language in sorted(NAMES):
    lines = "".join(json.dumps(passage) + "\n" for passage in passages(language))
    answer = subprocess.run([encoder], input=lines, text=True, encoding="utf-8", stdout=subprocess.PIPE, check=True).stdout
    vectors[language] = [json.loads(line) for line in answer.splitlines()]

# How far apart translations and other articles are.
english = centred(vectors["en"])
spread, distance = {}, {}
for language in sorted(NAMES):
    own = centred(vectors[language])
    cosines = [[sum(map(float.__mul__, one, other)) for other in english] for one in own]
    others = [cosine for at, row in enumerate(cosines) for to, cosine in enumerate(row) if at != to]
    same = statistics.fmean(row[at] for at, row in enumerate(cosines))
    spread[language] = statistics.pstdev(others)
    distance[language] = (same - statistics.fmean(others)) / spread[language]
usual = statistics.fmean(spread[language] for language in TRAINED if language != "en")
gains = {language: 1.0 if language in TRAINED or usual < NEARLY * spread[language] else usual / spread[language] for language in NAMES}
for language in sorted(OTHERS):
    print(f"{language} {distance[language]:.2f} {gains[language]:.2f}" + (" left out" if distance[language] < LEAST else ""))

means = {language: mean(vectors[language]) for language in NAMES if language in TRAINED or distance[language] >= LEAST}
means["**"] = mean([means[language] for language in TRAINED])
with open(target, "wb") as out:
    for language, numbers in sorted(means.items()):
        scale = max(map(abs, numbers)) / 127
        head = struct.pack("<2sff", language.encode(), scale, gains.get(language, 1.0))
        out.write(head + struct.pack("512b", *(round(number / scale) for number in numbers)))
