"""The networks of the benchmark in PyTorch: a class each, with the sizes of the declarations in Java."""
import math

import torch
import torch.nn.functional as F
from torch import nn


class Mlp(nn.Module):
    """Dense layers with ReLU between them, called prefix + number, the first number as given."""

    def __init__(self, prefix, first, *sizes):
        super().__init__()
        self.names = [f"{prefix}{first + i}" for i in range(len(sizes) - 1)]
        for name, size, units in zip(self.names, sizes, sizes[1:]):
            setattr(self, name, nn.Linear(size, units))

    def forward(self, x):
        for name in self.names[:-1]:
            x = torch.relu(getattr(self, name)(x))
        return getattr(self, self.names[-1])(x)


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.fc = nn.Linear(32 * 49, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.fc(x.flatten(1))


class Gru(nn.Module):
    """A dense layer on the last state of a GRU called `name`."""

    def __init__(self, name, features, units, outputs):
        super().__init__()
        self.name = name
        setattr(self, name, nn.GRU(features, units, batch_first=True))
        self.fc = nn.Linear(units, outputs)

    def forward(self, x):
        return self.fc(getattr(self, self.name)(x)[0][:, -1])


class Ae(nn.Module):
    SIZES = [640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640]

    def __init__(self):
        super().__init__()
        for i in range(10):
            setattr(self, f"d{i}", nn.Linear(self.SIZES[i], self.SIZES[i + 1]))
            if i < 9:
                setattr(self, f"b{i}", nn.BatchNorm1d(self.SIZES[i + 1]))

    def forward(self, x):
        for i in range(9):
            x = torch.relu(getattr(self, f"b{i}")(getattr(self, f"d{i}")(x)))
        return self.d9(x)


class Separable(nn.Module):
    """Depthwise-separable blocks behind a first convolution `c` with batch norm `b`, the mean, and a dense layer."""

    def __init__(self, first, blocks, outputs):
        super().__init__()
        self.c = first
        self.b = nn.BatchNorm2d(first.out_channels)
        self.blocks = len(blocks)
        for i, (channels, out, stride) in enumerate(blocks):
            depthwise = nn.Conv2d(channels, channels, 3, stride=stride, padding=1, groups=channels, bias=False)
            setattr(self, f"dw{i}", depthwise)
            setattr(self, f"dwb{i}", nn.BatchNorm2d(channels))
            setattr(self, f"pw{i}", nn.Conv2d(channels, out, 1, bias=False))
            setattr(self, f"pwb{i}", nn.BatchNorm2d(out))
        self.fc = nn.Linear(blocks[-1][1], outputs)

    def forward(self, x):
        x = torch.relu(self.b(self.c(x)))
        for i in range(self.blocks):
            for kind in ("dw", "pw"):
                x = torch.relu(getattr(self, f"{kind}b{i}")(getattr(self, f"{kind}{i}")(x)))
        return self.fc(x.mean((2, 3)))


def kws():
    return Separable(nn.Conv2d(1, 64, (10, 4), stride=2, padding=(5, 1), bias=False), [(64, 64, 1)] * 4, 12)


def vww():
    blocks = [(8, 16, 1), (16, 32, 2), (32, 32, 1), (32, 64, 2), (64, 64, 1), (64, 128, 2)]
    blocks += [(128, 128, 1)] * 5 + [(128, 256, 2), (256, 256, 1)]
    return Separable(nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False), blocks, 2)


class Res8(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 16, 3, padding=1)
        self.b = nn.BatchNorm2d(16)
        channels = 16
        for i, out in enumerate((16, 32, 64)):
            stride = 1 if i == 0 else 2
            setattr(self, f"c{i}a", nn.Conv2d(channels, out, 3, stride=stride, padding=1))
            setattr(self, f"b{i}a", nn.BatchNorm2d(out))
            setattr(self, f"c{i}b", nn.Conv2d(out, out, 3, padding=1))
            setattr(self, f"b{i}b", nn.BatchNorm2d(out))
            if i > 0:
                setattr(self, f"s{i}", nn.Conv2d(channels, out, 1, stride=2))
            channels = out
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = torch.relu(self.b(self.c(x)))
        for i in range(3):
            y = torch.relu(getattr(self, f"b{i}a")(getattr(self, f"c{i}a")(x)))
            y = getattr(self, f"b{i}b")(getattr(self, f"c{i}b")(y))
            x = torch.relu(y + (getattr(self, f"s{i}")(x) if i > 0 else x))
        return self.fc(x.mean((2, 3)))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.width, self.heads = width, heads
        self.in_proj_weight = nn.Parameter(torch.randn(3 * width, width) / math.sqrt(width))
        self.in_proj_bias = nn.Parameter(torch.randn(3 * width) * 0.1)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x):
        width, size, steps = self.width, self.width // self.heads, x.shape[1]
        parts = []
        for i in range(3):
            rows = slice(i * width, (i + 1) * width)
            part = F.linear(x, self.in_proj_weight[rows], self.in_proj_bias[rows])
            parts.append(part.view(-1, steps, self.heads, size).transpose(1, 2))
        q, k, v = parts
        mixed = torch.softmax((q @ k.transpose(-1, -2)) * (1 / math.sqrt(size)), -1) @ v
        return self.out_proj(mixed.transpose(1, 2).reshape(-1, steps, width))


class Layer(nn.Module):
    """As nn.TransformerEncoderLayer: norms behind the residuals, GELU, no dropout."""

    def __init__(self, width, heads, hidden):
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.linear1 = nn.Linear(width, hidden)
        self.linear2 = nn.Linear(hidden, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)

    def forward(self, x):
        x = self.norm1(x + self.self_attn(x))
        return self.norm2(x + self.linear2(F.gelu(self.linear1(x))))


class Layers(nn.Module):
    def __init__(self, count, width, heads, hidden):
        super().__init__()
        self.layers = nn.ModuleList(Layer(width, heads, hidden) for _ in range(count))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = Layers(2, 128, 4, 512)
        self.fc = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc(self.enc(x).mean(1))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.r = nn.LSTM(40, 128, 2, batch_first=True)
        self.fc = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc(self.r(x)[0][:, -1])


class Tcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = nn.Conv1d(1, 32, 1)
        for i in range(8):
            setattr(self, f"c{i}", nn.Conv1d(32, 32, 3, dilation=2**i))
        self.outp = nn.Conv1d(32, 1, 1)

    def forward(self, x):
        x = self.inp(x)
        for i in range(8):
            x = x + torch.relu(getattr(self, f"c{i}")(F.pad(x, (2 * 2**i, 0))))
        return self.outp(x)


class UNet(nn.Module):
    CONVOLUTIONS = {
        "a1": (1, 16), "a2": (16, 16), "b1": (16, 32), "b2": (32, 32), "m1": (32, 64), "m2": (64, 64),
        "e1": (64, 32), "e2": (32, 32), "f1": (32, 16), "f2": (16, 16),
    }

    def __init__(self):
        super().__init__()
        for name, (channels, out) in self.CONVOLUTIONS.items():
            setattr(self, name, nn.Conv2d(channels, out, 3, padding=1))
        self.u1 = nn.ConvTranspose2d(64, 32, 2, stride=2)
        self.u2 = nn.ConvTranspose2d(32, 16, 2, stride=2)
        self.outp = nn.Conv2d(16, 1, 1)

    def two(self, name, x):
        x = torch.relu(getattr(self, name + "1")(x))
        return torch.relu(getattr(self, name + "2")(x))

    def forward(self, x):
        a = self.two("a", x)
        b = self.two("b", F.max_pool2d(a, 2))
        m = self.two("m", F.max_pool2d(b, 2))
        e = self.two("e", torch.cat([self.u1(m), b], 1))
        return self.outp(self.two("f", torch.cat([self.u2(e), a], 1)))


# What makes each network, and the shape of its input; the first five share one seed, in this order.
FIRST = {
    "tiny": (lambda: Mlp("fc", 1, 4, 16, 16, 3), (4,)),
    "mlp": (lambda: Mlp("fc", 1, 784, 128, 10), (784,)),
    "deep": (lambda: Mlp("fc", 1, 64, 256, 256, 256, 256, 10), (64,)),
    "cnn": (Cnn, (1, 28, 28)),
    "gru": (lambda: Gru("gru", 8, 32, 1), (64, 8)),
}
MORE = {
    "ae": (Ae, (640,)),
    "kws": (kws, (1, 49, 10)),
    "res8": (Res8, (3, 32, 32)),
    "vww": (vww, (3, 96, 96)),
    "encoder": (Encoder, (32, 128)),
    "lstm": (Lstm, (100, 40)),
    "gru256": (lambda: Gru("r", 64, 256, 10), (50, 64)),
    "tcn": (Tcn, (1, 512)),
    "tab": (lambda: Mlp("d", 0, 30, 512, 256, 128, 1), (30,)),
    "unet": (UNet, (1, 64, 64)),
}
