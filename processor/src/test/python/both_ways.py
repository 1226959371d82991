"""A network with a body and a head, in both directions: `both_ways.py save` writes pretrained.safetensors and prints what
the body makes of one input; `both_ways.py load` reads tuned.safetensors, strictly, and prints what the network says of it."""
import json, struct, sys
import numpy, torch
from torch import nn


class Net(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(64, 32), nn.ReLU())
        self.head = nn.Linear(32, classes)

    def forward(self, x):
        return self.head(self.body(x))


def save(tensors, file):
    header, data = {}, b""
    for name, tensor in tensors.items():
        values = tensor.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def load(file):
    with open(file, "rb") as inside:
        size, = struct.unpack("<Q", inside.read(8))
        header = json.loads(inside.read(size))
        data = inside.read()
    return {name: torch.tensor(numpy.frombuffer(data[slice(*t["data_offsets"])], "<f4").reshape(t["shape"]).copy())
            for name, t in header.items() if name != "__metadata__"}


torch.manual_seed(1)
x = torch.arange(64).float() / 64
with torch.no_grad():
    if sys.argv[1] == "save":
        net = Net(5)
        save({"model." + name: tensor for name, tensor in net.state_dict().items()}, "pretrained.safetensors")
        print(*net.body(x).tolist())
    else:
        net = Net(10)
        print(net.load_state_dict(load("tuned.safetensors")))
        print(*net(x).tolist())
