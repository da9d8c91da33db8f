"""The normalisation of a glyph: the same numbers as ocr/recognise/normalise.cpp (its header has the formulas)."""
import numpy as np
import torch


def _weights(first, step, size, n):
    centre = first[:, None] + (torch.arange(size) + 0.5)[None] * step[:, None]
    reach = step.clamp(min=1.0)[:, None, None]
    distance = (torch.arange(n) + 0.5)[None, None] - centre[:, :, None]
    return (1 - distance.abs() / reach).clamp(min=0) / reach


def ink_box(ink):
    """(x0, y0, x1, y1) of pixels with at least 0.4 of the peak, per picture of (n, h, w); whole picture if no ink."""
    peak = ink.amax((1, 2)).clamp(min=1 / 255)
    dark = ink >= (0.4 * peak)[:, None, None]
    columns, rows = dark.any(1).float(), dark.any(2).float()
    x0, y0 = columns.argmax(1), rows.argmax(1)
    x1, y1 = ink.shape[2] - columns.flip(1).argmax(1), ink.shape[1] - rows.flip(1).argmax(1)
    return torch.stack([x0, y0, x1, y1], 1).float(), peak


def normalise(ink, cell, size, inner, inner_cell):
    """ink (n, h, w) in 0…1, cell (n, 4) as x0, y0, x1, y1 → (n, 2, size, size)."""
    box, peak = ink_box(ink)
    out = []
    for area, wanted, side in ((box, inner, torch.maximum), (cell, inner_cell, torch.minimum)):
        step = side(area[:, 2] - area[:, 0], area[:, 3] - area[:, 1]).clamp(min=1.0) / wanted
        x = _weights((area[:, 0] + area[:, 2]) / 2 - size / 2 * step, step, size, ink.shape[2])
        y = _weights((area[:, 1] + area[:, 3]) / 2 - size / 2 * step, step, size, ink.shape[1])
        out.append(y @ ink @ x.transpose(1, 2))
    return (torch.stack(out, 1) / peak[:, None, None, None]).clamp(0, 1)


def tight(pictures, side=40, inner=36):
    """Pictures of one size (ink 255 on 0), each cut to its ink: the longer side `inner` of side × side pixels, centred."""
    out = []
    for part in torch.from_numpy(np.array(pictures)).split(1000):
        x = normalise(part.float() / 255, torch.zeros(len(part), 4), side, inner, inner)[:, 0]
        out.append((x * 255).round().to(torch.uint8).numpy())
    return np.concatenate(out)
