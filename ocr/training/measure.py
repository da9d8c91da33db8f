"""Measures a shipped model anew, fits its temperature anew and writes both into its *.recogniser.json:

    /usr/bin/python3 ocr/training/measure.py digits|kana|alnum|kanji [--models ocr/models] [--mean ONNX] [--shift] [--temperature T]

--shift: for a model that answers as if all classes were equally frequent; afterwards it expects them as often as they
are met on forms (`expected()` of its kind), and the network is written anew.
--mean: first the mean of its weights and another network's that was trained on from it; often better than either, at no cost.
--temperature: not fitted but given, where filled forms (`yorozu evaluate`) ask for more modesty than glyphs one by one do."""
import argparse
import importlib
import json
import os
import sys

import torch
from torch import nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import export
from directions import Directions
from model import Classifier, fold
from onnx_weights import read_weights


def load(kind, file):
    """The network as it was exported."""
    weights = read_weights(file)
    classes = len(kind.CLASSES) + 1
    if "0.places.weight" in weights:
        layers = [nn.Linear(*reversed(v.shape)) for k, v in weights.items() if k.endswith(".weight") and v.ndim == 2]
        if len(layers) > 1 and "3.weight" in weights:
            layers.insert(1, nn.ReLU())
        network = nn.Sequential(Directions(kind.SIZE, 2 * kind.SIZE // weights["0.places.weight"].shape[-1]), *layers)
    else:
        network = fold(Classifier(kind.SIZE, classes, **getattr(kind, "NETWORK", {})))
    network.load_state_dict(weights)
    return network.eval()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["digits", "kana", "alnum", "kanji"])
    arguments.add_argument("--models", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models"))
    arguments.add_argument("--mean", metavar="ONNX")
    arguments.add_argument("--shift", action="store_true")
    arguments.add_argument("--temperature", type=float)
    arguments = arguments.parse_args()
    torch.set_num_threads(1)
    kind = importlib.import_module(arguments.kind)
    file = os.path.join(arguments.models, arguments.kind + ".recogniser.json")
    with open(file, encoding="utf-8") as text:
        card = json.load(text)
    network = load(kind, os.path.join(arguments.models, card["network"]))
    if arguments.mean:
        own, other = network.state_dict(), read_weights(arguments.mean)
        network.load_state_dict({name: (own[name] + other[name]) / 2 for name in own})
    added = export.shift(kind, torch.ones(len(kind.CLASSES) + 1)) if arguments.shift else 0
    card |= export.measure(kind, network, added, arguments.temperature)
    if arguments.shift:
        network[-1].bias.data += card["temperature"] * added
    if arguments.shift or arguments.mean:
        export.write_network(kind, network, os.path.join(arguments.models, card["network"]))
    export.write_card(file, card)


if __name__ == "__main__":
    main()
