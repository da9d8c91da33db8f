"""The networks: plain stacks that OpenCV 4.6 loads (Conv, Relu, MaxPool, Gemm after folding)."""
import torch
from torch import nn


def _block(inside, outside, kernel=3, stride=1):
    return [nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outside), nn.ReLU()]


class Classifier(nn.Module):
    """Two channels of size × size → logits of the classes, the last one being "none of them"."""

    def __init__(self, size, classes, widths=(24, 32, 64, 96), dropout=0.3):
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            *_block(2, a, 5, 2), *_block(a, b), nn.MaxPool2d(2), *_block(b, c), *_block(c, c), nn.MaxPool2d(2),
            *_block(c, d), nn.Flatten(), nn.Dropout(dropout))
        self.head = nn.Linear(d * (size // 8)**2, classes)

    def forward(self, x):
        return self.head(self.body(x))


def fold(model):
    """The same network with each BatchNorm folded into its convolution and no Dropout."""
    model = model.eval()
    layers, body = [], list(model.body)
    for i, layer in enumerate(body):
        if isinstance(layer, nn.Conv2d):
            norm = body[i + 1]
            conv = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding)
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            conv.weight.data = layer.weight.data * scale.data[:, None, None, None]
            conv.bias.data = (norm.bias - norm.running_mean * scale).data
            layers.append(conv)
        elif not isinstance(layer, (nn.BatchNorm2d, nn.Dropout)):
            layers.append(layer)
    return nn.Sequential(*layers, model.head).eval()
