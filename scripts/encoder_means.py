#!/usr/bin/env python3
"""Makes models/encoder_means.bin: the mean vector of news texts in each language that the encoder knows.

    git clone https://github.com/MicrosoftTranslator/NTREX ntrex
    cargo build --release --example vectors
    python3 scripts/encoder_means.py ntrex target/release/examples/vectors models/encoder_means.bin

All texts of a language share a good part of their vectors; what two of them have in common counts from there. The texts are the 123 news
articles of NTREX-128 (Federmann, Kocmi and Xin 2022), in English and as people translated them; each is read as grouping reads an article, its
first sentence as the headline. NTREX-128 is under CC BY-SA 4.0; of it the file holds averages only, no text.

For each language: two letters, the scale as a little-endian float32, 512 int8; the mean is scale times these numbers. "**" is the mean of
all languages, for those that have none of their own.
"""

import json
import pathlib
import struct
import subprocess
import sys

NAMES = {
    "ar": "ref.arb", "de": "ref.deu", "en": "src.eng", "es": "ref.spa", "fr": "ref.fra", "it": "ref.ita", "ja": "ref.jpn", "ko": "ref.kor",
    "nl": "ref.nld", "pl": "ref.pol", "pt": "ref.por", "ru": "ref.rus", "th": "ref.tha", "tr": "ref.tur", "zh": "ref.zho-CN",
}  # fmt: skip
WIDE = {"ja", "ko", "th", "zh"}

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
    return [[first, space.join(rest)] for first, *rest in sentences.values()]


def mean(vectors: list[list[float]]) -> list[float]:
    return [sum(column) / len(vectors) for column in zip(*vectors)]


means = {}
for language in sorted(NAMES):
    lines = "".join(json.dumps(passage) + "\n" for passage in passages(language))
    answer = subprocess.run([encoder], input=lines, text=True, encoding="utf-8", stdout=subprocess.PIPE, check=True).stdout
    means[language] = mean([json.loads(line) for line in answer.splitlines()])
means["**"] = mean(list(means.values()))
with open(target, "wb") as out:
    for language, numbers in sorted(means.items()):
        scale = max(map(abs, numbers)) / 127
        out.write(struct.pack("<2sf", language.encode(), scale) + struct.pack("512b", *(round(number / scale) for number in numbers)))
