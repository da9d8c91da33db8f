"""Tesseract and our networks on the very same glyphs, one after the other: single characters, a white list of the same characters, one thread.

    /usr/bin/python3 ocr/training/compare_tesseract.py [--glyphs 400]

Needs tesseract-ocr and tesseract-ocr-jpn."""
import argparse
import os
import subprocess
import tempfile
import time

import json

import numpy as np
import torch
from PIL import Image

import digits
import export
import fonts
import kana
import measure
import readers
from cells import EM, SOURCE
from normalise import normalise, tight

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models")


def ours(kind, name, pictures, cell, characters):
    """The shipped network on pictures that are their own cells. Text and seconds a glyph."""
    with open(os.path.join(MODELS, name + ".recogniser.json"), encoding="utf-8") as text:
        card = json.load(text)
    network = measure.load(kind, os.path.join(MODELS, card["network"]))
    ink = torch.from_numpy(np.stack(pictures).astype(np.float32) / 255)
    begin = time.time()
    with torch.no_grad():
        x = normalise(ink, torch.tensor([cell]).repeat(len(ink), 1), kind.SIZE, kind.INNER, kind.INNER_CELL)
        best = export.within(torch.softmax(network(x) / card["temperature"], 1), kind, characters).argmax(1)
    return [kind.CLASSES[k] for k in best], (time.time() - begin) / len(pictures)


def tesseract(pictures, language, allowed):
    """One process for all pictures, as quick as it gets: each a page with one character. Text and seconds a glyph."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for k, ink in enumerate(pictures):
            page = np.full((120, 120), 255, np.uint8)
            page[20:100, 20:100] = 255 - np.asarray(Image.fromarray(ink).resize((80, 80), Image.BILINEAR))
            names.append(f"{folder}/{k}.png")
            Image.fromarray(page).save(names[-1], dpi=(300, 300))
        with open(f"{folder}/list", "w") as file:
            file.write("\n".join(names) + "\n")
        begin = time.time()
        done = subprocess.run(["tesseract", f"{folder}/list", "stdout", "--psm", "10", "-l", language, "-c", f"tessedit_char_whitelist={allowed}",
                               "-c", "page_separator=\f"], capture_output=True, text=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=True)
        return [page.strip() for page in done.stdout.split("\f")][:len(pictures)], (time.time() - begin) / len(pictures)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--glyphs", type=int, default=400)
    many = arguments.parse_args().glyphs
    torch.set_num_threads(1)
    random = np.random.default_rng(4)
    images, labels = readers.digit_set("mnist-train", trained=False)
    few = random.permutation(len(labels))[:many]
    read, each = tesseract(tight(images[few], 64, 52), "eng", "0123456789")
    wrong = sum(a != str(b) for a, b in zip(read, labels[few]))
    print(f"tesseract, {many} held-back digits: {wrong} wrong, {1000 * each:.1f} ms a glyph")
    read, each = ours(digits, "digits", images[few], [0.0, 0.0, 28.0, 28.0], "digits")
    print(f"ours, the same digits: {sum(a != str(b) for a, b in zip(read, labels[few]))} wrong, {1000 * each:.1f} ms a glyph")
    pictures, names = [], []
    for face in fonts.held_back_faces():
        for c in kana.KATAKANA[:82]:
            picture = face.render(c, SOURCE, EM)
            if picture is not None:
                pictures.append(picture)
                names.append(c)
    few = random.permutation(len(names))[:many]
    read, each = tesseract([pictures[i] for i in few], "jpn", kana.SETS["katakana"])
    wrong = sum(a != names[b] for a, b in zip(read, few))
    print(f"tesseract, {len(few)} katakana of unseen hands: {wrong} wrong, {1000 * each:.1f} ms a glyph")
    read, each = ours(kana, "kana", [pictures[i] for i in few], [4.0, 4.0, 60.0, 60.0], "katakana")
    print(f"ours, the same katakana: {sum(a != names[b] for a, b in zip(read, few))} wrong, {1000 * each:.1f} ms a glyph")


if __name__ == "__main__":
    main()
