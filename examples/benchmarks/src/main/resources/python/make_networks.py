#!/usr/bin/env python3
"""Writes the benchmark's networks: NAME.onnx (operator set 17, first axis free) and NAME.safetensors with the same weights
(PyTorch's names and layouts), one input `in.x` and its output `out`.

Usage: make_networks.py FOLDER     (needs PyTorch and the onnx package)
"""
import json
import pathlib
import struct
import sys

import torch
from torch import nn

import networks


def save(path, tensors):
    """A safetensors file of floats."""
    header, blobs, offset = {}, [], 0
    for name, tensor in tensors.items():
        if name.endswith("num_batches_tracked"):
            continue
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        blobs.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def write(folder, name, model, x):
    model.eval()
    axes = {"x": {0: "n"}, "y": {0: "n"}}
    with torch.no_grad():
        torch.onnx.export(
            model, (x,), str(folder / f"{name}.onnx"), dynamo=False, opset_version=17,
            input_names=["x"], output_names=["y"], dynamic_axes=axes)
        save(folder / f"{name}.safetensors", {**model.state_dict(), "in.x": x, "out": model(x)})


def spread(model):
    """Statistics and factors of norms that a wrong order of them would show in."""
    for part in model.modules():
        if isinstance(part, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(part.running_mean, -0.2, 0.2)
            nn.init.uniform_(part.running_var, 0.3, 1.0)
            nn.init.uniform_(part.weight, 0.8, 1.4)
            nn.init.uniform_(part.bias, -0.2, 0.2)
        if isinstance(part, nn.LayerNorm):
            nn.init.uniform_(part.weight, 0.8, 1.2)
            nn.init.uniform_(part.bias, -0.1, 0.1)


def main(folder):
    torch.manual_seed(0)
    for name, (make, shape) in networks.FIRST.items():
        model = make()
        write(folder, name, model, torch.randn(1, *shape))
    for name, (make, shape) in networks.MORE.items():
        torch.manual_seed(7)
        model = make()
        spread(model)
        write(folder, name, model, torch.randn(1, *shape, generator=torch.Generator().manual_seed(3)))


main(pathlib.Path(sys.argv[1]))
