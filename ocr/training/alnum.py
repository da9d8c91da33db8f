"""The recogniser of letters and digits: real digits, KanjiVG's letter strokes varied as hands vary, pen-like fonts."""
import sys

import numpy as np
import torch

import cells
import directions
import fonts
import readers
from cells import EM, SOURCE, others, stroke_picture
from normalise import normalise, tight
from strokes import kanjivg, own_digits

LETTERS = list("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
CLASSES = list("0123456789") + LETTERS + list("-./@")
SETS = {"alnum": "".join(CLASSES)}
SIZE, INNER, INNER_CELL = 48, 44, 32


def sources(seed, scale=1.0):
    random = np.random.default_rng(seed)
    vg = kanjivg()
    models = {c: vg[c] for c in CLASSES if c in vg}
    for c, variants in own_digits().items():  # as narrow as digits are
        models[c] = models.get(c, []) + [[s * np.array([.55, .85]) + np.array([.22, .07]) for s in v] for v in variants]
    models["-"] = [[np.array([(.3, .5), (.7, .5)])], [np.array([(.2, .52), (.8, .5)])]]
    models["."] = [[np.array([(.48, .85), (.52, .87)])]]
    models["/"] = [[np.array([(.8, .05), (.2, .95)])]]
    print("without a stroke model:", *[c for c in CLASSES if c not in models])
    pictures, labels = [], []
    for label, c in enumerate(CLASSES):
        for _ in range(int(70 * scale) if c in models else 0):
            pictures.append(stroke_picture(models, c, random))
            labels.append(label)
    groups = [(1, np.stack(pictures), np.array(labels))]
    pictures, labels = [], []
    faces = fonts.training_faces()
    for face in [f for f in faces if not f.name.startswith("YOz")] + [f for f in faces if f.name in ("YOzRS_.ttf", "YOzRSX.ttf", "YOzBE_.ttf")]:
        for label, c in enumerate(CLASSES):
            picture = face.render(c, SOURCE, EM)
            if picture is not None:
                pictures.append(picture)
                labels.append(label)
    groups.append((6, np.stack(pictures), np.array(labels)))
    for name, many in (("mnist-train", 6000), ("optdigits-train", 1600), ("semeion-train", 1000)):
        images, y = readers.digit_set(name, trained=True)
        few = random.permutation(len(y))[:int(many * scale)]
        # As high as a digit is in its em box.
        groups.append((.8, tight(images[few], SOURCE, 44), y[few].astype(np.int64)))
    pictures = others(random, int(1500 * scale))
    groups.append((1, np.stack(pictures), np.array([len(CLASSES)] * len(pictures))))
    return groups


def expected():
    """How often each class is met: all alike, and one glyph in fifty that is none."""
    return np.append(np.full(len(CLASSES), .98 / len(CLASSES)), .02)


def batch(source, label):
    return cells.batch(source, label, sys.modules[__name__])


def train(groups, arguments, random):
    return directions.train_layers(sys.modules[__name__], groups, arguments, random, 192)


def measures():
    """On the hands never trained on (fonts), and on held-back real digits."""
    torch.manual_seed(99)
    random = np.random.default_rng(99)
    pictures, labels = [], []
    for face in fonts.held_back_faces():
        for label, c in enumerate(CLASSES):
            picture = face.render(c, SOURCE, EM)
            if picture is not None:
                pictures.append(picture)
                labels.append(label)
    source, label = torch.from_numpy(np.stack(pictures)).float() / 255, torch.tensor(labels)
    cell = torch.tensor([[4.0, 4, 60, 60]]).repeat(len(source), 1)
    out = {"letters and digits of unseen hands, clean": (normalise(source, cell, SIZE, INNER, INNER_CELL), label, False, "alnum")}
    here = sys.modules[__name__]
    for title, rough in (("as on forms", cells.FAIR), ("spoilt", cells.ROUGH)):
        parts = [cells.crops(source, label, here, rough) for _ in range(4)]
        out["letters and digits of unseen hands, " + title] = (torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts]), rough < 1, "alnum")
    images, y = readers.digit_set("mnist-train", trained=False)
    x, y = cells.crops(torch.from_numpy(tight(images[:1500], SOURCE, 44)).float() / 255, torch.from_numpy(y[:1500].astype(np.int64)), here, cells.FAIR)
    out["real digits held back, as on forms"] = (x, y, True, "alnum")
    x, y = batch(torch.from_numpy(np.stack(others(random, 300))).float() / 255, torch.full((300,), len(CLASSES)))
    out["scribbles and kanji"] = (x, y, False, "alnum")
    return out
