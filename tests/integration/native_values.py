"""Native values and conditions of DynamoDB: made at random, as boto3 takes them and as inia-cli does."""

from __future__ import annotations

import base64
import random
import string
from decimal import Decimal
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key
from boto3.dynamodb.types import Binary

_LETTERS = string.ascii_letters + string.digits + " .-_$#:\"\\/äß漢🦊\x00\n"
_PATHS = ("a", "a.b", "a.b.c", "list[0]", "a[1].b[22].c", "grid[0][1]", "a-b", "a..b", "größe", "$x", "#n0", "x y",
          "a[b].c", "tail[", "odd]one", "[0]", "1.5")
_COMPARISONS = ("eq", "lt", "lte", "gt", "gte")


class NativeMaker:
    """Equal seeds make equal values. `faults` is the share of values that DynamoDB cannot hold."""

    def __init__(self, seed: int, faults: float = 0.0) -> None:
        self._random = random.Random(seed)
        self._faults = faults

    def text(self) -> str:
        return "".join(self._random.choices(_LETTERS, k=self._random.randrange(12)))

    def binary(self) -> bytes:
        return self._random.randbytes(self._random.randrange(9))

    def integer(self) -> int:
        digits = self._random.choice((1, 3, 10, 18, 19, 20, 30, 37, 38))
        if self._faulty():
            digits = self._random.choice((39, 60))
        return self._random.choice((1, -1)) * self._random.randrange(10 ** digits)

    def decimal(self) -> Decimal:
        random_ = self._random
        length = random_.choice((39, 40, 50)) if self._faulty() else random_.choice((1, 2, 9, 17, 37, 38))
        digits = [random_.randrange(10) for _ in range(length)]
        if random_.random() < 0.3:
            digits[-random_.randrange(1, length + 1):] = [0] * random_.randrange(1, length + 1)
        limit = random_.choice((3, 38, 100, 126, 128, 130))
        exponent = random_.randrange(-limit, limit + 1) - length
        if self._faulty():
            exponent = random_.choice((-400, -166, 126, 127, 500))
        return Decimal((random_.randrange(2), digits, exponent))

    def number(self) -> int | Decimal:
        return self.integer() if self._random.random() < 0.4 else self.decimal()

    def set(self) -> list[Any]:
        """The items of a set, of which some may be equal. One of them is at fault at most: a set has no first one."""
        faults, self._faults = self._faults, 0.0
        make = self._random.choice((self.text, self.binary, self.number))
        items = [make() for _ in range(self._random.randrange(5))]
        items += [item for item in items if self._random.random() < 0.2]
        self._faults = faults
        if self._faulty():
            items += self._random.choice((["text", 1], [Decimal("1." + "3" * 38)], [Decimal("1E+200")]))
        return items

    def value(self, depth: int = 0) -> Any:
        """A value as tagged JSON has it; `native()` gives boto3's."""
        kinds = [lambda: None, lambda: self._random.random() < 0.5, self.text, self._tagged_number,
                 lambda: blob(self.binary()), lambda: {"$set": [tagged(item) for item in self.set()]}]
        if depth < 6:
            kinds += [lambda: self._list(depth), lambda: self._map(depth)] * 2
        if self._faulty():
            kinds = [lambda: 1.5, lambda: {"$float": "0.1"}, lambda: {"$decimal": "NaN"},
                     lambda: {"$decimal": "Infinity"}, lambda: {"$set": [1.5]}]
        return self._random.choice(kinds)()

    def item(self) -> dict[str, Any]:
        return {"pk": self.text(), **{f"member {number}": self.value() for number in range(self._random.randrange(6))}}

    def tree(self, keys_only: bool, depth: int = 0) -> list[Any]:
        """A condition as inia-cli takes it; `condition()` gives boto3's."""
        joins = depth < 4 and self._random.random() < 0.6
        if joins:
            kind = self._random.choice(("and", "or", "not"))
            return [kind, *(self.tree(keys_only, depth + 1) for _ in range(1 if kind == "not" else 2))]
        if keys_only != self._faulty():
            return ["key", self._path(), *self._comparison()]
        return ["attr", self._path(), *self._question()]

    def _faulty(self) -> bool:
        return self._faults > 0 and self._random.random() < self._faults

    def _tagged_number(self) -> Any:
        return tagged(self.number())

    def _list(self, depth: int) -> list[Any]:
        return [self.value(depth + 1) for _ in range(self._random.randrange(4))]

    def _map(self, depth: int) -> dict[str, Any]:
        names = [self._random.choice(("", "$")) + self.text() for _ in range(self._random.randrange(4))]
        return {"$map": {name: self.value(depth + 1) for name in names}}

    def _path(self) -> str:
        return self._random.choice(_PATHS)

    def _operand(self) -> Any:
        if self._random.random() < 0.2:
            return {self._random.choice(("$attr", "$size")): self._path()}
        return self.value(4)

    def _comparison(self) -> list[Any]:
        operator = self._random.choice((*_COMPARISONS, "begins_with", "between"))
        return [operator, *(self.value(5) for _ in range(2 if operator == "between" else 1))]

    def _question(self) -> list[Any]:
        operator = self._random.choice((*_COMPARISONS, "ne", "contains", "attribute_type", "begins_with", "between",
                                        "exists", "not_exists", "is_in", "size"))
        if operator == "size":
            return ["size", *self._comparison()]
        if operator == "is_in":
            return [operator, [self.value(5) for _ in range(self._random.randrange(4))]]
        count = {"between": 2, "exists": 0, "not_exists": 0}.get(operator, 1)
        return [operator, *(self._operand() for _ in range(count))]


def blob(data: bytes) -> dict[str, str]:
    return {"$blob": base64.b64encode(data).decode()}


def tagged(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    return blob(value) if isinstance(value, bytes) else value


def native(value: Any) -> Any:
    """What boto3 takes for a tagged value, and gives for one in an answer."""
    if isinstance(value, list):
        return [native(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (tag, content), = value.items()
        if tag == "$decimal":
            return Decimal(content)
        if tag == "$float":
            return float(content)
        if tag == "$blob":
            return Binary(base64.b64decode(content))
        if tag == "$set":
            return {native(item) for item in content}
        if tag == "$condition":
            return condition(content)
        if tag == "$map":
            value = content
    return {name: native(member) for name, member in value.items()}


def _operand(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        (tag, path), = value.items()
        if tag == "$attr":
            return Attr(path)
        if tag == "$size":
            return Attr(path).size()
    return native(value)


def condition(tree: list[Any]) -> ConditionBase:
    kind = tree[0]
    if kind == "not":
        return ~condition(tree[1])
    if kind in ("and", "or"):
        left, right = condition(tree[1]), condition(tree[2])
        return left & right if kind == "and" else left | right
    subject = Key(tree[1]) if kind == "key" else Attr(tree[1])
    rest = tree[2:]
    if rest[0] == "size":
        subject, rest = subject.size(), rest[1:]
    return getattr(subject, rest[0])(*(_operand(value) for value in rest[1:]))
