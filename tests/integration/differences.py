"""Two JSON documents, field by field."""

from __future__ import annotations

from typing import Any

_SHOWN = 12


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "..."


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """One line for each field in which they differ; 1 and 1.0 are equal, 1 and True are not."""
    where = path or "(all)"
    if isinstance(expected, dict) and isinstance(found, dict):
        lines = [f"{path}.{name}: boto3 has {_short(expected[name])}, inia-cli nothing"
                 for name in expected if name not in found]
        lines += [f"{path}.{name}: boto3 has nothing, inia-cli {_short(found[name])}"
                  for name in found if name not in expected]
        for name in expected:
            if name in found:
                lines += differences(expected[name], found[name], f"{path}.{name}")
        return lines
    if isinstance(expected, list) and isinstance(found, list):
        lines = [] if len(expected) == len(found) else [f"{where}: boto3 has {len(expected)} items, "
                                                        f"inia-cli {len(found)}"]
        for index, (one, other) in enumerate(zip(expected, found)):
            lines += differences(one, other, f"{path}[{index}]")
        return lines
    if expected != found or isinstance(expected, bool) != isinstance(found, bool):
        return [f"{where}: boto3 has {_short(expected)}, inia-cli {_short(found)}"]
    return []


def shown(lines: list[str]) -> str:
    rest = len(lines) - _SHOWN
    return "\n".join(lines[:_SHOWN] + ([f"... and {rest} more"] if rest > 0 else []))


def fields(value: Any) -> int:
    """How many scalars a document holds, to say how much was compared."""
    if isinstance(value, dict):
        return sum(map(fields, value.values()))
    if isinstance(value, list):
        return sum(map(fields, value))
    return 1
