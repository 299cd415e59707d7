"""Makes the TorchScript models of the tests in a folder, each beside inputs and PyTorch's own answers as float32 files."""

import sys
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
import torch
from torch import Tensor, nn

folder = Path(sys.argv[1])
generator = torch.Generator().manual_seed(7)


def keep(name: str, model: nn.Module, inputs: Dict[str, Tensor], outputs: Dict[str, Tensor]) -> None:
    """Saves a model and what goes in and comes out."""
    (folder / name).mkdir()
    torch.jit.script(model).save(str(folder / name / "model.pt"))
    for tensor, value in {**inputs, **outputs}.items():
        value.numpy().tofile(folder / name / f"{tensor}.f32")


class Cnn(nn.Module):
    """Reads digits: the layers of a small convolutional network."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(16 * 7 * 7, 10), nn.Softmax(1),
        )  # fmt: skip

    def forward(self, image: Tensor) -> Tensor:
        return self.layers(image)


class Pair(nn.Module):
    def forward(self, a: Tensor, b: Tensor) -> Tuple[Tensor, Tensor]:
        return a - b, a / b


class Named(nn.Module):
    def forward(self, values: Dict[str, Tensor]) -> Dict[str, Tensor]:
        return {"sum": values["a"] + values["b"], "product": values["a"] * values["b"]}


class Words(nn.Module):
    def forward(self, words: List[str]) -> List[str]:
        return [word + "!" for word in words]


def train(model: Cnn, digits: np.ndarray, labels: np.ndarray) -> None:
    """A few passes over the digits, so that it really reads them."""
    images, targets = torch.from_numpy(digits), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(6):
        for rows in torch.randperm(len(images), generator=generator).split(50):
            optimizer.zero_grad()
            nn.functional.nll_loss(model(images[rows]).log(), targets[rows]).backward()
            optimizer.step()


torch.manual_seed(7)
torch.set_num_threads(1)
digits = np.fromfile(folder / "digits.f32", np.float32).reshape(-1, 1, 28, 28)
labels = np.fromfile(folder / "labels.f32", np.float32).astype(np.int64)
cnn = Cnn()
train(cnn, digits, labels)
cnn.eval()
with torch.no_grad():
    keep("cnn", cnn, {"image": torch.from_numpy(digits[:8])}, {"scores": cnn(torch.from_numpy(digits[:8]))})

a, b = torch.randn(3, 4, generator=generator), torch.randn(3, 4, generator=generator)
keep("pair", Pair(), {"a": a, "b": b}, {"difference": a - b, "quotient": a / b})
keep("named", Named(), {"a": a, "b": b}, {"sum": a + b, "product": a * b})
keep("words", Words(), {}, {})
torch.save(cnn.state_dict(), folder / "weights.pt")
for name, weight in cnn.state_dict().items():
    weight.float().numpy().tofile(folder / "cnn" / f"{name}.f32")
