"""Measures a trained network, fits its temperature on held-back glyphs, and writes ONNX + *.recogniser.json."""
import json
import os

import torch
from torch.nn import functional as F

from model import fold


def fit_temperature(logits, labels):
    """The temperature with the least log loss: 0.5 … 4."""
    candidates = [0.5 * 1.05**k for k in range(43)]
    return min(candidates, key=lambda t: float(F.cross_entropy(logits / t, labels)))


def figures(logits, labels, temperature, classes):
    """Right: of the glyphs of the set. Rejected: "none of them" comes first. Of the guesses given with ≥ 0.99, rejects counted as wrong."""
    p = torch.softmax(logits / temperature, 1)
    known = labels < classes
    reading = p[:, :classes].argmax(1)
    sure = p[:, :classes].amax(1) >= .99
    right = reading == labels
    out = {"glyphs": int(known.sum()), "right": round(float(right[known].float().mean()), 5),
           "rejected": round(float((p[known].argmax(1) == classes).float().mean()), 5),
           "given_0.99": round(float(sure[known].float().mean()), 4),
           "right_of_0.99": round(float(right[sure].float().mean()), 5) if sure.any() else None}
    if not known.all():
        out["others"] = int((~known).sum())
        out["others_rejected"] = round(float((p[~known].argmax(1) == classes).float().mean()), 4)
        out["others_given_0.99"] = round(float(sure[~known].float().mean()), 4)
    return out


def confusions(logits, labels, names, top=12):
    reading = logits[:, :len(names)].argmax(1)
    count = {}
    for a, b in zip(labels.tolist(), reading.tolist()):
        if a != b:
            count[names[a] + "→" + names[b]] = count.get(names[a] + "→" + names[b], 0) + 1
    return dict(sorted(count.items(), key=lambda kv: -kv[1])[:top])


def finish(name, kind, network, out, seen):
    folded = fold(network)
    measured, logits, labels = {}, [], []
    with torch.no_grad():
        for title, (x, y, weight) in kind.measures().items():
            z = torch.cat([folded(part) for part in x.split(500)])
            measured[title] = (z, y)
            if weight:
                logits.append(z)
                labels.append(y)
    temperature = fit_temperature(torch.cat(logits), torch.cat(labels))
    report = {t: figures(z, y, temperature, len(kind.CLASSES)) for t, (z, y) in measured.items()}
    for t, (z, y) in measured.items():
        known = y < len(kind.CLASSES)
        report[t]["confusions"] = confusions(z[known], y[known], kind.CLASSES)
        print(t, report[t])
    print("temperature", temperature)
    os.makedirs(out, exist_ok=True)
    torch.onnx.export(folded, torch.zeros(1, 2, kind.SIZE, kind.SIZE), os.path.join(out, name + ".onnx"),
                      input_names=["glyph"], output_names=["logits"], opset_version=11,
                      dynamic_axes={"glyph": {0: "n"}, "logits": {0: "n"}})
    card = {"formatVersion": 1, "network": name + ".onnx", "sets": kind.SETS, "size": kind.SIZE, "inner": kind.INNER,
            "innerCell": kind.INNER_CELL, "channels": 2, "classes": "".join(kind.CLASSES), "reject": True,
            "temperature": round(temperature, 4), "x-trained-pictures": seen, "x-measured": report}
    with open(os.path.join(out, name + ".recogniser.json"), "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=1)
        file.write("\n")
