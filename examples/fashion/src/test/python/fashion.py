"""The network of this example in PyTorch, trained the same way: prints test accuracy and time. `python3 fashion.py [epochs]`"""
import gzip, sys, time
import numpy as np, torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
folder, epochs = "/usr/share/datasets/fashion-mnist/", int(sys.argv[1]) if len(sys.argv) > 1 else 10


def read(part):
    images = np.frombuffer(gzip.open(folder + part + "-images-idx3-ubyte.gz").read(), np.uint8, offset=16)
    labels = np.frombuffer(gzip.open(folder + part + "-labels-idx1-ubyte.gz").read(), np.uint8, offset=8)
    return torch.tensor(images.reshape(-1, 1, 28, 28) / np.float32(255)), torch.tensor(labels.astype(np.int64))


def convolution(before, after):
    return [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]


model = nn.Sequential(*convolution(1, 24), *convolution(24, 48), nn.Flatten(), nn.Dropout(0.25),
                      nn.Linear(48 * 49, 128), nn.ReLU(), nn.Dropout(0.25), nn.Linear(128, 10))
x, y = read("train")
steps = (len(x) + 127) // 128
optimizer = torch.optim.AdamW(model.parameters(), 4e-3)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs=epochs, steps_per_epoch=steps, pct_start=0.2,
                                               cycle_momentum=False)
start, spent = time.time(), time.process_time()
for epoch in range(epochs):
    order = torch.randperm(len(x))
    for batch in order.split(128):
        images = x[batch]
        images = torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images.flip(3), images)
        padded = nn.functional.pad(images, (1, 1, 1, 1))
        down, right = torch.randint(0, 3, (2, len(images)))
        rows = down[:, None] + torch.arange(28)
        columns = right[:, None] + torch.arange(28)
        images = padded[torch.arange(len(images))[:, None, None], 0, rows[:, :, None], columns[:, None, :]][:, None]
        loss = nn.functional.cross_entropy(model(images), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    print("epoch %d: %.0f s, %.0f s of processor time" % (epoch + 1, time.time() - start, time.process_time() - spent), flush=True)
model.eval()
x, y = read("t10k")
with torch.no_grad():
    right = sum((model(x[i:i + 500]).argmax(1) == y[i:i + 500]).sum().item() for i in range(0, len(x), 500))
print("test accuracy %.2f %%" % (right / len(x) * 100))
