"""Measures the shipped kanji model by source and by use, and writes ocr/models/kanji.md:

    /usr/bin/python3 ocr/training/kanji_measures.py [--models ocr/models]

Nothing here is trained on: the fonts are the hands that fonts.py keeps back, the pen strokes are measured only."""
import argparse
import csv
import glob
import gzip
import json
import os
import sys

import numpy as np
import torch
from torch import nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import export
import fonts
import kanji
import strokes
from cells import EM, SOURCE, batch, others
from directions import Directions
from normalise import normalise
from onnx_weights import read_weights
from readers import data_folder


def load(folder):
    with open(os.path.join(folder, "kanji.recogniser.json"), encoding="utf-8") as file:
        card = json.load(file)
    if card["classes"] != "".join(kanji.CLASSES):
        raise SystemExit("kanji.recogniser.json has other classes than kanji.py makes: train anew, or name the data folder it was trained with")
    weights = read_weights(os.path.join(folder, card["network"]))
    network = nn.Sequential(Directions(kanji.SIZE), nn.Linear(*weights["1.weight"].shape[::-1]), nn.Linear(*weights["2.weight"].shape[::-1]))
    network.load_state_dict(weights)
    return card, network.eval()


def clean(pictures):
    source = torch.from_numpy(np.stack(pictures)).float() / 255
    cell = torch.tensor([[4.0, 4, 60, 60]]).repeat(len(source), 1)
    return torch.cat([normalise(s, c, kanji.SIZE, kanji.INNER, kanji.INNER_CELL) for s, c in zip(source.split(500), cell.split(500))])


def rendered(characters, faces, random):
    """The characters in order, each by a hand that has it; characters that no hand has are left out."""
    pictures, labels = [], []
    for c in characters:
        for k in random.permutation(len(faces)):
            picture = faces[k].render(c, SOURCE, EM)
            if picture is not None:
                pictures.append(picture)
                labels.append(kanji.CLASSES.index(c))
                break
    return pictures, torch.tensor(labels)


def pen_strokes(random, wanted):
    """[(corpus, pictures, labels)] of people's pen strokes: Tomoe's characters, then those a learner wrote."""
    file = os.path.join(data_folder(), "tegaki-strokes-gpl", "strokes.jsonl.gz")
    if not os.path.exists(file):
        print("skipped: no", file)
        return
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        entries = [e for e in map(json.loads, lines) if e["c"] in kanji.CLASSES and e["c"] >= "\u4e00"]
    for corpus, title in (("tomoe", "Tomoe (one sample per character)"), ("japanese", "a learner (50 characters × 5)")):
        own = [e for e in entries if corpus in e["src"]]
        own = [own[k] for k in random.permutation(len(own))[:wanted]]
        pictures = [strokes.draw([np.array(s, float).reshape(-1, 2) / e["w"] * EM + (1 - EM) / 2 for s in e["s"]], SOURCE, random, .035) for e in own]
        if pictures:
            yield title, pictures, torch.tensor([kanji.CLASSES.index(e["c"]) for e in own])


def by_use():
    """{title: (characters, weights)}: the characters of surnames (by the number of people), given names, Tokyo's addresses."""
    out = {}
    folder = data_folder()

    def add(title, text, weight=1.0):
        count = out.setdefault(title, {})
        for c in text:
            count[c] = count.get(c, 0) + weight

    with open(os.path.join(folder, "names-shuheilocale/last_name_org.csv"), encoding="utf-8") as file:
        for row in csv.reader(file):
            add("surnames, by people", row[0], float("".join(d for d in row[1] if d.isdigit()) or 1))
    for name in glob.glob(folder + "/names-shuheilocale/first_name_*_opti.csv"):
        with open(name, encoding="utf-8") as file:
            for row in csv.reader(file):
                add("given names", "".join(row[2:]))
    with gzip.open(os.path.join(folder, "postal-codes/postal.tsv.gz"), "rt", encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split("\t")
        names = [k for k, h in enumerate(header) if any(w in h for w in ("pref", "city", "town")) and "kana" not in h]
        for line in file:
            row = line.rstrip("\n").split("\t")
            if any(row[k] == "東京都" for k in names):
                add("addresses in Tokyo", "".join(row[k] for k in names if "（" not in row[k]))
    known = set(kanji.CLASSES)
    shares = {}
    for title, count in out.items():
        japanese = {c: n for c, n in count.items() if c >= "\u3005"}
        total = sum(japanese.values())
        kept = {c: n for c, n in japanese.items() if c in known}
        shares[title] = sum(kept.values()) / total
        out[title] = (list(kept), np.array(list(kept.values())) / sum(kept.values()))
    return out, shares


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--models", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models"))
    arguments.add_argument("--glyphs", type=int, default=500, help="of each source")
    arguments = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    random = np.random.default_rng(5)
    card, network = load(arguments.models)
    lines, wrong = [], {}

    def measure(title, x, labels):
        with torch.no_grad():
            p = torch.cat([torch.softmax(network(part) / card["temperature"], 1) for part in x.split(250)])
        inside = labels < len(kanji.CLASSES)
        p, labels = p[inside], labels[inside]
        best, reading = p[:, :-1].max(1)
        among = (p[:, :-1].topk(10, 1).indices == labels[:, None]).any(1)
        right, sure = reading == labels, best >= .99
        for pair, n in export.confusions(reading, labels, kanji.CLASSES, 60).items():
            wrong[pair] = wrong.get(pair, 0) + n
        percent = lambda v: f"{100 * float(v.float().mean()):.1f} %" if len(v) else "–"
        lines.append(f"| {title} | {len(labels)} | {percent(right)} | {percent(among)} | {percent(sure)} | {percent(right[sure])} |")
        print(lines[-1], flush=True)

    faces = fonts.held_back_faces()
    only_kanji = [c for c in kanji.CLASSES if c >= "\u4e00"]
    for face in faces:
        pictures, labels = rendered(random.choice(only_kanji, arguments.glyphs), [face], random)
        measure(face.name + ", clean", clean(pictures), labels)
    uses, shares = by_use()
    for title, (characters, weights) in uses.items():
        pictures, labels = rendered(random.choice(characters, arguments.glyphs, p=weights), faces, random)
        measure(title + ", clean", clean(pictures), labels)
        measure(title + ", as on forms", *batch(torch.from_numpy(np.stack(pictures)).float() / 255, labels, kanji))
    for title, pictures, labels in pen_strokes(random, 2 * arguments.glyphs):
        measure("pen strokes: " + title, clean(pictures), labels)
    pictures = others(random, 300, kanji_too=False)
    with torch.no_grad():
        p = torch.softmax(network(clean(pictures)) / card["temperature"], 1)
    scribbles = f"{100 * float((p[:, :-1].max(1).values >= .9).float().mean()):.1f} % of 300 scribbles are given with 0.9 or more"
    worst = sorted(wrong.items(), key=lambda kv: -kv[1])[:24]
    with open(os.path.join(arguments.models, "kanji.md"), "w", encoding="utf-8") as file:
        file.write("# The kanji model by source and by use\n\nWritten by `ocr/training/kanji_measures.py` (the model's card is in README.md). "
                   "Nothing in this table was trained on.\n\n"
                   "| measured on | glyphs | right | among ten guesses | given with ≥ 0.99 | of these right |\n| --- | --- | --- | --- | --- | --- |\n"
                   + "\n".join(lines) + "\n\n- Characters that are classes: " + ", ".join(f"{k} {100 * v:.2f} %" for k, v in shares.items())
                   + f"\n- {scribbles}\n- Worst confusions (written→read): " + ", ".join(f"{k} {n}" for k, n in worst) + "\n")


if __name__ == "__main__":
    main()
