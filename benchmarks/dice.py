"""Random choices that are the same on every machine and in every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Builds every choice on `random()`, the one method whose results are promised to last."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed).random

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def between(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.random() * len(items))]

    def sample(self, items: Sequence[Item], count: int) -> list[Item]:
        """Different items, in the order they stand in."""
        pool = list(range(len(items)))
        chosen = [pool.pop(int(self.random() * len(pool))) for _ in range(min(count, len(pool)))]
        return [items[index] for index in sorted(chosen)]

    def digits(self, count: int) -> str:
        """Hexadecimal digits."""
        return "".join("0123456789abcdef"[int(self.random() * 16)] for _ in range(count))
