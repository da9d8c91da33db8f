"""Measures a shipped model anew, fits its temperature anew and writes both into its *.recogniser.json:

    /usr/bin/python3 ocr/training/measure.py digits|kana|alnum [--models ocr/models]"""
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
        network = nn.Sequential(Directions(kind.SIZE, 2 * kind.SIZE // weights["0.places.weight"].shape[-1]),
                                nn.Linear(*reversed(weights["1.weight"].shape)), nn.ReLU(), nn.Linear(weights["1.weight"].shape[0], classes))
    else:
        network = fold(Classifier(kind.SIZE, classes))
    network.load_state_dict(weights)
    return network.eval()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["digits", "kana", "alnum"])
    arguments.add_argument("--models", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models"))
    arguments = arguments.parse_args()
    torch.set_num_threads(1)
    kind = importlib.import_module(arguments.kind)
    file = os.path.join(arguments.models, arguments.kind + ".recogniser.json")
    with open(file, encoding="utf-8") as text:
        card = json.load(text)
    card |= export.measure(kind, load(kind, os.path.join(arguments.models, card["network"])))
    export.write_card(file, card)


if __name__ == "__main__":
    main()
