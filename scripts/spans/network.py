"""The network: e5's encoder, whose lower layers read each side alone and whose upper layers read both together.

The lower layers stay as they are; so they cost no gradients. Heads on top give four numbers for each piece and one for
the pair.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from spans.e5 import E5
from tqcheck.knowledge.pair_engine import TAGS

PADDING = 2  # in `sides`: 0 source, 1 target


@dataclass(frozen=True)
class Shape:
    """Sizes; `join` is the number of layers that read the sides apart, of `layers` in all."""

    vocabulary: int
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 10
    join: int = 6
    positions: int = 512


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention and two-layer network, each with residual and norm after."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, shape.inner)
        self.down = nn.Linear(shape.inner, width)
        self.last_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """`hidden` (batch, length, width), `mask` (batch, 1, length, length), added to the logits of attention."""
        batch, length, width = hidden.shape
        split = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(width // self.heads) + mask, dim=-1)
        read = (weights.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm(hidden + self.out(read))
        return self.last_norm(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class SpanNetwork(nn.Module):
    """Rows, positions and sides of pieces in; logits of the tags (batch, length, 4) and a score (batch) out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, width)
        self.positions = nn.Embedding(shape.positions, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.sides = nn.Embedding(3, width)
        self.tags = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(TAGS)))
        self.score = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, 1))
        nn.init.zeros_(self.sides.weight)

    def lower(self, rows: Tensor, positions: Tensor, sides: Tensor) -> Tensor:
        """What each side means by itself: (batch, length, width)."""
        hidden = self.norm(self.words(rows) + self.positions(positions))
        same = (sides[:, :, None] == sides[:, None, :])[:, None]
        mask = torch.where(same, 0.0, -1e4)
        for layer in self.layers[: self.shape.join]:
            hidden = layer(hidden, mask)
        return hidden

    def train(self, mode: bool = True) -> SpanNetwork:
        """Dropout for the layers that are trained only."""
        super().train(mode)
        for layer in self.layers[: self.shape.join]:
            layer.eval()
        return self

    def upper(self, hidden: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        """Both sides together, and what comes of it."""
        hidden = hidden + self.sides(sides)
        mask = torch.where(sides[:, None, None, :] == PADDING, -1e4, 0.0)
        for layer in self.layers[self.shape.join :]:
            hidden = layer(hidden, mask)
        left, right = _mean(hidden, sides == 0), _mean(hidden, sides == 1)
        pooled = torch.cat([left, right, (left - right).abs(), left * right], dim=-1)
        return self.tags(hidden), self.score(pooled)[:, 0]

    def forward(self, rows: Tensor, positions: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        return self.upper(self.lower(rows, positions, sides), sides)

    def trained(self) -> list[nn.Parameter]:
        """The parameters that are not frozen."""
        free = [*self.layers[self.shape.join :], self.sides, self.tags, self.score]
        return [one for part in free for one in part.parameters()]


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.to(hidden.dtype)[..., None]
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


def from_e5(e5: E5, shape: Shape) -> SpanNetwork:
    """The network with e5's weights."""
    network = SpanNetwork(shape)
    tensors = e5.tensors
    with torch.no_grad():
        network.words.weight.copy_(_tensor(tensors["emb.word"][: shape.vocabulary]))
        first_type = tensors["emb.type"].reshape(-1, shape.width)[0]
        network.positions.weight.copy_(_tensor(tensors["emb.pos"].reshape(-1, shape.width) + first_type))
        _fill(network.norm, tensors, "emb.ln")
        for number, layer in enumerate(network.layers):
            name = f"l{number}."
            layer.qkv.weight.copy_(torch.cat([_tensor(tensors[f"{name}{part}.w"]) for part in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([_tensor(tensors[f"{name}{part}.b"]) for part in "qkv"]))
            for part, key in ((layer.out, "ao"), (layer.norm, "aln"), (layer.up, "fi"), (layer.down, "fo")):
                _fill(part, tensors, name + key)
            _fill(layer.last_norm, tensors, f"{name}oln")
    return network


def _fill(part: Any, tensors: dict[str, Any], name: str) -> None:
    part.weight.copy_(_tensor(tensors[f"{name}.w"]))
    part.bias.copy_(_tensor(tensors[f"{name}.b"]))


def _tensor(values: Any) -> Tensor:
    return torch.from_numpy(values.astype("float32"))
