"""Writes the small sets that the tests in tests/recognise read everywhere (drawn by us, or rendered):
own-digits.pbm (rows 0…9 and scribbles, 24 a row), normalise-cases.json, and unseen-kana.pbm (katakana of fonts that are
never trained on, one hand a row: Klee One, Yusei Magic, Kiloji, Yomogi, Zen Kurenaido)."""
import json
import os
import sys

import numpy as np
import torch

import fonts
import strokes
from normalise import normalise

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/recognise")


def write_sheet(name, rows):
    """A PBM sheet of equal squares from rows of pictures (ink 255 on 0)."""
    sheet = np.concatenate([np.concatenate(row, 1) for row in rows], 0) > 110
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(f"P4\n{sheet.shape[1]} {sheet.shape[0]}\n".encode())
        file.write(np.packbits(sheet, axis=1).tobytes())


def own_digits(random):
    models = strokes.own_digits()
    rows = []
    for c in "0123456789":
        row = []
        for k in range(24):
            variant = models[c][k % len(models[c])]
            narrow = np.array([random.uniform(.4, .6), random.uniform(.55, .75)])
            at = np.array([random.uniform(.15, .35), random.uniform(.12, .25)])
            row.append(strokes.draw(strokes.vary([s * narrow + at for s in variant], random, .8, .05), 48, random))
        rows.append(row)
    rows.append([strokes.draw(strokes.scribble(random), 48, random) for _ in range(24)])
    write_sheet("own-digits.pbm", rows)


KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポッャュョー"


def unseen_kana():
    rows = []
    for face in fonts.held_back_faces():
        rows.append([face.render(c, 48, .74) for c in KANA])
        print(face.name)
    write_sheet("unseen-kana.pbm", rows)


def normalise_cases(random):
    cases = []
    for width, height, size, cell in ((24, 33, 32, (3, 2, 18, 28)), (33, 24, 32, (0, 0, 33, 24)), (60, 50, 48, (10, 5, 40, 40)),
                                      (7, 9, 32, (-2, -1, 12, 12)), (40, 18, 48, (35, 2, 40, 40)), (5, 48, 32, (0, 0, 20, 48))):
        ink = np.zeros((height, width), np.uint8)
        for _ in range(6):
            y, x = random.integers(0, height), random.integers(0, width)
            ink[y:y + random.integers(1, height // 2), x:x + random.integers(1, width // 2 + 1)] = random.integers(60, 255)
        x, y, w, h = cell
        out = normalise(torch.from_numpy(ink / 255.0).float()[None], torch.tensor([[x, y, x + w, y + h]]).float(), size, size * 13 // 16, size * 2 // 3)
        cases.append({"width": width, "height": height, "ink": ink.flatten().tolist(), "cell": cell, "size": size, "inner": size * 13 // 16,
                      "innerCell": size * 2 // 3, "expected": [round(v, 4) for v in out.flatten().tolist()]})
    with open(os.path.join(FOLDER, "normalise-cases.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file)
        file.write("\n")


if __name__ == "__main__":
    own_digits(np.random.default_rng(2027))
    normalise_cases(np.random.default_rng(7))
    unseen_kana()
