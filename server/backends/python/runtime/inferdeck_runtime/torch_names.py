"""How names of a configuration stand for the arguments and results of a TorchScript model, which has names for the former only."""

from __future__ import annotations

import re

_INDEXED = re.compile(r"^.+__(\d+)$")


def names_arguments(names: list[str], arguments: list[str]) -> bool:
    """Whether every name is that of an argument of `forward`."""
    return all(name in arguments for name in names)


def input_order(names: list[str]) -> list[str]:
    """Names in the order in which they are passed: by number where all end with `__<number>`, otherwise as listed."""
    numbers = {name: _INDEXED.match(name) for name in names}
    if all(numbers.values()):
        return sorted(names, key=lambda name: int(numbers[name].group(1)))
    return names


def output_positions(names: list[str]) -> dict[str, int]:
    """Where in the result each output is: at its number, or where not all have one, as the configuration lists them."""
    numbers = [_INDEXED.match(name) for name in names]
    if all(numbers):
        return {name: int(match.group(1)) for name, match in zip(names, numbers)}
    return {name: position for position, name in enumerate(names)}
