#!/usr/bin/env python3
"""PyTorch's figures for most layers: test cases for `golden`. The other files there have the same form, by PyTorch 2.13.

A file holds inputs (in.*), parameters (state.*), the output (out), the loss, and its gradient with respect to every
parameter (grad.*) and input (grad_in.*). The loss is sum(out * cotangent), or what the case says, of out and target.

    python3 make_golden.py ../resources/golden        # needs PyTorch; the files named below were made with 1.13
"""
import math
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

from golden_file import write

BATCH = 4


class Net(nn.Module):
    """A function of some inputs, and the modules that hold its parameters."""

    def __init__(self, function, **modules):
        super().__init__()
        self.function = function
        for name, module in modules.items():
            setattr(self, name, module)

    def forward(self, *inputs):
        return self.function(self, *inputs)


class Standardize(nn.Module):
    """What is adapted from data, and does not train."""

    def __init__(self, size):
        super().__init__()
        self.register_buffer("mean", torch.linspace(-0.5, 1, size))
        self.register_buffer("variance", torch.linspace(0.2, 3, size))

    def forward(self, x):
        return (x - self.mean) / self.variance.sqrt()


def randn(*sizes, seed):
    return torch.randn(BATCH, *sizes, generator=torch.Generator().manual_seed(seed))


def case(name, net, loss=None, target=None, training=True, **sizes):
    """Writes one case; sizes are those of a sample of each input, by name."""
    inputs = {x: randn(*size, seed=i + 1).requires_grad_() for i, (x, size) in enumerate(sizes.items())}
    torch.manual_seed(7)
    for parameter in net.parameters():
        nn.init.uniform_(parameter, -0.6, 0.6)
    net.train(training)
    out = net(*inputs.values())
    tensors = {f"in.{x}": value for x, value in inputs.items()}
    tensors |= {f"state.{p}": value.clone() for p, value in net.state_dict().items()}
    if loss is None:
        tensors["cotangent"] = torch.linspace(-1, 1, out.numel()).reshape(out.shape)
        value = (out * tensors["cotangent"]).sum()
    else:
        tensors["target"] = target
        value = loss(out, target)
    value.backward()
    tensors |= {"out": out, "loss": value.reshape(1)}
    tensors |= {f"grad.{p}": torch.zeros_like(value) if value.grad is None else value.grad
                for p, value in net.named_parameters()}
    tensors |= {f"grad_in.{x}": torch.zeros_like(value) if value.grad is None else value.grad for x, value in inputs.items()}
    write(pathlib.Path(sys.argv[1]) / f"{name}.safetensors", tensors)


def shapes():
    case("flatten", Net(lambda s, x: x.flatten(1)), x=(2, 3, 4))
    case("reshape", Net(lambda s, x: x.reshape(BATCH, 4, 6)), x=(2, 3, 4))
    case("transpose", Net(lambda s, x: x.permute(0, 3, 1, 2)), x=(2, 3, 4))
    case("slice", Net(lambda s, x: x[:, :, 1:4]), x=(3, 5))
    case("pad", Net(lambda s, x: F.pad(x, (1, 2, 0, 1), value=0.5)), x=(2, 3, 4))
    case("concat", Net(lambda s, x, y: torch.cat([x, y, x], 2)), x=(3, 2), y=(3, 4))
    case("mean", Net(lambda s, x: x.mean(2)), x=(3, 5))
    case("sum", Net(lambda s, x: x.sum(1)), x=(3, 5))
    case("max", Net(lambda s, x: x.amax(2)), x=(3, 5))
    case("matmul", Net(lambda s, x, y: x @ y), x=(3, 4), y=(4, 5))


def arithmetic():
    case("arithmetic", Net(lambda s, x, y: (x + y) * (x - y) / (F.softplus(y) + 1)), x=(3, 4), y=(3, 4))
    case("functions", Net(lambda s, x: torch.cat(
        [x.tanh().exp(), (x.sigmoid() + 0.1).log(), (x.sigmoid() + 0.1).sqrt(), x.pow(3), -0.7 * x + 0.3], 1)), x=(6,))
    case("identity", Net(lambda s, x: s.fc(x), fc=nn.Linear(5, 3)), x=(5,))


def logic():
    case("functions_of_one", Net(lambda s, x: torch.cat([x.abs(), x.sin(), x.cos(), x.clamp(-0.5, 0.7)], 1)), x=(6,))
    case("stop_gradient", Net(lambda s, x: x * x.detach()), x=(5,))
    case("minimum_maximum", Net(lambda s, x, y: torch.minimum(x, y) * 2 + torch.maximum(x, y).exp()), x=(3, 4), y=(3, 4))
    case("compare_where", Net(lambda s, x, y: torch.where(x > y, x, 2 * y) +
                              torch.where((x < 0) & (y >= 0.1) | ~(y < 0.3), x * y, y)), x=(3, 4), y=(3, 4))
    case("cast", Net(lambda s, x: (3 * x).int().float() * x + (x > 0).float()), x=(3, 4))
    case("arg_extremes", Net(lambda s, x: F.one_hot(x.argmax(2), 4) * x + F.one_hot(x.argmin(2), 4) * x.exp()), x=(3, 4))
    case("cumsum", Net(lambda s, x: x.cumsum(1) * x.cumsum(2)), x=(3, 4))
    case("min_log_sum_exp", Net(lambda s, x: x.amin(2) + x.logsumexp(2)), x=(3, 5))
    case("standardize", Net(lambda s, x: s.fc(s.n(x)), n=Standardize(5), fc=nn.Linear(5, 3)), x=(3, 5))
    case("standardize_channels", Net(lambda s, x: s.c(s.n(x.transpose(1, 2)).transpose(1, 2)), n=Standardize(3),
                                     c=nn.Conv1d(3, 4, 3)), x=(3, 5))
    case("category_encoding", Net(lambda s, x: F.one_hot(x.argmax(2), 4).amax(1) * x.sum(1) +
                                  F.one_hot(x.argmin(2), 4).sum(1)), x=(3, 4))
    case("constant", Net(lambda s, x: x * torch.tensor([0.5, -2, 3, 1.25])), x=(3, 4))
    case("parameter", Net(lambda s, x: x * s.gain + s.table.tanh(), gain=nn.Parameter(torch.zeros(4)),
                          table=nn.Parameter(torch.zeros(3, 4))), x=(3, 4))

    def split(s, x):
        a, b, c = x.split([2, 1, 2], 2)
        return a * c + b
    case("split", Net(split), x=(3, 5))
    case("topk", Net(lambda s, x: torch.cat([x.topk(3, 2)[0], x.topk(2, 2, largest=False)[0]], 2)), x=(3, 6))
    case("gather", Net(lambda s, x: x.index_select(2, torch.tensor([3, 0, 3]))), x=(3, 4))
    case("gather_elements", Net(lambda s, x: x.gather(2, x.topk(2, 2, largest=False)[1]) * x.gather(1, x.argmax(1, True))[:, :, :2]),
         x=(3, 4))
    case("expand", Net(lambda s, x: x.expand(BATCH, 2, 5, 3)), x=(2, 1, 3))
    case("rotary", Net(lambda s, x: rotate(x, 10_000)), x=(5, 6))
    case("rotary_halves", Net(lambda s, x: rotate_halves(x, 100)), x=(5, 6))


def dense():
    case("prelu", Net(lambda s, x: s.p(x), p=nn.PReLU()), x=(6,))
    case("prelu_channels", Net(lambda s, x: s.p(x), p=nn.PReLU(3)), x=(3, 4))
    case("bilinear", Net(lambda s, x, y: s.b(x, y), b=nn.Bilinear(4, 5, 3)), x=(4,), y=(5,))
    case("dropout_eval", Net(lambda s, x: s.fc(F.dropout(x, 0.5, s.training)), fc=nn.Linear(5, 3)), training=False, x=(5,))
    two = dict(linear1=nn.Linear(6, 9), linear2=nn.Linear(9, 6))
    case("feed_forward", Net(lambda s, x: s.f.linear2(F.gelu(s.f.linear1(x))), f=nn.ModuleDict(two)), x=(6,))
    for name, gate in ("swiglu", F.silu), ("geglu", F.gelu):
        three = dict(gate_proj=nn.Linear(6, 9, bias=False), up_proj=nn.Linear(6, 9, bias=False),
                     down_proj=nn.Linear(9, 6, bias=False))
        case(name, Net(lambda s, x: s.f.down_proj(gate(s.f.gate_proj(x)) * s.f.up_proj(x)), f=nn.ModuleDict(three)), x=(6,))


def images():
    case("conv_transpose1d", Net(lambda s, x: s.c(x), c=nn.ConvTranspose1d(3, 4, 4, stride=3, padding=1, output_padding=2)),
         x=(3, 5))
    case("conv_transpose2d_groups", Net(lambda s, x: s.c(x), c=nn.ConvTranspose2d(4, 6, 3, dilation=2, groups=2)), x=(4, 4, 5))
    case("max_pool1d", Net(lambda s, x: F.max_pool1d(x, 3, 2, 1)), x=(3, 9))
    case("avg_pool1d", Net(lambda s, x: F.avg_pool1d(x, 3, 2, 1)), x=(3, 9))
    case("max_pool2d_dilated", Net(lambda s, x: F.max_pool2d(x, 3, 2, 1, (1, 2))), x=(2, 7, 9))
    case("max_pool2d_ceil", Net(lambda s, x: F.max_pool2d(x, 3, 2, ceil_mode=True)), x=(2, 6, 7))
    case("max_pool1d_ceil_short", Net(lambda s, x: F.max_pool1d(x, 2, 4, 1, ceil_mode=True)), x=(2, 7))
    case("avg_pool2d_ceil", Net(lambda s, x: F.avg_pool2d(x, 3, (2, 3), 1, True)), x=(2, 6, 8))
    case("avg_pool2d_ceil_uncounted", Net(lambda s, x: F.avg_pool2d(x, 3, (2, 3), 1, True, False)), x=(2, 6, 8))
    case("avg_pool1d_uncounted", Net(lambda s, x: F.avg_pool1d(x, 3, 2, 1, count_include_pad=False)), x=(3, 9))
    # PyTorch has "same" for a stride of 1 alone; this is TensorFlow's, with the odd zero at the end.
    case("conv2d_same_strided", Net(lambda s, x: s.c(F.pad(x, (0, 1, 1, 1))), c=nn.Conv2d(3, 4, 3, stride=2)), x=(3, 7, 8))
    case("conv1d_same_strided_dilated", Net(lambda s, x: s.c(F.pad(x, (2, 3))), c=nn.Conv1d(3, 4, 4, stride=3, dilation=2)),
         x=(3, 8))
    case("adaptive_avg_pool2d", Net(lambda s, x: F.adaptive_avg_pool2d(x, (3, 2))), x=(2, 7, 5))
    case("upsample_nearest", Net(lambda s, x: F.interpolate(x, scale_factor=2, mode="nearest")), x=(2, 3, 4))
    case("upsample_bilinear", Net(lambda s, x: F.interpolate(x, scale_factor=3, mode="bilinear")), x=(2, 3, 4))
    case("drawn_eval", Net(lambda s, x, y: torch.cat([torch.distributions.Normal(x, F.softplus(y)).mean,
                                                     torch.distributions.Uniform(x, x + F.softplus(y)).mean], 1)), x=(4,), y=(4,))
    case("batch_norm2d_relu_train", Net(lambda s, x: F.relu(s.n(x)), n=nn.BatchNorm2d(3)), x=(3, 4, 5))
    case("layer_norm_gelu", Net(lambda s, x: F.gelu(s.n(x)), n=nn.LayerNorm(6)), x=(3, 6))
    case("group_norm_silu", Net(lambda s, x: F.silu(s.n(x)), n=nn.GroupNorm(2, 4)), x=(4, 3, 3))
    case("instance_norm", Net(lambda s, x: s.n(x), n=nn.InstanceNorm2d(3, affine=True)), x=(3, 4, 5))


def attention(x, y, z, mask=None):
    scores = x @ y.transpose(1, 2) / math.sqrt(x.shape[2])
    return (scores if mask is None else scores + mask).softmax(2) @ z


def positions(x):
    steps, width = x.shape[1:]
    at = torch.arange(steps)[:, None] / 10_000 ** (torch.arange(width) // 2 * 2 / width)
    return x + torch.where(torch.arange(width) % 2 == 0, at.sin(), at.cos())


def rotate(x, base):
    """Pairs of neighbouring values, as complex numbers, turned by an angle in proportion to their step."""
    steps, size = x.shape[-2:]
    angles = torch.arange(steps)[:, None] / base ** (torch.arange(0, size, 2) / size)
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], size // 2, 2))
    return torch.view_as_real(pairs * torch.polar(torch.ones_like(angles), angles)).flatten(-2)


def rotate_halves(x, base):
    """The first half of a vector and the second are pairs."""
    steps, size = x.shape[-2:]
    angles = torch.arange(steps)[:, None] / base ** (torch.arange(0, size, 2) / size)
    a, b = x.chunk(2, -1)
    return torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], -1)


class GroupedAttention(nn.Module):
    """Four heads of queries, two of keys and values, rotary positions, causal."""

    def __init__(self, width):
        super().__init__()
        self.in_proj_weight = nn.Parameter(torch.empty(2 * width, width))
        self.in_proj_bias = nn.Parameter(torch.empty(2 * width))
        self.out_proj = nn.Linear(width, width)

    def forward(self, x):
        steps, width = x.shape[1:]
        parts = F.linear(x, self.in_proj_weight, self.in_proj_bias).split([width, width // 2, width // 2], 2)
        q, k, v = (part.reshape(BATCH, steps, -1, width // 4).transpose(1, 2) for part in parts)
        q, k = rotate(q, 100), rotate(k, 100)
        k, v = (part.repeat_interleave(2, 1) for part in (k, v))
        scores = q @ k.transpose(2, 3) / math.sqrt(width // 4)
        seen = (scores + torch.full((steps, steps), -math.inf).triu(1)).softmax(3) @ v
        return self.out_proj(seen.transpose(1, 2).flatten(2))


def sequences():
    case("mha_rotary_grouped_causal", Net(lambda s, x: s.a(x), a=GroupedAttention(16)), x=(5, 16))
    case("scaled_dot_product_attention", Net(lambda s, x, y, z: attention(x, y, z)), x=(5, 4), y=(6, 4), z=(6, 3))
    future = torch.full((5, 5), -math.inf).triu(1)
    case("scaled_dot_product_attention_causal", Net(lambda s, x: attention(x, x, x, future)), x=(5, 4))
    case("embedding_padding", Net(lambda s, x: s.e(x.argmax(2)) + s.fc(x), e=nn.Embedding(4, 6, padding_idx=2),
                                  fc=nn.Linear(4, 6, bias=False)), x=(5, 4))
    case("lstm_dropout_eval", Net(lambda s, x: s.r(x)[0], r=nn.LSTM(5, 6, 2, dropout=0.4, bidirectional=True,
                                                                  batch_first=True)), training=False, x=(4, 5))
    case("sinusoidal_positions", Net(lambda s, x: positions(x)), x=(7, 6))
    settings = dict(d_model=8, nhead=2, dim_feedforward=12, dropout=0.0, batch_first=True)
    for name, first, activation in ("post_norm", False, F.relu), ("pre_norm", True, F.gelu):
        layer = nn.TransformerEncoderLayer(**settings, norm_first=first, activation=activation)
        case(f"transformer_encoder_{name}", Net(lambda s, x: s.t(x, future), t=nn.TransformerEncoder(layer, 3)), x=(5, 8))
        layer = nn.TransformerDecoderLayer(**settings, norm_first=first, activation=activation)
        case(f"transformer_decoder_{name}", Net(lambda s, x, y: s.t(x, y), t=nn.TransformerDecoder(layer, 2)), x=(5, 8), y=(4, 8))
    masks(settings, future)


def hidden(m):
    """Places with less than the mean; PyTorch's modules want those that are not seen."""
    return ~(m > m.mean(1, True))


def masks(settings, future):
    heads = lambda: nn.MultiheadAttention(8, 2, batch_first=True)
    case("mha_padding", Net(lambda s, x, m: s.a(x, x, x, key_padding_mask=hidden(m))[0], a=heads()), x=(5, 8), m=(5,))
    case("mha_bias_of_heads", Net(lambda s, x, b: s.a(x, x, x, attn_mask=(b + future).flatten(0, 1))[0], a=heads()),
         x=(5, 8), b=(2, 5, 5))
    near = torch.full((5, 5), -math.inf).tril(-3)
    case("mha_window", Net(lambda s, x: s.a(x, x, x, attn_mask=future + near)[0], a=heads()), x=(5, 8))
    case("mha_cross_padding", Net(lambda s, x, y, m: s.a(x, y, y, key_padding_mask=hidden(m))[0], a=heads()),
         x=(5, 8), y=(4, 8), m=(4,))
    case("scaled_dot_product_attention_bias", Net(lambda s, x, y, z, b: attention(x, y, z, b)), x=(5, 4), y=(6, 4), z=(6, 3), b=(5, 6))
    layer = nn.TransformerEncoderLayer(**settings)
    case("transformer_encoder_bias", Net(lambda s, x: s.t(x, s.bias), t=nn.TransformerEncoder(layer, 2), bias=nn.Parameter(torch.zeros(5, 5))),
         x=(5, 8))
    layer = nn.TransformerDecoderLayer(**settings)
    case("transformer_decoder_padding", Net(lambda s, x, y, m: s.t(x, y, tgt_mask=future, memory_key_padding_mask=hidden(m)),
                                            t=nn.TransformerDecoder(layer, 2)), x=(5, 8), y=(4, 8), m=(4,))


def gradient(u, x):
    """Of the sum, and differentiated again by the loss."""
    return torch.autograd.grad(u.sum(), x, create_graph=True)[0]


def burgers(s, t, x):
    u = s.c(s.b(s.a(torch.cat([t, x], 1)).tanh()).tanh())
    ux = gradient(u, x)
    return gradient(u, t) + u * ux - 0.1 * gradient(ux, x)


def derivatives():
    case("derivative_burgers", Net(burgers, a=nn.Linear(2, 8), b=nn.Linear(8, 8), c=nn.Linear(8, 1)), t=(1,), x=(1,))
    case("derivative_penalty", Net(
        lambda s, x: ((gradient(s.b(F.leaky_relu(s.a(x))), x).pow(2).sum(1) + 1e-6).sqrt() - 1).pow(2),
        a=nn.Linear(3, 6), b=nn.Linear(6, 1)), x=(3,))
    case("derivative_convolution", Net(
        lambda s, x: gradient(s.b(F.gelu(s.a(x)).flatten(1)), x),
        a=nn.Conv2d(2, 3, 3, stride=2, padding=1), b=nn.Linear(12, 1)), x=(2, 4, 4))
    case("derivative_attention", Net(
        lambda s, x: gradient(s.n((s.q(x) @ x.transpose(1, 2)).softmax(2) @ x).pow(2).sum(2), x),
        q=nn.Linear(4, 4), n=nn.LayerNorm(4)), x=(3, 4))


def losses():
    classes = torch.tensor([2, 0, 1, 2])
    zero_one = randn(3, seed=9).sigmoid()
    net = lambda: Net(lambda s, x: s.fc(x), fc=nn.Linear(5, 3))
    case("loss_softmax_then_cross_entropy", Net(lambda s, x: s.fc(x).softmax(1), fc=nn.Linear(5, 3)),
         lambda y, t: F.nll_loss(y.log(), t), classes, x=(5,))
    case("loss_sigmoid_then_binary_cross_entropy", Net(lambda s, x: s.fc(x).sigmoid(), fc=nn.Linear(5, 3)),
         F.binary_cross_entropy, zero_one, x=(5,))
    case("loss_cross_entropy_class_weights", net(),
         lambda y, t: F.cross_entropy(y, t, torch.tensor([0.5, 2.0, 1.5]), label_smoothing=0.2), classes, x=(5,))
    case("loss_cross_entropy_ignore_index", net(), lambda y, t: F.cross_entropy(y, t, ignore_index=0), classes, x=(5,))
    labels = torch.tensor([[1, 2, 0], [2, 2, 1], [1, 0, 0], [0, 0, 0]])  # filled up with the blank
    case("loss_ctc", net(),
         lambda y, t: F.ctc_loss(y.log_softmax(2).transpose(0, 1), t, torch.full((4,), 6), (t > 0).sum(1)), labels, x=(6, 5))
    case("loss_composed", net(), lambda y, t: ((y - t) ** 4).mean(), zero_one, x=(5,))


def sparse():
    """Twelve steps of a table by SparseAdam, and of a dense layer by Adam: the sequence of ids, the targets, the weights before and after."""
    torch.manual_seed(5)
    net = nn.ModuleDict({"words": nn.Embedding(140, 8, sparse=True), "out": nn.Linear(24, 2)})
    ids = torch.randint(0, 30, (12, 4, 3))
    targets = torch.randn(12, 4, 2)
    tensors = {"ids": ids, "targets": targets} | {f"state.{p}": v.detach().clone() for p, v in net.named_parameters()}
    steps = torch.optim.SparseAdam(net["words"].parameters(), lr=0.05), torch.optim.Adam(net["out"].parameters(), lr=0.05)
    for i, t in zip(ids, targets):
        net.zero_grad()
        F.mse_loss(net["out"](net["words"](i).flatten(1)), t).backward()
        for optimizer in steps:
            optimizer.step()
    tensors |= {f"after.{p}": v for p, v in net.named_parameters()}
    write(pathlib.Path(sys.argv[1]) / "optim_sparse_adam.safetensors", tensors)


for family in shapes, arithmetic, logic, dense, images, sequences, derivatives, losses, sparse:
    family()
