"""Trains one recogniser and writes its ONNX model and its *.recogniser.json:

    /usr/bin/python3 ocr/training/train.py digits|kana|kanji [--minutes 8] [--out ocr/models]

Results depend on --minutes and on the machine's speed only through the number of passes, which is printed."""
import argparse
import importlib
import os
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import export
from model import Classifier


def pick(groups, n, random):
    shares = np.array([g[0] for g in groups])
    which = random.choice(len(groups), n, p=shares / shares.sum())
    source, label = [], []
    for k, (_, pictures, labels) in enumerate(groups):
        index = random.integers(len(labels), size=int((which == k).sum()))
        source.append(pictures[index])
        label.append(labels[index])
    source, label = np.concatenate(source), np.concatenate(label)
    order = random.permutation(n)
    return torch.from_numpy(source[order]).float() / 255, torch.from_numpy(label[order]).long()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["digits", "kana", "kanji"])
    arguments.add_argument("--minutes", type=float, default=8)
    arguments.add_argument("--batch", type=int, default=256)
    arguments.add_argument("--rate", type=float, default=3e-3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models"))
    arguments = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    kind = importlib.import_module(arguments.kind)
    begin = time.time()
    groups = kind.sources(arguments.seed)
    print(f"{sum(len(g[2]) for g in groups)} pictures in {len(groups)} groups, {time.time() - begin:.0f} s", flush=True)
    network = Classifier(kind.SIZE, len(kind.CLASSES) + 1, **getattr(kind, "NETWORK", {}))
    print(sum(p.numel() for p in network.parameters()), "weights")
    optimiser = torch.optim.AdamW(network.parameters(), lr=arguments.rate, weight_decay=1e-2)
    begin, step, shown = time.time(), 0, 0
    average = None
    while (done := (time.time() - begin) / (60 * arguments.minutes)) < 1:
        rate = arguments.rate * min(1, (step + 1) / 100) * .5 * (1 + np.cos(np.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = rate
        x, label = kind.batch(*pick(groups, arguments.batch, random))
        network.train()
        loss = F.cross_entropy(network(x), label, label_smoothing=.02)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average = loss.item() if average is None else .98 * average + .02 * loss.item()
        step += 1
        if time.time() - shown > 30:
            shown = time.time()
            print(f"{time.time() - begin:5.0f} s  {step * arguments.batch:8d} pictures  loss {average:.4f}", flush=True)
    export.finish(arguments.kind, kind, network.eval(), arguments.out, step * arguments.batch)


if __name__ == "__main__":
    main()
