"""The kana recogniser's training pictures: KanjiVG's strokes varied as hands vary, pen-like fonts, and no kana."""
import gzip
import os
import sys

import numpy as np
import torch

import cells
import fonts
import readers
import strokes
from cells import EM, SOURCE, others, stroke_picture
from normalise import normalise

KATAKANA = [chr(c) for c in range(0x30A1, 0x30F7)]
HIRAGANA = [chr(c) for c in range(0x3041, 0x3094)]
SIGNS = list("ー・、。゛゜()-")  # dakuten written into a box of its own, brackets and hyphens of company names
CLASSES = KATAKANA + HIRAGANA + SIGNS
RARE = "ヮヵヶゎ"  # not in readings of names; their glyphs count as ワ, カ, ケ, わ
SETS = {name: "".join(c for c in characters + SIGNS[:8] if c not in RARE)
        for name, characters in (("katakana", KATAKANA), ("hiragana", HIRAGANA), ("kana", KATAKANA + HIRAGANA))}
# The same shape in both scripts, or so alike that the field's script decides; the hyphen is the long mark in a kana field.
TWINS = [a + chr(ord(a) + 0x60) for a in "うぅえかがきぎけせぜにへべぺもやゃゆりらこご"] + ["ー-", "ワヮ", "カヵ", "ケヶ", "わゎ"]
SIZE, INNER, INNER_CELL = 48, 44, 32
NETWORK = {"widths": (16, 28, 48, 80)}


def _arc(x, y, rx, ry, a, b):
    t = np.linspace(a, b, 14)
    return np.stack([x + rx * np.cos(t), y + ry * np.sin(t)], 1)


def _sign_models():
    line = lambda *p: np.array(p, float)
    return {
        "ー": [[line((.1, .5), (.5, .49), (.9, .5))], [line((.12, .46), (.2, .52), (.5, .5), (.88, .5))], [line((.15, .55), (.85, .48))]],
        "-": [[line((.3, .5), (.7, .5))]],
        "・": [[line((.48, .49), (.52, .51))], [_arc(.5, .5, .03, .03, 0, 7)]],
        "、": [[line((.12, .75), (.2, .82), (.26, .9))], [line((.3, .72), (.36, .84))]],
        "。": [[_arc(.2, .82, .1, .1, -1.6, 4.8)], [_arc(.35, .78, .09, .09, -1.6, 4.8)]],
        "゛": [[line((.15, .12), (.25, .3)), line((.36, .08), (.46, .26))], [line((.55, .1), (.66, .28)), line((.75, .06), (.88, .24))],
               [line((.35, .2), (.45, .42)), line((.55, .15), (.66, .38))]],
        "゜": [[_arc(.25, .2, .11, .11, -1.6, 4.8)], [_arc(.7, .2, .12, .12, -1.6, 4.8)], [_arc(.5, .3, .12, .12, -1.6, 4.8)]],
        "(": [[_arc(.85, .5, .3, .46, 4.3, 1.98)]],
        ")": [[_arc(.15, .5, .3, .46, -1.16, 1.16)]],
    }


def models():
    all_models, signs = strokes.kanjivg(), _sign_models()
    return {c: signs.get(c) or all_models[c] for c in CLASSES if c in signs or c in all_models}


def sources(seed, scale=1.0):
    random = np.random.default_rng(seed)
    groups, stroke_models = [], models()
    lacking = [c for c in CLASSES if c not in stroke_models]
    if lacking:
        print("without a stroke model:", *lacking)
    pictures, labels = [], []
    for label, c in enumerate(CLASSES):
        for _ in range(int(150 * scale) if c in stroke_models else 0):
            pictures.append(stroke_picture(stroke_models, c, random))
            labels.append(label)
    groups.append((1, np.stack(pictures), np.array(labels)))
    by_kind = {True: ([], []), False: ([], [])}
    for face in fonts.training_faces():
        for label, c in enumerate(CLASSES):
            picture = face.render({"(": "（", ")": "）", "-": "‐"}.get(c, c), SOURCE, EM)
            if picture is not None:
                pictures, labels = by_kind[face.name.startswith("YOz")]
                pictures.append(picture)
                labels.append(label)
    groups.append((1, np.stack(by_kind[True][0]), np.array(by_kind[True][1])))
    groups.append((5, np.stack(by_kind[False][0]), np.array(by_kind[False][1])))
    pictures = others(random, int(3000 * scale))
    groups.append((1.2, np.stack(pictures), np.array([len(CLASSES)] * len(pictures))))
    return groups


def expected():
    """How often each class is met: four fifths as in the readings of Japanese names, the rest all alike (companies), and
    one glyph in fifty that is no kana."""
    count = np.zeros(len(CLASSES))
    with gzip.open(os.path.join(readers.data_folder(), "names-ipadic", "names.tsv.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            for c in line.split("\t")[2]:
                for other in (c, chr(max(0, ord(c) - 0x60))):  # hiragana likewise
                    if other in CLASSES:
                        count[CLASSES.index(other)] += 1
    share = .8 * count / count.sum() + .2 / len(CLASSES)
    return np.append(share * .98, .02)


def batch(source, label):
    return cells.batch(source, label, sys.modules[__name__])


def measures():
    """{title: (input, labels, whether the temperature is fitted on it, character set)}, on hands never trained on."""
    torch.manual_seed(99)
    random = np.random.default_rng(99)
    out = {}
    faces = fonts.held_back_faces()
    print("measured on", *[f.name for f in faces])
    for script, characters in (("katakana", KATAKANA), ("hiragana", HIRAGANA)):
        pictures, labels = [], []
        for face in faces:
            for c in characters:
                picture = face.render(c, SOURCE, EM)
                if picture is not None and c not in "ゎゐゑヮヰヱヵヶヷヸヹヺ":
                    pictures.append(picture)
                    labels.append(CLASSES.index(c))
        source, label = torch.from_numpy(np.stack(pictures)).float() / 255, torch.tensor(labels)
        cell = torch.tensor([[4.0, 4, 60, 60]]).repeat(len(source), 1)
        clean = torch.cat([normalise(s, c, SIZE, INNER, INNER_CELL) for s, c in zip(source.split(500), cell.split(500))])
        out[script + " of unseen hands, clean"] = (clean, label, False, script)
        share = expected()[label.numpy()]
        index = torch.from_numpy(random.choice(len(label), 4000, p=share / share.sum()))
        for title, rough in (("as in names on forms", cells.FAIR), ("the same, spoilt", cells.ROUGH)):
            parts = [cells.crops(source[i], label[i], sys.modules[__name__], rough) for i in index.split(500)]
            out[f"{script} of unseen hands, {title}"] = (torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts]), rough < 1, script)
    source = torch.from_numpy(np.stack(others(random, 600))).float() / 255
    x, y = batch(source, torch.full((600,), len(CLASSES)))
    out["scribbles and kanji"] = (x, y, False, "kana")
    return out
