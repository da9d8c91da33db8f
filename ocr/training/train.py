"""Trains one recogniser and writes its ONNX model and its *.recogniser.json:

    /usr/bin/python3 ocr/training/train.py digits|kana|alnum|kanji [--minutes 8] [--at-most 90] [--out ocr/models]

Results depend on --minutes (of this process's own computing, however busy the machine is) and on the machine's speed only
through the number of passes, which is printed."""
import argparse
import hashlib
import importlib
import os
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import export
from model import Classifier, fold
from onnx_weights import read_weights


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


def cached_sources(name, kind, seed):
    """The training pictures, kept under build/training-cache until a file they come from changes."""
    here = os.path.dirname(os.path.abspath(__file__))
    mark = hashlib.sha256()
    for file in (name, "cells", "strokes", "fonts", "readers", "normalise"):
        with open(os.path.join(here, file + ".py"), "rb") as source:
            mark.update(source.read())
    folder = os.path.join(here, "../../build/training-cache")
    file = os.path.join(folder, f"{name}-{seed}-{mark.hexdigest()[:16]}.npz")
    if not os.path.exists(file):
        groups = kind.sources(seed)
        os.makedirs(folder, exist_ok=True)
        flat = {f"{part}{k}": value for k, group in enumerate(groups) for part, value in zip(("share", "pictures", "labels"), group)}
        np.savez(file, **flat)
    kept = np.load(file)
    return [(float(kept[f"share{k}"]), kept[f"pictures{k}"], kept[f"labels{k}"]) for k in range(len(kept.files) // 3)]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=["digits", "kana", "alnum", "kanji"])
    arguments.add_argument("--minutes", type=float, default=8, help="digits, kana: of processor time")
    arguments.add_argument("--at-most", type=float, default=float("inf"), metavar="MINUTES", help="digits, kana: by the clock")
    arguments.add_argument("--batch", type=int, default=256)
    arguments.add_argument("--rate", type=float, default=3e-3)
    arguments.add_argument("--smoothing", type=float, default=0, help="0 in the last run: with it the best probabilities stay below 0.998")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../models"))
    arguments.add_argument("--from", dest="go_on", metavar="ONNX", help="digits, kana: go on from this network's weights")
    arguments.add_argument("--times", type=int, default=2, help="alnum, kanji: times each picture is varied")
    arguments.add_argument("--passes", type=float, default=4, help="alnum, kanji: passes over the features")
    arguments.add_argument("--prepare", action="store_true", help="only make and keep the training pictures")
    arguments = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)
    kind = importlib.import_module(arguments.kind)
    how = (f"--times {arguments.times} --passes {arguments.passes:g}" if hasattr(kind, "train") else
           f"--minutes {arguments.minutes:g} --rate {arguments.rate:g} --batch {arguments.batch}" + (" --from the one before" if arguments.go_on else ""))
    command = f"train.py {arguments.kind} {how} --seed {arguments.seed}"
    begin = time.time()
    groups = cached_sources(arguments.kind, kind, 1)  # the same pictures whatever the seed varies
    print(f"{sum(len(g[2]) for g in groups)} pictures in {len(groups)} groups, {time.time() - begin:.0f} s", flush=True)
    if arguments.prepare:
        return
    if hasattr(kind, "train"):
        network, seen = kind.train(groups, arguments, random)
        return export.finish(arguments.kind, kind, network, arguments.out, seen, command)
    network = Classifier(kind.SIZE, len(kind.CLASSES) + 1, **getattr(kind, "NETWORK", {}))
    if arguments.go_on:
        network = fold(network)
        network.load_state_dict(read_weights(arguments.go_on))
    print(sum(p.numel() for p in network.parameters()), "weights")
    optimiser = torch.optim.AdamW(network.parameters(), lr=arguments.rate, weight_decay=1e-2)
    begin, computed, step, shown = time.time(), time.process_time(), 0, 0
    seen = torch.zeros(len(kind.CLASSES) + 1)
    average = None
    smooth = {k: v.clone() for k, v in network.state_dict().items()}  # the running mean of the weights is what is kept
    while (done := max((time.process_time() - computed) / arguments.minutes, (time.time() - begin) / arguments.at_most) / 60) < 1:
        rate = arguments.rate * min(1, (step + 1) / 100) * .5 * (1 + np.cos(np.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = rate
        x, label = kind.batch(*pick(groups, arguments.batch, random))
        seen += torch.bincount(label, minlength=len(seen))
        network.train()
        loss = F.cross_entropy(network(x), label, label_smoothing=arguments.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        keep = min(.999, (step + 1) / (step + 20))
        with torch.no_grad():
            for k, v in network.state_dict().items():
                if v.is_floating_point():
                    smooth[k].mul_(keep).add_(v, alpha=1 - keep)
        average = loss.item() if average is None else .98 * average + .02 * loss.item()
        step += 1
        if time.time() - shown > 30:
            shown = time.time()
            print(f"{time.time() - begin:5.0f} s  {step * arguments.batch:8d} pictures  loss {average:.4f}", flush=True)
            torch.save((smooth, seen), os.path.join(os.path.dirname(os.path.abspath(__file__)), f"../../build/training-cache/{arguments.kind}.pt"))
    network.load_state_dict(smooth)
    network = network.eval() if arguments.go_on else fold(network)
    export.finish(arguments.kind, kind, network, arguments.out, seen, command)


if __name__ == "__main__":
    main()
