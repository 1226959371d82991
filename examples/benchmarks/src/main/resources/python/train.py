#!/usr/bin/env python3
"""Times training steps of a network on one thread, with Adam in its fastest form that this PyTorch has: prints microseconds,
one line a round.

Usage: train.py NETWORK BATCH ROUNDS     (needs PyTorch)
"""
import sys
import time

import torch
from torch import nn

import networks

STEPS = 20  # of a round


def adam(parameters):
    """The fused form on a processor came with PyTorch 2.4; earlier ones refuse it."""
    try:
        return torch.optim.Adam(parameters, lr=1e-3, fused=True)
    except (RuntimeError, TypeError):
        return torch.optim.Adam(parameters, lr=1e-3)


def main(name, batch, rounds):
    torch.set_num_threads(1)
    make, shape = {**networks.FIRST, **networks.MORE}[name]
    model = make()
    optimizer = adam(list(model.parameters()))
    x = torch.randn(batch, *shape)
    outputs = model(x).shape[1]
    if outputs > 1:
        targets, loss = torch.randint(0, outputs, (batch,)), nn.CrossEntropyLoss()
    else:
        targets, loss = torch.randn(batch, 1), nn.MSELoss()

    def step():
        optimizer.zero_grad()
        loss(model(x), targets).backward()
        optimizer.step()

    for _ in range(STEPS):
        step()
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(STEPS):
            step()
        print((time.perf_counter() - start) / STEPS * 1e6, flush=True)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
