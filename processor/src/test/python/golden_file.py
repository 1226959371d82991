"""Writes golden files."""
import json
import struct

import torch

KINDS = {torch.float32: "F32", torch.int64: "I64"}


def write(file, tensors):
    """The safetensors format: the header's length, the header, the values."""
    entries, values = {}, b""
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        entries[name] = {"dtype": KINDS[tensor.dtype], "shape": list(tensor.shape),
                         "data_offsets": [len(values), len(values) + len(data)]}
        values += data
    header = json.dumps(entries).encode()
    header += b" " * (-len(header) % 8)
    file.write_bytes(struct.pack("<Q", len(header)) + header + values)
