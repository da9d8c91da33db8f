"""Reads the weights back out of an ONNX file that export.py wrote, to go on training: a protobuf reader of 30 lines."""
import numpy as np
import torch


def _fields(data):
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        elif key & 7 == 2:
            size = number()
            yield key >> 3, data[at:at + size]
            at += size
        else:
            size = 8 if key & 7 == 1 else 4
            yield key >> 3, data[at:at + size]
            at += size


def read_weights(file):
    """{name: tensor} of the float initialisers: ModelProto.graph (7), GraphProto.initializer (5)."""
    with open(file, "rb") as stream:
        graph = next(v for k, v in _fields(stream.read()) if k == 7)
    out = {}
    for tensor in (v for k, v in _fields(graph) if k == 5):
        fields = list(_fields(tensor))
        if next((v for k, v in fields if k == 2), 1) != 1:
            continue
        sizes = []
        for k, v in fields:
            if k == 1:
                sizes += [v] if isinstance(v, int) else [n for n in v]
        name = next(v for k, v in fields if k == 8).decode()
        raw = next(v for k, v in fields if k == 9)
        out[name] = torch.from_numpy(np.frombuffer(raw, np.float32).reshape(sizes).copy())
    return out
