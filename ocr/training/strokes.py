"""Characters as strokes: KanjiVG's models and our own digits, varied as hands vary, and drawn with a pen."""
import gzip
import json
import os
import re

import numpy as np
from PIL import Image, ImageDraw

from readers import data_folder

# Our own digits as Japanese hands write them: strokes of points in a unit box (x right, y down), smoothed.
DIGITS = {
    "0": [[[(.5, .02), (.2, .15), (.1, .5), (.22, .88), (.5, .98), (.8, .86), (.9, .5), (.78, .14), (.5, .02)]],
          [[(.6, .06), (.25, .12), (.1, .5), (.25, .9), (.55, .97), (.85, .8), (.9, .45), (.7, .1), (.45, .08)]],
          [[(.5, .1), (.15, .3), (.1, .6), (.4, .95), (.8, .85), (.92, .5), (.75, .2), (.4, .1), (.3, .2)]]],
    "1": [[[(.5, .0), (.5, .5), (.5, 1.)]], [[(.55, .0), (.5, .5), (.47, 1.)]],
          [[(.3, .2), (.42, .13), (.52, .0)], [(.52, .0), (.52, .5), (.52, 1.)]],
          [[(.35, .22), (.52, .02), (.52, .02), (.52, .5), (.5, 1.)]],
          # with a foot, as in print
          [[(.25, .22), (.4, .13), (.52, .0)], [(.52, .0), (.52, .5), (.52, .97)], [(.15, .98), (.5, .97), (.88, .98)]],
          [[(.28, .25), (.5, .02), (.5, .02), (.5, .5), (.5, .97)], [(.2, .97), (.5, .98), (.82, .96)]],
          [[(.5, .02), (.5, .5), (.5, .97)], [(.2, .97), (.82, .98)]],
          # one long upstroke
          [[(.12, .42), (.35, .25), (.55, .0), (.55, .0), (.54, .5), (.5, 1.)]]],
    "2": [[[(.15, .25), (.3, .05), (.6, .02), (.82, .2), (.7, .5), (.4, .75), (.12, .97), (.12, .97), (.5, .95), (.9, .95)]],
          [[(.12, .22), (.35, .03), (.7, .05), (.8, .3), (.55, .62), (.15, .92), (.25, .8), (.45, .85), (.65, .97), (.9, .9)]],
          [[(.2, .18), (.5, .02), (.78, .2), (.6, .6), (.1, 1.), (.1, 1.), (.5, .92), (.88, .98)]]],
    "3": [[[(.15, .15), (.4, .02), (.75, .08), (.75, .35), (.42, .47), (.42, .47), (.8, .6), (.82, .88), (.45, 1.), (.1, .88)]],
          [[(.12, .05), (.5, .03), (.82, .03), (.82, .03), (.45, .42), (.45, .42), (.82, .55), (.85, .85), (.5, 1.), (.12, .9)]],
          [[(.2, .1), (.55, .0), (.78, .2), (.6, .4), (.4, .45), (.7, .5), (.85, .72), (.65, .97), (.25, .98), (.1, .85)]]],
    "4": [[[(.45, .0), (.3, .3), (.08, .68), (.08, .68), (.5, .68), (.95, .66)], [(.65, .3), (.65, .6), (.63, 1.)]],
          [[(.6, .02), (.3, .4), (.05, .7), (.05, .7), (.5, .7), (.95, .7)], [(.62, .02), (.62, .5), (.62, 1.)]],
          [[(.2, .05), (.17, .3), (.12, .55), (.12, .55), (.5, .55), (.92, .52)], [(.7, .05), (.69, .5), (.66, 1.)]],
          [[(.65, 1.), (.66, .5), (.64, .0), (.64, .0), (.3, .4), (.05, .7), (.05, .7), (.5, .7), (.95, .68)]]],
    "5": [[[(.25, .05), (.22, .25), (.18, .48), (.18, .48), (.45, .38), (.8, .5), (.85, .8), (.5, 1.), (.1, .9)], [(.25, .05), (.55, .04), (.9, .03)]],
          [[(.88, .03), (.55, .04), (.25, .05), (.25, .05), (.2, .45), (.2, .45), (.5, .37), (.83, .58), (.75, .9), (.4, 1.), (.1, .88)]],
          [[(.2, .08), (.2, .3), (.2, .45), (.2, .45), (.6, .4), (.85, .7), (.6, .97), (.12, .95)], [(.3, .02), (.6, .0), (.95, .0)]]],
    "6": [[[(.65, .0), (.35, .2), (.12, .6), (.25, .93), (.6, 1.), (.87, .78), (.7, .52), (.4, .53), (.15, .75)]],
          [[(.45, .0), (.2, .35), (.1, .7), (.3, .98), (.7, .97), (.88, .72), (.65, .5), (.3, .58), (.13, .78)]],
          [[(.78, .03), (.4, .12), (.13, .5), (.18, .88), (.5, 1.), (.82, .85), (.8, .6), (.5, .5), (.2, .65)]]],
    "7": [[[(.1, .28), (.12, .05), (.12, .05), (.5, .05), (.88, .05), (.88, .05), (.6, .45), (.48, 1.)]],
          [[(.1, .05), (.5, .05), (.9, .05), (.9, .05), (.62, .45), (.45, 1.)]],
          [[(.12, .0), (.11, .15), (.1, .3)], [(.12, .05), (.5, .06), (.88, .06), (.88, .06), (.62, .5), (.5, 1.)]],
          [[(.1, .05), (.5, .05), (.9, .05), (.9, .05), (.62, .45), (.42, 1.)], [(.32, .5), (.55, .5), (.85, .48)]],
          [[(.15, .3), (.18, .06), (.18, .06), (.5, .1), (.9, .04), (.9, .04), (.75, .4), (.72, 1.)]],
          # the hook hangs long, the shoulder is round, the leg bends back or forth
          [[(.1, .36), (.1, .08), (.1, .08), (.5, .05), (.82, .06), (.9, .14), (.85, .4), (.7, .7), (.6, 1.)]],
          [[(.14, .34), (.08, .2), (.16, .08), (.5, .06), (.85, .08), (.86, .25), (.65, .6), (.5, 1.)]],
          [[(.1, .1), (.12, .3)], [(.1, .1), (.5, .04), (.85, .08), (.88, .2), (.75, .5), (.68, 1.)]],
          [[(.08, .28), (.1, .04), (.1, .04), (.5, .06), (.92, .05), (.92, .05), (.8, .3), (.72, .6), (.74, 1.)]],
          [[(.15, .25), (.2, .1), (.5, .03), (.85, .1), (.88, .3), (.75, .6), (.55, 1.)]],
          [[(.1, .3), (.1, .06), (.1, .06), (.9, .06), (.9, .06), (.86, .4), (.55, .75), (.3, 1.)]]],
    "8": [[[(.78, .15), (.5, .0), (.22, .12), (.28, .35), (.65, .55), (.88, .78), (.6, 1.), (.25, .95), (.15, .72), (.5, .48), (.75, .28), (.75, .12)]],
          [[(.5, .02), (.22, .12), (.28, .36), (.5, .47), (.75, .36), (.76, .12), (.5, .02)], [(.5, .47), (.15, .65), (.2, .92), (.5, 1.), (.82, .92), (.85, .65), (.5, .47)]],
          [[(.5, .48), (.2, .3), (.35, .03), (.7, .06), (.72, .32), (.45, .5), (.12, .75), (.35, 1.), (.75, .95), (.82, .7), (.5, .48)]]],
    "9": [[[(.85, .2), (.55, .02), (.2, .15), (.2, .45), (.55, .5), (.82, .25), (.82, .25), (.8, .6), (.65, 1.)]],
          [[(.82, .15), (.5, .0), (.15, .2), (.3, .48), (.7, .4), (.85, .15), (.85, .15), (.8, .55), (.6, .85), (.25, .98)]],
          [[(.8, .1), (.4, .02), (.12, .28), (.35, .5), (.75, .35), (.8, .1), (.8, .1), (.8, .5), (.8, 1.)]],
          [[(.5, .03), (.18, .2), (.3, .48), (.68, .42), (.8, .12), (.5, .03)], [(.8, .1), (.82, .5), (.7, 1.)]],
          # the loop stays open, the leg is straight or curls in
          [[(.78, .12), (.45, .02), (.15, .22), (.28, .5), (.62, .42), (.8, .18)], [(.82, .02), (.8, .5), (.76, 1.)]],
          [[(.82, .2), (.6, .02), (.25, .1), (.15, .35), (.4, .5), (.7, .42), (.84, .2), (.84, .2), (.86, .6), (.7, .92), (.4, .99), (.2, .88)]]],
}


def smooth(points, steps=8):
    """A Catmull-Rom curve through the points; a point given twice is a corner."""
    runs, run = [], [points[0]]
    for point in points[1:]:
        if point == run[-1]:
            runs.append(run)
            run = [point]
        else:
            run.append(point)
    runs.append(run)
    out = []
    for run in runs:
        p = np.array([run[0]] + run + [run[-1]], float)
        for i in range(1, len(p) - 2):
            t = np.linspace(0, 1, steps, endpoint=False)[:, None]
            a, b, c, d = p[i - 1:i + 3]
            out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
        out.append(p[-1:])
    return np.concatenate(out)


_TOKEN = re.compile(r"[MmCcSsLl]|-?\d*\.?\d+(?:e-?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "S": 4}


def flatten(path):
    """An SVG path (M, C, S, L and their relative forms) as a polyline."""
    tokens = _TOKEN.findall(path)
    i, command, at, last, out = 0, "M", np.zeros(2), np.zeros(2), []
    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        count = _ARGUMENTS[command.upper()]
        p = np.array([float(v) for v in tokens[i:i + count]]).reshape(-1, 2)
        i += count
        if command.islower():
            p = p + at
        kind = command.upper()
        if kind in "ML":
            out.append(p)
            at = last = p[0]
            if kind == "M":
                command = "l" if command == "m" else "L"
            continue
        if kind == "S":
            p = np.concatenate([[2 * at - last], p])
        t = np.linspace(0, 1, 9)[1:, None]
        out.append((1 - t)**3 * at + 3 * (1 - t)**2 * t * p[0] + 3 * (1 - t) * t**2 * p[1] + t**3 * p[2])
        last, at = p[1], p[2]
    return np.concatenate(out)


def kanjivg():
    """{character: [variant, ...]}, a variant being a list of polylines in a unit box (KanjiVG's 109 × 109)."""
    models = {}
    with gzip.open(os.path.join(data_folder(), "kanjivg", "kanjivg-strokes.jsonl.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            if entry["v"] and "Vt" in entry["v"]:
                continue
            models.setdefault(entry["c"], []).append([flatten(d) / 109 for _, d in entry["s"]])
    return models


def own_digits():
    return {c: [[smooth(s) for s in variant] for variant in variants] for c, variants in DIGITS.items()}


def vary(strokes, random, strength=1.0, join=0.25):
    """One more hand: slant, proportions, wobble of the whole, each stroke shifted, stretched and turned, some joined."""
    a = random.normal(0, 0.05 * strength)
    matrix = np.array([[np.exp(random.normal(0, .10 * strength)), random.normal(0, .14 * strength)],
                       [random.normal(0, .06 * strength), np.exp(random.normal(0, .10 * strength))]])
    matrix = matrix @ np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    waves = [(random.normal(0, 4, 2), random.uniform(0, 6.3), random.normal(0, .022 * strength, 2)) for _ in range(4)]
    out = []
    for stroke in strokes:
        centre = stroke.mean(0)
        turn = random.normal(0, .07 * strength)
        own = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * np.exp(random.normal(0, .08 * strength))
        p = (stroke - centre) @ own.T + centre + random.normal(0, .02 * strength, 2)
        if len(p) > 3:  # the end runs on or stops early
            way = p[-1] - p[-3]
            p[-1] = p[-1] + way * random.normal(0, .5 * strength)
        moved = (p - .5) @ matrix.T + .5
        for frequency, phase, amplitude in waves:
            moved = moved + np.sin(p @ frequency + phase)[:, None] * amplitude
        out.append(moved)
    joined = [out[0]]
    wanted = random.uniform() < join
    for stroke in out[1:]:
        near = np.hypot(*(stroke[0] - joined[-1][-1])) < .45
        if wanted and near and random.uniform() < .5:
            joined[-1] = np.concatenate([joined[-1], stroke])
        else:
            joined.append(stroke)
    return joined


def draw(strokes, side, random, width=None):
    """Draws strokes of the unit box with a pen into side × side pixels: ink 255 on 0."""
    fine = side * 3
    picture = Image.new("L", (fine, fine))
    pen = ImageDraw.Draw(picture)
    width = width if width is not None else float(np.exp(random.uniform(np.log(.028), np.log(.105))))
    for stroke in strokes:
        w = max(1.0, width * fine * np.exp(random.normal(0, .08)))
        points = [(float(x), float(y)) for x, y in stroke * fine]
        pen.line(points, fill=255, width=int(round(w)), joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse([x - w / 2, y - w / 2, x + w / 2, y + w / 2], fill=255)
    return np.asarray(picture.reduce(3))


def scribble(random):
    """Something that is no character: a tangle, hatching, a strike, a blob, short dashes or a tick."""
    kind = random.integers(0, 6)
    if kind == 0:
        p = np.cumsum(random.normal(0, .22, (random.integers(8, 26), 2)), 0)
        p = (p - p.min(0)) / max(.2, (p.max(0) - p.min(0)).max()) * .9 + .05
        return [smooth([tuple(q) for q in p])]
    if kind == 1:
        n = random.integers(6, 16)
        x = np.linspace(.1, .9, n) + random.normal(0, .03, n)
        y = np.where(np.arange(n) % 2, .1, .9) + random.normal(0, .07, n)
        return [np.stack([x, y] if random.uniform() < .5 else [y, x], 1)]
    if kind == 2:
        return [np.array([[.02, y], [.98, y + random.normal(0, .06)]]) for y in random.uniform(.2, .8, random.integers(2, 5))]
    if kind == 3:
        t = np.linspace(0, random.uniform(16, 40), 120)
        r = np.linspace(.42, random.uniform(.05, .4), 120)
        return [np.stack([.5 + r * np.cos(t), .5 + r * np.sin(t) * random.uniform(.6, 1)], 1) + random.normal(0, .012, (120, 2))]
    if kind == 4:
        out = []
        for _ in range(random.integers(3, 8)):
            at, a, n = random.uniform(.1, .9, 2), random.uniform(0, 6.3), random.uniform(.05, .35)
            out.append(np.array([at, at + n * np.array([np.cos(a), np.sin(a)])]))
        return out
    return [np.array([[.05, .05], [.95, .95]]) + random.normal(0, .05, (2, 2)), np.array([[.95, .05], [.05, .95]]) + random.normal(0, .05, (2, 2))]
