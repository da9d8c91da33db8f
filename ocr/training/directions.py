"""Recognisers for little computing time: fixed features of stroke directions, and a small trained part behind them.
All of it is one ONNX network of plain layers."""
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Directions(nn.Module):
    """(n, 2, size, size) → 9 · grid² features: the ink's edges in 8 directions and the cell's ink, averaged softly on
    grid × grid places. Fixed filters, nothing trained; `size` is an even multiple of `grid`."""

    def __init__(self, size, grid=8):
        super().__init__()
        axis = torch.arange(5) - 2.0
        bell = torch.exp(-axis**2 / (2 * (size / 64)**2))
        dx = (axis * bell)[None] * bell[:, None]
        angles = torch.arange(8) * np.pi / 4
        edges = torch.zeros(9, 2, 5, 5)
        edges[:8, 0] = torch.cos(angles)[:, None, None] * dx + torch.sin(angles)[:, None, None] * dx.T
        edges[8, 1, 2, 2] = 4
        self.edges = nn.Conv2d(2, 9, 5, padding=2, bias=False)
        self.edges.weight.data = edges
        step = size // grid
        reach = torch.arange(2 * step) - (step - .5)
        spread = torch.exp(-reach**2 / (2 * (.525 * step)**2))
        self.places = nn.Conv2d(9, 9, 2 * step, step, step // 2, groups=9, bias=True)
        self.places.weight.data = ((spread[None] * spread[:, None]) / spread.sum()**2)[None, None].repeat(9, 1, 1, 1)
        self.places.bias.data = torch.full((9,), 1e-3)

    def forward(self, x):
        return torch.sqrt(self.places(torch.relu(self.edges(x)))).flatten(1)


def features(kind, groups, directions, times):
    """Features (half precision) and labels of all pictures, each varied `times` times."""
    x, y = [], []
    with torch.no_grad():
        for share, pictures, labels in groups:
            for _ in range(max(1, round(times * share))):
                for k in range(0, len(labels), 512):
                    a, b = kind.batch(torch.from_numpy(pictures[k:k + 512]).float() / 255, torch.from_numpy(labels[k:k + 512]).long())
                    x.append(directions(a).half())
                    y.append(b)
    return torch.cat(x), torch.cat(y)


def _plane(x, y, classes, dimensions):
    """LDA: the directions in which classes differ most for their spread. Returns mean and (features, dimensions)."""
    mean = torch.zeros(x.shape[1], dtype=torch.float64)
    total = torch.zeros(x.shape[1], x.shape[1], dtype=torch.float64)
    centres, count = torch.zeros(classes, x.shape[1], dtype=torch.float64), torch.zeros(classes, dtype=torch.float64)
    for a, b in zip(x.split(4096), y.split(4096)):
        a = a.float()
        total += (a.T @ a).double()
        centres.index_add_(0, b, a.double())
        count.index_add_(0, b, torch.ones(len(b), dtype=torch.float64))
    mean = centres.sum(0) / count.sum()
    centres = centres / count.clamp(min=1)[:, None]
    between = (centres - mean).T @ ((centres - mean) * count[:, None]) / count.sum()
    within = total / count.sum() - torch.outer(mean, mean) - between
    within += torch.eye(len(within)) * within.diagonal().mean() * .02
    values, vectors = np.linalg.eigh(within.numpy())
    white = vectors / np.sqrt(values)
    _, turned = np.linalg.eigh(white.T @ between.numpy() @ white)
    return mean.float(), torch.from_numpy((white @ turned)[:, ::-1][:, :dimensions].copy()).float()


def train_plane(kind, groups, arguments, random, dimensions):
    """For very many classes: the discriminant plane and one linear layer, begun at the class centres.
    Returns the network and how often it saw each class."""
    begin = time.process_time()
    fixed = Directions(kind.SIZE).eval()
    x, y = features(kind, groups, fixed, arguments.times)
    print(f"{len(y)} feature rows of {len(kind.CLASSES)} characters, {time.process_time() - begin:.0f} s", flush=True)
    classes = len(kind.CLASSES) + 1
    mean, plane = _plane(x, y, classes, dimensions)
    z = torch.cat([(a.float() - mean) @ plane for a in x.split(8192)])
    del x
    centres = torch.zeros(classes, dimensions).index_add_(0, y, z) / torch.bincount(y, minlength=classes).clamp(min=1)[:, None]
    head = nn.Linear(dimensions, classes)
    head.weight.data = centres.clone()
    head.bias.data = -(centres**2).sum(1) / 2
    print(f"plane, {time.process_time() - begin:.0f} s", flush=True)
    _descend(head, lambda i: z[i] + .25 * torch.randn(len(i), dimensions), y, arguments.passes, random, begin, .05)
    first = nn.Linear(plane.shape[0], dimensions)
    first.weight.data, first.bias.data = plane.T.contiguous(), -(mean @ plane)
    return nn.Sequential(fixed, first, head).eval(), torch.bincount(y, minlength=len(kind.CLASSES) + 1).float()


def train_layers(kind, groups, arguments, random, hidden):
    """For up to a few hundred classes: two layers on the standardised features. Returns the network and how often
    it saw each class."""
    begin = time.process_time()
    fixed = Directions(kind.SIZE, getattr(kind, "GRID", 8)).eval()
    x, y = features(kind, groups, fixed, arguments.times)
    print(f"{len(y)} feature rows of {len(kind.CLASSES)} characters, {time.process_time() - begin:.0f} s", flush=True)
    mean, spread = x[::7].float().mean(0), x[::7].float().std(0) + .01
    first, second = nn.Linear(x.shape[1], hidden), nn.Linear(hidden, len(kind.CLASSES) + 1)
    layers = nn.Sequential(nn.Dropout(.1), first, nn.ReLU(), nn.Dropout(.25), second)
    _descend(layers, lambda i: (x[i].float() - mean) / spread, y, arguments.passes, random, begin, 0)
    first.weight.data = first.weight.data / spread
    first.bias.data = first.bias.data - first.weight.data @ mean
    return nn.Sequential(fixed, first, nn.ReLU(), second).eval(), torch.bincount(y, minlength=len(kind.CLASSES) + 1).float()


def _descend(layers, rows, y, passes, random, begin, smoothing, size=512):
    optimiser = torch.optim.AdamW(layers.parameters(), lr=3e-3, weight_decay=1e-2)
    steps = int(passes * len(y) / size)
    layers.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * min(1, (step + 1) / 50) * .5 * (1 + np.cos(np.pi * step / steps))
        index = torch.from_numpy(random.integers(0, len(y), size))
        loss = F.cross_entropy(layers(rows(index)), y[index], label_smoothing=smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 200 == 0:
            print(f"{time.process_time() - begin:5.0f} s  step {step} of {steps}  loss {loss.item():.3f}", flush=True)
    layers.eval()
