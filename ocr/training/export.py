"""Measures a trained network, fits its temperature on held-back glyphs, and writes ONNX + *.recogniser.json."""
import json
import os

import torch
from torch.nn import functional as F


def fit_temperature(logits, labels):
    """The temperature with the least log loss: 0.5 … 4."""
    candidates = [0.5 * 1.05**k for k in range(43)]
    return min(candidates, key=lambda t: float(F.cross_entropy(logits / t, labels)))


def within(p, kind, name):
    """Probabilities of the classes of one character set, each twin's lent to the one in the set, as recogniser.cpp does."""
    inside = [kind.CLASSES.index(c) for c in kind.SETS[name]]
    matrix = torch.zeros(p.shape[1], len(kind.CLASSES))
    for k in inside:
        matrix[k, k] = 1
    for alike in getattr(kind, "TWINS", []):
        index = [kind.CLASSES.index(c) for c in alike]
        home = next((k for k in index if k in inside), None)
        for k in index:
            if home is not None and k not in inside:
                matrix[k] = 0
                matrix[k, home] = 1
    return p @ matrix


def figures(logits, labels, temperature, kind, name):
    """Right: of the glyphs of the set. Rejected: "none of them" weighs more than the best guess. Of the guesses given
    with 0.99 or more, those for glyphs that are none of the set count as wrong."""
    p = within(torch.softmax(logits / temperature, 1), kind, name)
    known = labels < len(kind.CLASSES)
    best, reading = p.max(1)
    sure, right, rejected = best >= .99, reading == labels, 1 - p.sum(1) > best
    out = {"glyphs": int(known.sum())}
    if known.any():
        out |= {"right": round(float(right[known].float().mean()), 5), "rejected": round(float(rejected[known].float().mean()), 5),
                "given_0.99": round(float(sure[known].float().mean()), 4),
                "right_of_0.99": round(float(right[sure].float().mean()), 5) if sure.any() else None,
                "confusions": confusions(reading[known], labels[known], kind.CLASSES)}
    if not known.all():
        out |= {"others": int((~known).sum()), "others_rejected": round(float(rejected[~known].float().mean()), 4),
                "others_given_0.99": round(float(sure[~known].float().mean()), 4)}
    return out


def confusions(reading, labels, names, top=16):
    count = {}
    for a, b in zip(labels.tolist(), reading.tolist()):
        if a != b:
            count[names[a] + "→" + names[b]] = count.get(names[a] + "→" + names[b], 0) + 1
    return dict(sorted(count.items(), key=lambda kv: -kv[1])[:top])


def finish(name, kind, network, out, seen, command):
    measured, logits, labels = {}, [], []
    with torch.no_grad():
        for title, (x, y, fitted, character_set) in kind.measures().items():
            z = torch.cat([network(part) for part in x.split(500)])
            measured[title] = (z, y, character_set)
            if fitted:
                logits.append(z)
                labels.append(y)
    temperature = fit_temperature(torch.cat(logits), torch.cat(labels))
    report = {t: figures(z, y, temperature, kind, s) for t, (z, y, s) in measured.items()}
    for title, line in report.items():
        print(title, line)
    print("temperature", temperature)
    os.makedirs(out, exist_ok=True)
    torch.onnx.export(network, torch.zeros(1, 2, kind.SIZE, kind.SIZE), os.path.join(out, name + ".onnx"),
                      input_names=["glyph"], output_names=["logits"], opset_version=11,
                      dynamic_axes={"glyph": {0: "n"}, "logits": {0: "n"}})
    card = {"formatVersion": 1, "network": name + ".onnx", "sets": kind.SETS, "size": kind.SIZE, "inner": kind.INNER,
            "innerCell": kind.INNER_CELL, "channels": 2, "classes": "".join(kind.CLASSES), "reject": True, "twins": getattr(kind, "TWINS", []),
            "temperature": round(temperature, 4), "x-command": command, "x-trained-pictures": seen, "x-measured": report}
    with open(os.path.join(out, name + ".recogniser.json"), "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=1)
        file.write("\n")
