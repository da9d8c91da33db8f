"""Kana and kanji in their cells: what the recognisers of Japanese characters have in common."""
import numpy as np
import torch

import augment
import strokes
from normalise import normalise

CANVAS, SOURCE, EM = 72, 64, .8  # pixels of the working picture and of a source; share of a source that is the em box


def stroke_picture(models, character, random):
    """One more hand writing `character`, in its em box."""
    variants = models[character]
    variant = [s * EM + (1 - EM) / 2 for s in variants[random.integers(len(variants))]]
    return strokes.draw(strokes.vary(variant, random, random.uniform(.5, 1.2)), SOURCE, random)


def others(random, n, kanji_too=True):
    """No kana: scribbles, and kanji of five strokes and more."""
    scribbles = n // 2 if kanji_too else n
    pictures = [strokes.draw(strokes.scribble(random), SOURCE, random) for _ in range(scribbles)]
    kanji = strokes.kanjivg()
    many = [c for c in kanji if "\u4e00" <= c <= "\u9fff" and len(kanji[c][0]) >= 5]
    for _ in range(n - scribbles):
        variants = kanji[many[random.integers(len(many))]]
        variant = [s * EM + (1 - EM) / 2 for s in variants[random.integers(len(variants))]]
        pictures.append(strokes.draw(strokes.vary(variant, random), SOURCE, random))
    return pictures


FAIR, ROUGH = .3, 1.0  # how much a crop has suffered: as the cutter (ocr/field) leaves nearly all, and the worst of them


def batch(source, label, kind):
    """Sources (n, 64, 64) in 0…1 holding the em box → the network's input for `kind` and labels; some of the glyphs
    become "none of them" (label len(kind.CLASSES)). Two thirds are as ocr/field cuts them from a sound scan, one third
    is spoilt."""
    at = len(source) // 3
    parts = [crops(source[:at], label[:at], kind, ROUGH), crops(source[at:], label[at:], kind, FAIR)]
    return torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts])


def crops(source, label, kind, rough):
    n, none = len(source), len(kind.CLASSES)
    label = label.clone()
    if n == 0:
        return torch.zeros(0, 2, kind.SIZE, kind.SIZE), label
    wide = torch.exp(augment._uniform(n, -.45, .2))
    half = 26 * torch.stack([wide.clamp(max=1), 1 / wide.clamp(min=1)], 1)
    middle = CANVAS / 2
    cell = torch.cat([middle - half, middle + half], 1)
    em = 2 * half.min(1).values * torch.exp(augment._uniform(n, -.34, .2))
    offset = (torch.rand(n, 2) * 2 - 1) * half * (.07 + .09 * rough)
    ink = augment.place(source, CANVAS, em / EM, offset, rotation=6 + 4 * rough, slant=.22, stretch=.16, elastic=.7 + .3 * rough)
    merge = torch.nonzero(torch.rand(n) < .012)[:, 0]  # two characters in one crop
    if len(merge) > 1:
        side = torch.full((len(merge),), 42.0)
        shift = torch.tensor([[15.0, 0]]).repeat(len(merge), 1)
        ink[merge] = torch.maximum(augment.place(source[merge], CANVAS, side, -shift), augment.place(source[torch.roll(merge, 1)], CANVAS, side, shift))
        label[merge] = none
    ink = augment.pen(ink)
    struck = torch.nonzero(torch.rand(n) < .015)[:, 0]
    if len(struck):
        ink[struck] = augment.strike(ink[struck], cell[struck])
        label[struck] = none
    bare = torch.nonzero(torch.rand(n) < .006)[:, 0]
    ink[bare] = 0
    label[bare] = none
    ink = augment.broken(ink, .06 * rough)
    ink = augment.neighbours(ink, cell, .05 * rough)
    ink = augment.box_leftovers(ink, cell, .06 * rough)
    if len(bare):
        ink[bare] = augment.box_leftovers(ink[bare], cell[bare], .6)
    ink = augment.specks(ink, .06 * rough)
    ink = augment.scanner(ink, rough)
    label[ink.amax((1, 2)) < .15] = none
    clear = torch.rand(n) < 1.1 - .5 * rough
    ink[clear] = augment.stretched(ink[clear])
    x = normalise(ink, cell + torch.randn(n, 4) * .8, kind.SIZE, kind.INNER, kind.INNER_CELL)
    x[torch.rand(n) < .01 + .03 * rough, 1] = 0
    return x, label
