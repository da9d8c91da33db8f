"""Pen-like fonts to train on. Five hands are kept apart for samples and tests and are refused by name.

From Debian: fonts-yozvox-yozfont*, fonts-seto, fonts-aoyagi-soseki, fonts-aoyagi-kouzan-t, fonts-komatuna,
fonts-motoya-l-maruberi. From npm, into build/training-fonts (npm install --prefix build/training-fonts NAME...):
those of FROM_NPM. What is not installed is left out, and said."""
import functools
import glob
import json
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

NEVER_TRAINED = ("klee", "yusei", "kiloji", "yomogi", "kurenaido")
DEBIAN = "/usr/share/fonts/truetype"
# Of YOzFont's 120 files the slanted ones and the digit variants are left out: their kana are the same.
FROM_DEBIAN = ("yozvox-yozfont/YOzR?_.ttf", "yozvox-yozfont/YOzR?F.ttf", "yozvox-yozfont/YOzR?P.ttf", "yozvox-yozfont/YOzR?X.ttf",
               "yozvox-yozfont/YOzR?XM.ttf", "yozvox-yozfont/YOzB?_.ttf", "seto/setofont.ttf", "aoyagi-soseki/*.ttf",
               "aoyagi-kouzan-t/*.ttf", "komatuna/komatuna.ttf", "motoya-l-maruberi/*.ttf")
FROM_NPM = ("hachi-maru-pop", "yuji-syuku", "yuji-boku", "yuji-mai", "slackside-one", "new-tegomin", "darumadrop-one", "kiwi-maru",
            "zen-maru-gothic", "potta-one")
NPM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/training-fonts/node_modules/@fontsource")


@functools.lru_cache(64)
def _font(file, size):
    return ImageFont.truetype(file, size)


@functools.lru_cache(None)
def _missing(file, size):
    return bytes(_font(file, size).getmask("\U000f1234"))


class Face:
    """One hand: one font file, or an npm package that spreads its characters over many."""

    def __init__(self, path):
        self.name = os.path.basename(path.rstrip("/"))
        self.parts = None
        self.file = path
        if os.path.isdir(path):
            self.parts = []
            with open(os.path.join(path, "unicode.json"), encoding="utf-8") as file:
                for subset, ranges in json.load(file).items():
                    file = f"{path}/files/{self.name}-{subset.strip('[]')}-400-normal.woff2"
                    if os.path.exists(file):
                        self.parts.append((file, self._ranges(ranges)))

    @staticmethod
    def _ranges(text):
        out = []
        for one in text.upper().replace("U+", "").split(","):
            low, _, high = one.strip().partition("-")
            out.append((int(low, 16), int(high or low, 16)))
        return out

    def _file_of(self, character):
        if self.parts is None:
            return self.file
        return next((f for f, ranges in self.parts if any(a <= ord(character) <= b for a, b in ranges)), None)

    def render(self, character, side, fill=.8):
        """The character's em box, `fill` of side × side pixels, centred: ink 255 on 0. None where it is lacking."""
        file = self._file_of(character)
        if file is None:
            return None
        size = int(side * 2 * fill)
        font = _font(file, size)
        mask = font.getmask(character)
        if 0 in mask.size or bytes(mask) == _missing(file, size):
            return None
        picture = Image.new("L", (side * 2, side * 2))
        ImageDraw.Draw(picture).text((side, side * (1 + fill * .76)), character, font=font, fill=255, anchor="ms")
        out = np.asarray(picture.reduce(2))
        return out if out.max() > 100 else None


def training_faces():
    paths = sorted(f for pattern in FROM_DEBIAN for f in glob.glob(os.path.join(DEBIAN, pattern)))
    paths += [os.path.join(NPM, name) for name in FROM_NPM if os.path.isdir(os.path.join(NPM, name))]
    for path in paths:
        if any(name in path.lower() for name in NEVER_TRAINED):
            raise SystemExit(f"{path}: this hand is kept for samples and tests and may not be trained on")
    lacking = [name for name in FROM_NPM if not os.path.isdir(os.path.join(NPM, name))]
    if lacking:
        print("fonts left out, not installed:", *lacking)
    return [Face(path) for path in paths]


def held_back_faces():
    """The five hands that are never trained on: only to measure with."""
    names = ("klee/KleeOne-Regular", "klee/KleeOne-SemiBold", "yusei-magic/YuseiMagic-Regular", "kiloji/kiloji_p", "kiloji/kiloji_b")
    paths = [f for name in names for f in glob.glob(f"/usr/share/fonts/**/{name}.*", recursive=True)]
    paths += [os.path.join(NPM, name) for name in ("yomogi", "zen-kurenaido") if os.path.isdir(os.path.join(NPM, name))]
    return [Face(path) for path in paths]
