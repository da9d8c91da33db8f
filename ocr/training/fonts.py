"""Pen-like fonts to train on. Five hands are kept apart for samples and tests and are refused by name."""
import glob
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

NEVER_TRAINED = ("klee", "yusei", "kiloji", "yomogi", "zenkurenaido", "zen-kurenaido")
PEN_LIKE = ("yozvox-yozfont/*.ttf", "seto/*.ttf", "aoyagi-soseki/*.ttf", "aoyagi-kouzan-t/*.ttf", "komatuna/*.ttf",
            "motoya-l-maruberi/*.ttf")
FOLDERS = ("/usr/share/fonts/truetype",)


def training_fonts():
    files = sorted(f for folder in FOLDERS for pattern in PEN_LIKE for f in glob.glob(os.path.join(folder, pattern)))
    extra = os.environ.get("YOROZU_TRAINING_FONTS")  # more font files, ':' between
    files += [f for f in (extra or "").split(":") if f]
    for file in files:
        if any(name in file.lower() for name in NEVER_TRAINED):
            raise SystemExit(f"{file}: this hand is kept for samples and tests and may not be trained on")
    return files


def held_back_fonts():
    folder = "/usr/share/fonts"
    return sorted(f for f in glob.glob(folder + "/**/*.[to]tf", recursive=True) if any(n in f.lower() for n in NEVER_TRAINED))


def render(file, character, side, fill=.8):
    """The character's em box, `fill` of side × side pixels, centred: ink 255 on 0. None where the font lacks it."""
    font = ImageFont.truetype(file, int(side * 2 * fill))
    if not hasattr(render, "missing"):
        render.missing = {}
    if file not in render.missing:
        render.missing[file] = bytes(font.getmask("\uffff"))
    mask = font.getmask(character)
    if 0 in mask.size or (character not in "、。・" and bytes(mask) == render.missing[file]):
        return None
    picture = Image.new("L", (side * 2, side * 2))
    ImageDraw.Draw(picture).text((side, side * (1 + fill * .38 * 2)), character, font=font, fill=255, anchor="ms")
    return np.asarray(picture.reduce(2))
