"""The digit recogniser's training pictures: real digits, Japanese habits as strokes, pen-like fonts, and no digits."""
import numpy as np
import torch
from PIL import Image

import augment
import fonts
import readers
import strokes
from normalise import normalise, tight

CLASSES = list("0123456789")
SIZE, INNER, INNER_CELL = 32, 26, 21
SECOND_LOOK = {"secondLook": .9995, "secondTemperature": .72}  # ocr/recognise/second_look.h; measured on filled forms
CANVAS, SOURCE = 64, 40
# Kana and kanji that look like a digit to anybody are no examples of "not a digit".
LIKE_DIGITS = set("ノフつくしろるりいレヘへソンワクうラヲてんのこ了丁七九八二三一口了り乙千干フヲワケヶー丨工ニミハ入人上土川小几〇○")


def slim(picture):
    """These sets stretch every digit to a square: a one gets its narrow shape back."""
    wide = Image.fromarray(picture).resize((max(5, round(picture.shape[1] * .36)), picture.shape[0]), Image.BOX)
    out = np.zeros_like(picture)
    out[:, :wide.width] = np.asarray(wide)
    return out


def sources(seed, scale=1.0):
    """Tight pictures (n, 40, 40) uint8, labels (10 = none), and the share of training drawn from each group."""
    random = np.random.default_rng(seed)
    groups = []

    def group(share, pictures, labels):
        groups.append((share, tight(pictures), np.array(labels)))

    for name, share in (("mnist-train", .36), ("optdigits-train", .14), ("semeion-train", .12)):
        images, labels = readers.digit_set(name, trained=True)
        if name != "mnist-train":
            images = np.stack([slim(p) if label == 1 and random.uniform() < .7 else p for p, label in zip(images, labels)])
        group(share, images, labels)
    for models, many, share in ((strokes.own_digits(), 1500, .22), (strokes.kanjivg(), 150, .03)):
        pictures, labels = [], []
        for c in CLASSES:
            for _ in range(int(many * scale)):
                variant = models[c][random.integers(len(models[c]))]
                # Narrow as digits are: a free width before the hand varies.
                narrow = np.array([random.uniform(.45, .95), .85])
                pictures.append(strokes.draw(strokes.vary([s * narrow + .07 for s in variant], random, 1.2, .1), 64, random))
                labels.append(int(c))
        group(share, pictures, labels)
    pictures, labels = [], []
    for face in fonts.training_faces():
        for c in CLASSES:
            picture = face.render(c, 64)
            if picture is not None:
                pictures.append(picture)
                labels.append(int(c))
    group(.05, pictures, labels)
    pictures = [strokes.draw(strokes.scribble(random), 64, random) for _ in range(int(4000 * scale))]
    models = strokes.kanjivg()
    others = [c for c in models if c not in LIKE_DIGITS and "\u3041" <= c <= "\u9fff" and len(models[c][0]) >= 2]
    for _ in range(int(5000 * scale)):
        variants = models[others[random.integers(len(others))]]
        pictures.append(strokes.draw(strokes.vary(variants[random.integers(len(variants))], random), 64, random))
    group(.11, pictures, [10] * len(pictures))
    return groups


FAIR, ROUGH = .25, 1.0  # how much a crop has suffered: as the cutter (ocr/field) leaves nearly all, and the worst of them


def expected():
    """How often each class is met: digits all alike, and one glyph in fifty that is none."""
    return np.append(np.full(10, .098), .02)


def batch(source, label):
    """Sources (n, 40, 40) in 0…1 → network input (n, 2, 32, 32) and labels, some made into "none of them".
    Two thirds are as ocr/field cuts them from a sound scan, one third is spoilt."""
    at = len(source) // 3
    parts = [crops(source[:at], label[:at], ROUGH), crops(source[at:], label[at:], FAIR)]
    return torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts])


def crops(source, label, rough):
    n = len(source)
    label = label.clone()
    wide = torch.rand(n) * .6 + .6  # cells from narrow to square
    half = torch.stack([24 * wide.clamp(max=1), 24 / wide.clamp(min=1)], 1)
    cell = torch.cat([32 - half, 32 + half], 1)
    height = 2 * half.min(1).values * torch.exp(augment._uniform(n, -.45 - .3 * rough, .14 + .04 * rough)) * SOURCE / 36
    slack = (half - height[:, None] * .3).clamp(min=2) * (.4 + .6 * rough)
    offset = (torch.rand(n, 2) * 2 - 1) * slack
    ink = augment.place(source, CANVAS, height, offset, elastic=.7 + .3 * rough)

    number = label < 10
    merge = torch.nonzero(number & (torch.rand(n) < .012))[:, 0]  # two digits in one crop
    if len(merge) > 1:
        other = torch.roll(merge, 1)
        side = torch.full((len(merge),), 34.0)
        left = augment.place(source[merge], CANVAS, side, torch.tensor([[-13.0, 0]]).repeat(len(merge), 1))
        right = augment.place(source[other], CANVAS, side, torch.tensor([[13.0, 0]]).repeat(len(merge), 1))
        fits = (left.amax(1).amax(1) > .5) & (label[merge] != 1) & (label[other] != 1)
        ink[merge[fits]] = torch.maximum(left, right)[fits]
        label[merge[fits]] = 10
    ink = augment.pen(ink, felt=.25 - .13 * rough)
    struck = torch.nonzero(number & (label < 10) & (torch.rand(n) < .02))[:, 0]
    if len(struck):
        ink[struck] = augment.strike(ink[struck], cell[struck])
        label[struck] = 10
    bare = torch.nonzero(torch.rand(n) < .01)[:, 0]  # only dirt and pieces of the box
    ink[bare] = 0
    label[bare] = 10
    ink = augment.broken(ink, .12 * rough)
    ink = augment.neighbours(ink, cell, .08 * rough)
    ink = augment.box_leftovers(ink, cell, .12 * rough)
    if len(bare):
        ink[bare] = augment.box_leftovers(ink[bare], cell[bare], .6)
    ink = augment.specks(ink, .15 * rough)
    ink = augment.scanner(ink, rough)
    none = ink.amax((1, 2)) < .15
    label[none] = 10
    clear = torch.rand(n) < 1.1 - .5 * rough
    ink[clear] = augment.stretched(ink[clear])
    x = normalise(ink, cell + torch.randn(n, 4) * .7, SIZE, INNER, INNER_CELL)
    x[torch.rand(n) < .02 + .08 * rough, 1] = 0  # a cell of which nothing is known
    return x, label


def held_back(name):
    """The held-back half as network input: (n, 2, 32, 32), labels. The picture is its own cell."""
    images, labels = readers.digit_set(name, trained=False)
    ink = torch.from_numpy(images.astype(np.float32) / 255)
    cell = torch.tensor([[0.0, 0.0, images.shape[2], images.shape[1]]]).repeat(len(images), 1)
    return torch.cat([normalise(i, c, SIZE, INNER, INNER_CELL) for i, c in zip(ink.split(500), cell.split(500))]), torch.from_numpy(labels.astype(np.int64))


SETS = {"digits": "0123456789"}


def measures():
    """{title: (input, labels, whether the temperature is fitted on it, character set)}."""
    out = {}
    for name in readers.FILES:
        x, y = held_back(name)
        out[name + " held back"] = (x, y, True, "digits")
    # The same held-back digits as a scan of a form gives them, with new scribbles and characters that are no digits.
    torch.manual_seed(99)
    random = np.random.default_rng(99)
    pictures, labels = [], []
    for name in readers.FILES:
        images, y = readers.digit_set(name, trained=False)
        few = random.permutation(len(images))[:2000]
        pictures.append(tight(images[few]))
        labels += y[few].tolist()
    pictures.append(tight([strokes.draw(strokes.scribble(random), 64, random) for _ in range(300)]))
    labels += [10] * 300
    source, label = torch.from_numpy(np.concatenate(pictures)).float() / 255, torch.tensor(labels).long()
    for title, rough in (("as on forms", FAIR), ("spoilt", ROUGH)):
        x, y = crops(source, label, rough)
        out["held back, " + title] = (x, y, rough < 1, "digits")
    return out
