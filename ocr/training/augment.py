"""Pens, paper, forms and scanners: a batch of clean glyphs becomes a batch of glyphs as they are cut from a scan."""
import math

import torch
from torch.nn import functional as F


def _some(n, share):
    return torch.rand(n) < share


def _uniform(n, low, high):
    return torch.rand(n) * (high - low) + low


def place(source, canvas, height, offset, rotation=12, slant=.3, stretch=.18, elastic=1.0):
    """Warps `source` (n, side, side) onto canvas × canvas so that the source's whole side becomes `height` px long,
    its centre lying `offset` (n, 2) px from the canvas's centre."""
    n = len(source)
    a = _uniform(n, -rotation, rotation) * math.pi / 180
    shear = _uniform(n, -slant, slant) * torch.rand(n)
    sx, sy = torch.exp(_uniform(n, -stretch, stretch)), torch.exp(_uniform(n, -stretch / 2, stretch / 2))
    ratio = canvas / height
    row0 = torch.stack([torch.cos(a) * ratio / sx, (torch.sin(a) + shear) * ratio / sx], 1)
    row1 = torch.stack([-torch.sin(a) * ratio / sy, torch.cos(a) * ratio / sy], 1)
    matrix = torch.stack([row0, row1], 1)
    shift = -(matrix @ (offset * 2 / canvas)[:, :, None])
    grid = F.affine_grid(torch.cat([matrix, shift], 2), (n, 1, canvas, canvas), align_corners=False)
    rough = torch.randn(n, 2, 5, 5) * (_uniform(n, 0, .055) * elastic)[:, None, None, None]
    grid = grid + F.interpolate(rough, (canvas, canvas), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)
    return F.grid_sample(source[:, None], grid, align_corners=False)[:, 0]


def pen(ink, thinner=.66, thicker=.28, felt=.12):
    """Strokes thinner or thicker, edges hard or soft; a share of felt pens."""
    soft = F.avg_pool2d(ink[:, None], 3, 1, 1)[:, 0]
    at = _uniform(len(ink), thicker, thinner)[:, None, None]
    hard = torch.exp(_uniform(len(ink), math.log(5), math.log(25)))[:, None, None]
    out = torch.sigmoid((soft - at) * hard)
    # A thin pen must not vanish: where almost no ink is left, the glyph stays as it was.
    lost = out.sum((1, 2)) < .45 * ink.sum((1, 2))
    out[lost] = ink[lost]
    wide = _some(len(ink), felt)
    if wide.any():
        out[wide] = F.max_pool2d(out[wide][:, None], 3, 1, 1)[:, 0]
    return out


def line(n, canvas, x0, y0, x1, y1, thick):
    """One straight stroke per glyph, from (x0, y0) to (x1, y1), with round ends."""
    axis = torch.arange(canvas) + .5
    px, py = axis[None, None, :], axis[None, :, None]
    dx, dy = (x1 - x0)[:, None, None], (y1 - y0)[:, None, None]
    t = (((px - x0[:, None, None]) * dx + (py - y0[:, None, None]) * dy) / (dx**2 + dy**2 + 1e-3)).clamp(0, 1)
    away = torch.sqrt((px - x0[:, None, None] - t * dx)**2 + (py - y0[:, None, None] - t * dy)**2 + 1e-6)
    return (thick[:, None, None] / 2 + .5 - away).clamp(0, 1)


def box_leftovers(ink, cell, share=.12):
    """What is left of the printed box: pieces of its four lines, thin or pale, at the edge of the cell."""
    n, canvas = ink.shape[0], ink.shape[-1]
    for side in range(4):
        chosen = torch.nonzero(_some(n, share))[:, 0]
        m = len(chosen)
        if m == 0:
            continue
        c = cell[chosen]
        upright = side < 2
        edge = (c[:, 0], c[:, 2], c[:, 1], c[:, 3])[side] + torch.randn(m) * canvas * .025
        low, high = (c[:, 1], c[:, 3]) if upright else (c[:, 0], c[:, 2])
        long = torch.where(_some(m, .4), _uniform(m, .7, 1.1), _uniform(m, .08, .6))
        start = low + (high - low) * (torch.rand(m) * (1.05 - long) - .02)
        end, drift = start + (high - low) * long, torch.randn(m) * canvas * .01
        thick = _uniform(m, .4, .035 * canvas)
        one = (edge, start, edge + drift, end) if upright else (start, edge, end, edge + drift)
        pale = torch.where(_some(m, .7), torch.ones(m), _uniform(m, .3, 1))
        ink[chosen] = torch.maximum(ink[chosen], line(m, canvas, *one, thick) * pale[:, None, None])
    return ink


def neighbours(ink, cell, share=.08):
    """The next cell's stroke sticks in at the left or right edge."""
    n, canvas = ink.shape[0], ink.shape[-1]
    chosen = torch.nonzero(_some(n, share))[:, 0]
    other = ink[torch.randperm(n)[:len(chosen)]]
    for k, i in enumerate(chosen):
        width = float(cell[i, 2] - cell[i, 0])
        by = int(width * (0.86 + .2 * float(torch.rand(1))))
        strip = torch.zeros(canvas, canvas)
        edge = max(2, int(.1 * canvas))
        if torch.rand(1) < .5:
            strip[:, by:] = other[k][:, :canvas - by]
            strip[:, :int(cell[i, 2]) - edge] = 0
        else:
            strip[:, :canvas - by] = other[k][:, by:]
            strip[:, int(cell[i, 0]) + edge:] = 0
        ink[i] = torch.maximum(ink[i], strip)
    return ink


def broken(ink, share=.12):
    """Strokes with gaps: a dry pen, dropout of a printed line, a coarse threshold."""
    n, canvas = ink.shape[0], ink.shape[-1]
    chosen = _some(n, share)
    m = int(chosen.sum())
    if m:
        holes = F.interpolate(torch.randn(m, 1, canvas // 5, canvas // 5), (canvas, canvas), mode="bilinear", align_corners=False)[:, 0]
        ink[chosen] = ink[chosen] * (1 - torch.sigmoid((holes - _uniform(m, .9, 1.8)[:, None, None]) * 12))
    chosen = torch.nonzero(_some(n, share / 2))[:, 0]
    m = len(chosen)
    if m:  # a line was taken out across the glyph
        at, thick = _uniform(m, .25, .75) * canvas, _uniform(m, .5, .035 * canvas)
        far = torch.full((m,), float(canvas))
        upright = _some(m, .5)
        zero = torch.zeros(m)
        gap = line(m, canvas, torch.where(upright, at, zero), torch.where(upright, zero, at),
                   torch.where(upright, at, far), torch.where(upright, far, at), thick)
        ink[chosen] = ink[chosen] * (1 - gap)
    return ink


def specks(ink, share=.15):
    n, canvas = ink.shape[0], ink.shape[-1]
    chosen = torch.nonzero(_some(n, share))[:, 0]
    for _ in range(3):
        m = len(chosen)
        if m == 0:
            break
        x, y = _uniform(m, 2, canvas - 2), _uniform(m, 2, canvas - 2)
        ink[chosen] = torch.maximum(ink[chosen], line(m, canvas, x, y, x + torch.randn(m), y + torch.randn(m), _uniform(m, .2, .03 * canvas)))
        chosen = chosen[_some(m, .6)]
    return ink


def scanner(ink, rough=1.0):
    """Blur, noise, pale ink, a 1-bit scan at a coarse resolution."""
    n, canvas = ink.shape[0], ink.shape[-1]
    blurred = _some(n, .5 * rough)
    if blurred.any():
        ink[blurred] = F.avg_pool2d(ink[blurred][:, None], 3, 1, 1)[:, 0]
    coarse = torch.nonzero(_some(n, .3))[:, 0]
    if len(coarse):
        step = (1.2, 1.4, 1.6, 1.9)[int(torch.randint(0, 4, (1,)))]
        small = F.interpolate(ink[coarse][:, None], int(canvas / step), mode="area")
        bits = _some(len(coarse), .7)[:, None, None, None]
        level = _uniform(len(coarse), .25, .6)[:, None, None, None]
        small = torch.where(bits, (small + torch.randn_like(small) * .05 > level).float(), small)
        back = F.interpolate(small, canvas, mode="bilinear", align_corners=False)[:, 0]
        kept = back.sum((1, 2)) > .5 * ink[coarse].sum((1, 2))
        ink[coarse[kept]] = back[kept]
    pale = torch.nonzero(_some(n, .25 * rough))[:, 0]
    ink[pale] *= _uniform(len(pale), .3, 1)[:, None, None]
    grainy = torch.nonzero(_some(n, .3 * rough))[:, 0]
    if len(grainy):
        grain = _uniform(len(grainy), 0, .12)[:, None, None]
        clean = ink[grainy]
        ink[grainy] = clean + torch.randn_like(clean) * grain * (2 * clean + .3)
    return ink.clamp(0, 1)


def stretched(ink):
    """The contrast as ocr/field/ink.cpp leaves it: below a quarter of the strongest ink is paper, above three quarters full."""
    peak = ink.amax((1, 2), keepdim=True).clamp(min=1e-3)
    return ((4 * ink - peak) / (2 * peak)).clamp(0, 1)


def strike(ink, cell):
    """Crosses glyphs out: two or three lines through them, a wave, or a cross beyond their edges."""
    n, canvas = ink.shape[0], ink.shape[-1]
    x0, y0, x1, y1 = cell[:, 0], cell[:, 1], cell[:, 2], cell[:, 3]
    h = y1 - y0
    thick = _uniform(n, .02, .06) * canvas
    jitter = lambda: torch.randn(n) * canvas * .03
    cross = _some(n, .4)
    a, b = y0 + h * _uniform(n, .25, .48), y0 + h * _uniform(n, .55, .78)
    first = (x0 + jitter(), torch.where(cross, y0, a) + jitter(), x1 + jitter(), torch.where(cross, y1, a) + jitter())
    second = (x0 + jitter(), torch.where(cross, y1, b) + jitter(), x1 + jitter(), torch.where(cross, y0, b) + jitter())
    return torch.maximum(ink, torch.maximum(line(n, canvas, *first, thick), line(n, canvas, *second, thick)))
