"""PyTorch's figures for optimisers and schedules: ten full-batch steps of Sequential(Linear(5, 8), Tanh, Linear(8, 3)).

A file holds the input (in.x), the classes (target), the parameters at first (state.*) and at the end (after.*), and the
loss before each step (losses). For schedules, `rates` are the learning rates of 24 steps of a rate of 1.

    python3 make_optimizers.py ../../../../runtime/training/src/test/resources/golden        # needs PyTorch; the files named below were made with 1.13
"""
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler as schedules

from golden_file import write

OUT = pathlib.Path(sys.argv[1])


def network():
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 3))


def case(name, optimizer, change=lambda net: None):
    net = network()
    x = torch.randn(16, 5, generator=torch.Generator().manual_seed(1))
    target = torch.randint(0, 3, (16,), generator=torch.Generator().manual_seed(2))
    tensors = {"in.x": x, "target": target}
    tensors.update({"state." + n: p.detach().clone() for n, p in net.named_parameters()})
    steps, losses = optimizer(net), []
    for _ in range(10):
        loss = F.cross_entropy(net(x), target)
        losses.append(loss.detach())
        steps.zero_grad()
        loss.backward()
        change(net)
        steps.step()
    tensors["losses"] = torch.stack(losses)
    tensors.update({"after." + n: p for n, p in net.named_parameters()})
    write(OUT / f"optim_{name}.safetensors", tensors)


class Lion(torch.optim.Optimizer):
    """The algorithm as the paper has it (arXiv 2302.06675, algorithm 2)."""

    def __init__(self, parameters, lr, betas, weight_decay):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (b1, b2), lr = group["betas"], group["lr"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p -= lr * ((b1 * m + (1 - b1) * p.grad).sign() + group["weight_decay"] * p)
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


class NAdam(torch.optim.Optimizer):
    """As PyTorch 2 has it; 1.13 multiplies one momentum in twice."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(t=0, product=1.0, m=torch.zeros_like(p), v=torch.zeros_like(p))
                state["t"] += 1
                mu, after = (0.9 * (1 - 0.5 * 0.96 ** (t * 4e-3)) for t in (state["t"], state["t"] + 1))
                state["product"] *= mu
                state["m"].mul_(0.9).add_(p.grad, alpha=0.1)
                state["v"].mul_(0.999).addcmul_(p.grad, p.grad, value=0.001)
                root = (state["v"] / (1 - 0.999 ** state["t"])).sqrt() + 1e-8
                p -= group["lr"] * (1 - mu) / (1 - state["product"]) * p.grad / root
                p -= group["lr"] * after / (1 - state["product"] * after) * state["m"] / root


case("nadam", lambda net: NAdam(net.parameters(), dict(lr=0.01)))
case("radam", lambda net: torch.optim.RAdam(net.parameters(), lr=0.05))
case("lion", lambda net: Lion(net.parameters(), 0.003, (0.9, 0.99), 0.1))
case("groups", lambda net: torch.optim.AdamW([
    {"params": net[0].parameters(), "lr": 0.001},
    {"params": net[2].parameters(), "lr": 0.01, "weight_decay": 0.2},
], lr=0.001))
case("clip_value", lambda net: torch.optim.SGD(net.parameters(), lr=0.5),
     lambda net: nn.utils.clip_grad_value_(net.parameters(), 0.02))


def rates(name, schedule, moment, steps=24):
    """The rate of each step; `moment` is what the schedule is told after step i."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule, found = schedule(optimizer), []
    for i in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        moment(schedule, i)
    write(OUT / f"schedule_{name}.safetensors", {"rates": torch.tensor(found)})


LOSSES = [5, 4, 4, 4, 4, 3, 3.0001, 3, 3, 2.9, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1]
rates("warm_restarts", lambda o: schedules.CosineAnnealingWarmRestarts(o, 2, 2), lambda s, i: s.step((i + 1) / 4))
rates("plateau", lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=2), lambda s, i: s.step(LOSSES[i]))
rates("one_cycle", lambda o: schedules.OneCycleLR(o, 1.0, total_steps=2001), lambda s, i: s.step(), 2001)
rates("linear", lambda o: schedules.LinearLR(o, 1.0, 0.25, 24), lambda s, i: s.step())
