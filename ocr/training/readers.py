"""Readers of the real handwriting that may be trained on, with the one split that everything here uses."""
import gzip
import os
import struct

import numpy as np

# Glyphs before these indices are trained on; the others are the held-back half that figures are measured on
# (and that the sample generator fills test forms with).
TRAINED_BEFORE = {"mnist-train": 50_000, "optdigits-train": 1_600, "semeion-train": 1_000}
FILES = {
    "mnist-train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "optdigits-train": ("optdigits-32x32-images.idx3.gz", "optdigits-32x32-labels.idx1.gz"),
    "semeion-train": ("semeion-16x16-images.idx3.gz", "semeion-16x16-labels.idx1.gz"),
}


def data_folder():
    here = os.path.dirname(os.path.abspath(__file__))
    return os.environ.get("YOROZU_DATA") or os.path.normpath(os.path.join(here, "../../../shared/data"))


def read_idx(path):
    with gzip.open(path, "rb") as file:
        raw = file.read()
    dimensions = raw[3]
    shape = struct.unpack(">" + "I" * dimensions, raw[4:4 + 4 * dimensions])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def digit_set(name, trained):
    """Images (n, height, width; ink 255 on 0) and labels of one set: the half to train on, or the half held back."""
    folder = os.path.join(data_folder(), name)
    images, labels = (read_idx(os.path.join(folder, f)) for f in FILES[name])
    at = TRAINED_BEFORE[name]
    return (images[:at], labels[:at]) if trained else (images[at:], labels[at:])

