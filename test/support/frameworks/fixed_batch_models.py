"""Exports PyTorch models with a fixed batch to ONNX files in a folder, each built differently."""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

folder = Path(sys.argv[1])
torch.manual_seed(11)


def export(name: str, model: nn.Module, *shape: int, training: bool = False) -> None:
    model.train(training)
    mode = torch.onnx.TrainingMode.TRAINING if training else torch.onnx.TrainingMode.EVAL
    torch.onnx.export(
        model, (torch.randn(*shape),), str(folder / f"{name}.onnx"), input_names=["x"], output_names=["y"],
        opset_version=15, training=mode, do_constant_folding=not training, verbose=False,
    )  # fmt: skip


class Convolutional(nn.Module):
    """Batch norm, pooling, and a reshape to [batch, -1] with the batch written down."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.norm.running_mean.normal_()
        self.linear = nn.Linear(4 * 4 * 4, 5)

    def forward(self, x: Tensor) -> Tensor:
        features = functional.max_pool2d(self.norm(self.conv(x)).relu(), 2)
        return self.linear(features.view(x.shape[0], -1)).softmax(1)


class ViewThenMatMul(nn.Module):
    """Joins batch and steps in one axis for the product, and parts them again."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(6, 3))

    def forward(self, x: Tensor) -> Tensor:
        return (x.view(-1, 6) @ self.weight).view(x.shape[0], x.shape[1], 3).tanh()


class Recurrent(nn.Module):
    """The initial states are constants that hold the batch."""

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.layer = kind(5, 4, batch_first=True, bidirectional=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)[0]


class Attention(nn.Module):
    """Self-attention whose reshapes hold batch times heads."""

    def __init__(self, batch_first: bool) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=batch_first)
        self.turn = not batch_first

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.transpose(0, 1) if self.turn else x
        answer = self.attention(tokens * 1, tokens, tokens * 2, need_weights=False)[0]
        return answer.transpose(0, 1) if self.turn else answer


class ClassToken(nn.Module):
    """A constant of the batch's size in front of the steps, and positions behind."""

    def __init__(self) -> None:
        super().__init__()
        self.token, self.places = nn.Parameter(torch.randn(1, 1, 6)), nn.Parameter(torch.randn(1, 5, 6))

    def forward(self, x: Tensor) -> Tensor:
        tokens = torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1) + self.places
        return functional.layer_norm(tokens, [6])[:, 0]


class Expanding(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.unsqueeze(2).expand(x.shape[0], 4, 3) * torch.arange(12.0).view(4, 3)


class Slicing(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x[: x.shape[0], 1:3] - x[0 : x.shape[0], ::2]


class Padding(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return functional.pad(x, (1, 2), value=0.5).cumsum(1)


class Resizing(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(x, size=(6, 10), mode="bilinear", align_corners=False)


class Unfolding(nn.Module):
    """Steps first, as recurrent layers want them, then back."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.LSTM(3, 4)

    def forward(self, x: Tensor) -> Tensor:
        _, (hidden, cell) = self.layer(x.permute(1, 0, 2))
        return torch.cat([hidden[-1], cell[-1]], dim=1)


class OverBatch(nn.Module):
    def __init__(self, mixing) -> None:
        super().__init__()
        self.mixing = mixing

    def forward(self, x: Tensor) -> Tensor:
        return self.mixing(x)


export("flatten", nn.Sequential(nn.Conv2d(1, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(3 * 6 * 6, 4)), 1, 1, 8, 8)
export("reshape", Convolutional(), 1, 1, 8, 8)
export("reshape_of_four", Convolutional(), 4, 1, 8, 8)
export("matmul", ViewThenMatMul(), 1, 7, 6)
export("lstm", Recurrent(nn.LSTM), 1, 6, 5)
export("gru", Recurrent(nn.GRU), 2, 6, 5)
export("last_state", Unfolding(), 1, 6, 3)
export("attention", Attention(batch_first=False), 1, 5, 8)
export("attention_batch_first", Attention(batch_first=True), 1, 5, 8)
export("encoder", nn.TransformerEncoderLayer(8, 2, 16, batch_first=False), 1, 5, 8)
export("class_token", ClassToken(), 1, 4, 6)
export("class_token_of_three", ClassToken(), 3, 4, 6)
export("expand", Expanding(), 1, 4)
export("slice", Slicing(), 1, 4)
export("pad", Padding(), 1, 4)
export("resize", Resizing(), 1, 2, 4, 5)
export("softmax_over_batch", OverBatch(lambda x: x.softmax(0)), 1, 4)
export("minus_mean_of_batch", OverBatch(lambda x: x - x.mean(0, keepdim=True)), 1, 4)
export("batch_norm_in_training", nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)), 2, 4, training=True)
