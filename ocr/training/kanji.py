"""The recogniser of any handwritten Japanese: JIS level 1, the characters of names and places, kana and digits.

Too many characters for a network from scratch on one core. So: directions of strokes on a grid (8 directions, 8 × 8
places, fixed filters), the discriminant plane of these features (LDA), and one linear layer trained on it. All of it
is one ONNX network."""
import collections
import glob
import gzip
import os
import sys

import numpy as np
import torch

import cells
import directions
import fonts
import kana
from cells import EM, SOURCE, others, stroke_picture
from normalise import normalise
from readers import data_folder
from strokes import kanjivg

SIZE, INNER, INNER_CELL = 64, 60, 44
PLANE = 224


def _level_one():
    return [bytes([a, b]).decode("euc_jp") for a in range(0xB0, 0xD0) for b in range(0xA1, 0xFF)
            if not (a == 0xCF and b > 0xD3)]


def _names_and_places():
    """Kanji that occur at least three times in the lists of names, banks and towns; how often matters, not the lists."""
    count = collections.Counter()
    folder = data_folder()
    for file in (glob.glob(folder + "/names-*/*") + glob.glob(folder + "/bank-codes/*.gz") + glob.glob(folder + "/municipalities/*.csv")
                 + glob.glob(folder + "/postal-codes/*.gz")):
        with (gzip.open if file.endswith(".gz") else open)(file, "rt", encoding="utf-8", errors="replace") as text:
            count.update(text.read())
    return [c for c, n in count.items() if n >= 3 and "\u4e00" <= c <= "\u9fff"]


def _classes():
    models = kanjivg()
    kanji = sorted(set(_level_one()) | set(_names_and_places()))
    return [c for c in kanji if c in models] + list("々") + kana.KATAKANA + kana.HIRAGANA + list("ー-0123456789")


CLASSES = _classes()
SETS = {"kanji": "".join(CLASSES)}


def _shares(words):
    """Share of each class among the characters of (word, how often) pairs."""
    index, share = {c: i for i, c in enumerate(CLASSES)}, np.zeros(len(CLASSES) + 1)
    for word, many in words:
        for c in word:
            if c in index:
                share[index[c]] += many
    return share / share.sum()


def _column(pattern, *columns, separator="\t"):
    for file in sorted(glob.glob(os.path.join(data_folder(), pattern))):
        with (gzip.open if file.endswith(".gz") else open)(file, "rt", encoding="utf-8") as text:
            for row in (line.rstrip("\n").split(separator) for line in text):
                yield "".join(row[k] for k in columns if k < len(row))


def expected():
    """How often each class is met in names, addresses with their block numbers, banks and branches; the rest is for
    what is in no list, and one glyph in fifty is no character."""
    with open(os.path.join(data_folder(), "names-shuheilocale", "last_name_org.csv"), encoding="utf-8") as text:
        surnames = [(row[0], float(row[1])) for row in (line.split(",") for line in text) if row[1].isdigit()]
    once = lambda words: _shares((word, 1) for word in words)
    endings = [("銀行", 6), ("支店", 6), ("信用金庫", 2), ("本店", 1), ("出張所", 1), ("丁目", 2), ("番地", 2), ("番", 1), ("号", 2)]
    share = .17 * _shares(surnames) + .17 * once(_column("names-shuheilocale/first_name_*_org.csv", *range(2, 60), separator=","))
    share += .23 * once(_column("postal-codes/postal.tsv.gz", 2, 4, 6)) + .07 * once(_column("bank-codes/branches.tsv.gz", 2))
    share += .02 * once(_column("bank-codes/banks.tsv.gz", 1)) + .05 * _shares(endings) + .12 * once("0123456789") + .04 * once("-")
    share += .03 * once(kana.KATAKANA) + .03 * once(kana.HIRAGANA) + .07 * once(CLASSES)
    share[-1] = .02
    return share / share.sum()


def sources(seed, scale=1.0):
    random = np.random.default_rng(seed)
    models = {**kanjivg(), **kana.models()}
    written, rendered, labels = [], [], ([], [])
    faces = fonts.training_faces()
    yoz = [f for f in faces if f.name in ("YOzRS_.ttf", "YOzBE_.ttf", "YOzRAP.ttf")]
    faces = [f for f in faces if not f.name.startswith(("YOz", "MTL", "zen-maru"))] + yoz
    for label, c in enumerate(CLASSES):
        for _ in range(int(7 * scale) if c in models else 0):
            written.append(stroke_picture(models, c, random))
            labels[0].append(label)
    print(f"{len(written)} drawn from strokes", flush=True)
    for face in faces:  # face by face and file by file: a font in 120 parts is opened 120 times, not once a character
        for label, c in sorted(enumerate(CLASSES), key=lambda one: face._file_of(one[1]) or ""):
            picture = face.render(c, SOURCE, EM)
            if picture is not None:
                rendered.append(picture)
                labels[1].append(label)
        print(f"{len(rendered)} rendered, {face.name}", flush=True)
    pictures = others(random, int(2000 * scale), kanji_too=False)
    return [(1, np.stack(written), np.array(labels[0])), (1, np.stack(rendered), np.array(labels[1])),
            (1, np.stack(pictures), np.array([len(CLASSES)] * len(pictures)))]


def batch(source, label):
    return cells.batch(source, label, sys.modules[__name__])


def train(groups, arguments, random):
    return directions.train_plane(sys.modules[__name__], groups, arguments, random, PLANE)


def _tensors(pictures, labels):
    return torch.from_numpy(np.stack(pictures)).float() / 255, torch.tensor(labels)


def _clean(source):
    cell = torch.tensor([[4.0, 4, 60, 60]]).repeat(len(source), 1)
    return torch.cat([normalise(s, c, SIZE, INNER, INNER_CELL) for s, c in zip(source.split(500), cell.split(500))])


def measures():
    """On the hands never trained on, 4,000 characters; 1,200 pen strokes by people; scribbles."""
    import json

    import strokes
    torch.manual_seed(99)
    random = np.random.default_rng(99)
    faces = fonts.held_back_faces()
    index = {c: i for i, c in enumerate(CLASSES)}
    out = {}
    share = np.array([v if "\u4e00" <= c <= "\u9fff" else 0 for c, v in zip(CLASSES, expected())])
    for title, p in (("each as often", (share > 0) / (share > 0).sum()), ("as in names and addresses", share / share.sum())):
        pictures, labels = [], []
        for label in random.choice(len(CLASSES), 4000, p=p):
            picture = faces[random.integers(len(faces))].render(CLASSES[label], SOURCE, EM)
            if picture is not None:
                pictures.append(picture)
                labels.append(label)
        source, label = _tensors(pictures, labels)
        out[f"kanji of unseen hands, {title}"] = (_clean(source), label, False, "kanji")
    for title, rough in (("on forms", cells.FAIR), ("spoilt", cells.ROUGH)):
        parts = [cells.crops(s, l, sys.modules[__name__], rough) for s, l in zip(source.split(500), label.split(500))]
        out[f"kanji of unseen hands, as in names and addresses, {title}"] = (torch.cat([a for a, _ in parts]), torch.cat([b for _, b in parts]), rough < 1, "kanji")
    file = os.path.join(data_folder(), "tegaki-strokes-gpl", "strokes.jsonl.gz")
    if os.path.exists(file):
        pictures, labels = [], []
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            entries = [e for e in map(json.loads, lines) if e["c"] in index and "\u4e00" <= e["c"] <= "\u9fff"]
        for entry in [entries[k] for k in random.permutation(len(entries))[:1200]]:
            written = [np.array(s, float).reshape(-1, 2) / entry["w"] * EM + (1 - EM) / 2 for s in entry["s"]]
            pictures.append(strokes.draw(written, SOURCE, random, .035))
            labels.append(index[entry["c"]])
        source, label = _tensors(pictures, labels)
        out["pen strokes by people (measured only)"] = (_clean(source), label, False, "kanji")
    source = torch.from_numpy(np.stack(others(random, 400, kanji_too=False))).float() / 255
    out["scribbles"] = (*batch(source, torch.full((400,), len(CLASSES))), False, "kanji")
    return out
