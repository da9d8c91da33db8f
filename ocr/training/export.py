"""Measures a trained network, fits its temperature on held-back glyphs, and writes ONNX + *.recogniser.json."""
import json
import os

import torch


def shift(kind, seen):
    """Bayes for a change of how often the classes are met: what is added to a log probability when the training met them
    as often as `seen` (counts) and the forms will as `kind.expected()` (shares)."""
    if not hasattr(kind, "expected"):
        return torch.zeros(len(kind.CLASSES) + 1)
    trained = (seen + 1) / (seen + 1).sum()
    return torch.log(torch.as_tensor(kind.expected(), dtype=torch.float32) / trained)


def fit_temperature(measured, kind, added):
    """The lowest temperature at which, over all held-back glyphs that it may be fitted on, at most a hundredth of the
    guesses given with 0.99 or more is wrong and at most a thousandth of those given with 0.999 or more. (The least log
    loss would be ruled by the spoilt glyphs and leave the clean ones far too modest.)"""
    for step in range(40):
        temperature = .4 * 1.04**step
        pairs = []
        for z, y, character_set in measured:
            best, reading = within(torch.softmax(z / temperature + added, 1), kind, character_set).max(1)
            pairs.append((best, reading != y))
        best, wrong = torch.cat([p[0] for p in pairs]), torch.cat([p[1] for p in pairs])
        if all(wrong[best >= q].sum() <= (1 - q) * (best >= q).sum() for q in (.99, .999)):
            return temperature
    return temperature


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


def figures(p, labels, kind, name):
    """Right: of the glyphs of the set. Rejected: "none of them" weighs more than the best guess. Of the guesses given
    with 0.99 or more, those for glyphs that are none of the set count as wrong."""
    p = within(p, kind, name)
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
    """Measures, calibrates and writes the model; `seen` counts the classes it was trained with."""
    added = shift(kind, seen)
    card = measure(kind, network, added)
    network[-1].bias.data += card["temperature"] * added
    os.makedirs(out, exist_ok=True)
    write_network(kind, network, os.path.join(out, name + ".onnx"))
    write_card(os.path.join(out, name + ".recogniser.json"), {
        "formatVersion": 1, "network": name + ".onnx", "sets": kind.SETS, "size": kind.SIZE, "inner": kind.INNER,
        "innerCell": kind.INNER_CELL, "channels": 2, "classes": "".join(kind.CLASSES), "reject": True,
        "twins": getattr(kind, "TWINS", []), **getattr(kind, "SECOND_LOOK", {}), "x-command": command, "x-trained-pictures": int(seen.sum()), **card})


def write_network(kind, network, file):
    torch.onnx.export(network, torch.zeros(1, 2, kind.SIZE, kind.SIZE), file, input_names=["glyph"], output_names=["logits"],
                      opset_version=11, dynamic_axes={"glyph": {0: "n"}, "logits": {0: "n"}})


def write_card(file, card):
    with open(file, "w", encoding="utf-8") as text:
        json.dump(card, text, ensure_ascii=False, indent=1)
        text.write("\n")


def measure(kind, network, added=0, temperature=None):
    """Temperature (unless given) and figures of a network on what `kind` measures with, `added` to its log probabilities."""
    measured, fitted_on = {}, []
    with torch.no_grad():
        for title, (x, y, fitted, character_set) in kind.measures().items():
            z = torch.cat([network(part) for part in x.split(500)])
            measured[title] = (z, y, character_set)
            if fitted:
                fitted_on.append(measured[title])
    temperature = temperature or round(fit_temperature(fitted_on, kind, added), 4)
    report = {t: figures(torch.softmax(z / temperature + added, 1), y, kind, s) for t, (z, y, s) in measured.items()}
    for title, line in report.items():
        print(title, line)
    print("temperature", temperature)
    return {"temperature": temperature, "x-measured": report}
