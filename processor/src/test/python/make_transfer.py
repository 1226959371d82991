"""Writes onnx-transfer/half_digits.onnx: a convolutional network that PyTorch has trained on the digits 0 to 4 alone.

    python3 make_transfer.py ../../../../examples/digits-data/src/main/resources/dev/nervure/examples/digits/data/digits.csv.gz

Needs PyTorch (1.13 wrote the committed file) and NumPy.
"""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

FOLDER = Path(__file__).parent.parent / "resources" / "onnx-transfer"


class HalfDigits(nn.Module):
    """Eight by eight pixels, from 0 to 1, to the features of the picture and the logits of five digits."""

    def __init__(self):
        super().__init__()
        self.edges = nn.Conv2d(1, 8, 3, padding=1)
        self.shapes = nn.Conv2d(8, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(64, 5)

    def forward(self, image):
        x = self.pool(torch.relu(self.edges(image)))
        features = self.pool(torch.relu(self.shapes(x))).flatten(1)
        return features, self.head(features)


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rows = np.loadtxt(sys.argv[1], delimiter=",", dtype=np.float32)
    rows = rows[: len(rows) * 4 // 5]
    rows = rows[rows[:, 64] < 5]
    images = torch.tensor(rows[:, :64] / 16).reshape(-1, 1, 8, 8)
    digits = torch.tensor(rows[:, 64]).long()
    model = HalfDigits()
    optimizer = torch.optim.Adam(model.parameters(), 3e-3)
    for epoch in range(15):
        order = torch.randperm(len(images))
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images[batch])[1], digits[batch])
            loss.backward()
            optimizer.step()
    right = (model(images)[1].argmax(1) == digits).float().mean().item()
    print(f"{len(images)} digits, accuracy {right:.4f}")
    FOLDER.mkdir(exist_ok=True)
    torch.onnx.export(
        model.eval(),
        (torch.zeros(1, 1, 8, 8),),
        str(FOLDER / "half_digits.onnx"),
        input_names=["image"],
        output_names=["features", "logits"],
        dynamic_axes={"image": {0: "batch"}, "features": {0: "batch"}, "logits": {0: "batch"}},
        opset_version=13,
    )


if __name__ == "__main__":
    main()
