#!/usr/bin/env python3
"""Groups the streams of benches/streams and says how well: streams.py PROGRAM [FOLDER] [ARGUMENT OF `group`...]."""

import collections
import itertools
import json
import pathlib
import subprocess
import sys


def grouped(program, reports, arguments):
    lines = "".join(json.dumps({key: value for key, value in report.items() if key != "event"}) + "\n" for report in reports)
    out = subprocess.run([program, "group", *arguments], input=lines, capture_output=True, text=True, check=True).stdout
    return {answer["id"]: answer["story"] for answer in map(json.loads, out.splitlines())}


def bcubed(found, wanted):
    """Precision and recall (Bagga and Baldwin 1998) of each report, in lists of stories and events."""
    both, stories, events = (collections.Counter(keys) for keys in (zip(found, wanted), found, wanted))
    return [(both[pair] / stories[pair[0]], both[pair] / events[pair[1]]) for pair in zip(found, wanted)]


def main(program, folder="benches/streams", *arguments):
    sums = {}
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        reports = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        story = grouped(program, reports, arguments)
        parted, pairs, joined, measured = sums.setdefault(path.name[0], [0, 0, 0, []])
        for one, other in itertools.combinations(reports, 2):
            same, together = one["event"] == other["event"], story[one["id"]] == story[other["id"]]
            parted, pairs, joined = parted + (same and not together), pairs + same, joined + (together and not same)
        measured += bcubed([story[report["id"]] for report in reports], [report["event"] for report in reports])
        sums[path.name[0]] = [parted, pairs, joined, measured]
    for letter, (parted, pairs, joined, measured) in sums.items():
        precision, recall = (sum(values) / len(measured) for values in zip(*measured))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{letter}: {parted} of {pairs} pairs parted, {joined} joined wrongly, BCubed F1 {f1:.3f} ({precision:.3f}, {recall:.3f})")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
