"""PyTorch's figures for truncated back-propagation through time: LSTM(3, 4) and Linear(4, 2), SGD of rate 0.5 without momentum.

Two sequences of 10 places in pieces of 4, 4 and 2; the state is carried from piece to piece, and cut from the graph. A step a
piece, the mean squared error of the piece. Three epochs, each from a state of zeros.

    python3 make_truncated.py ../resources/training/truncated.safetensors        # needs PyTorch; made with 1.13
"""
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

from golden_file import write

torch.manual_seed(5)
lstm, linear = nn.LSTM(3, 4, batch_first=True), nn.Linear(4, 2)
parameters = {"y." + n: p for n, p in lstm.named_parameters()}
parameters.update({"z." + n: p for n, p in linear.named_parameters()})
x, target = torch.randn(2, 10, 3), torch.randn(2, 10, 2)
tensors = {"x": x, "target": target}
tensors.update({"before." + n: p.detach().clone() for n, p in parameters.items()})
sgd = torch.optim.SGD(parameters.values(), 0.5)
losses = []
for _ in range(3):
    state = (torch.zeros(1, 2, 4), torch.zeros(1, 2, 4))
    for piece in torch.split(torch.arange(10), 4):
        y, state = lstm(x[:, piece], state)
        state = tuple(part.detach() for part in state)
        loss = F.mse_loss(linear(y), target[:, piece])
        losses.append(loss.detach())
        sgd.zero_grad()
        loss.backward()
        sgd.step()
tensors["losses"] = torch.stack(losses)
tensors.update({"after." + n: p for n, p in parameters.items()})
write(pathlib.Path(sys.argv[1]), tensors)
