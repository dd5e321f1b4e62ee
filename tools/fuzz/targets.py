"""What is fuzzed: whatever reads text, with laws that hold whatever it is given."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders import Period, Provider, Quantity, alibaba
from aiproviders.adapters import litellm, model_prices, models_dev
from aiproviders.errors import DataError

_MADE_UP = Path(__file__).parents[2] / "tests" / "made_up"
_ODD = json.loads(
    '[null, true, 0, -1, 1e308, 1e999, "", "a", "2026-05", "1E+34", "\\u001b", [], {}, [[]]]'
)

_INNER: dict[type, Callable[[Any], Iterable[tuple[Any, Any]]]] = {
    dict: lambda members: members.items(),
    list: enumerate,
}


class Target(NamedTuple):
    """A law of any bytes, and inputs from which the search starts."""

    holds: Callable[[bytes], bool]
    seeds: tuple[bytes, ...]
    is_json: bool = False


def _quantity(content: bytes) -> bool:
    """A text is refused, or is a quantity that reads back from how it is written.

    How precise a number in words is cannot be told from its digits.
    """
    try:
        found = Quantity.parse(content.decode(errors="replace"))
    except ValueError:
        return True
    again = Quantity.parse(str(found))
    return again == (
        found if found.decimals is not None else evolve(found, decimals=again.decimals)
    )


def _period(content: bytes) -> bool:
    """A text is refused, or is a period that reads back and ends no sooner than it begins."""
    try:
        found = Period(content.decode(errors="replace"))
    except ValueError:
        return True
    is_ordered = found.start is None or found.end is None or found.start <= found.end
    return is_ordered and Period(found.edtf) == found


def _reads_back(read: Callable[[], Iterable[Provider]]) -> bool:
    """A file is refused with a message that prints, or its providers are written and read back."""
    try:
        found = read()
    except DataError as error:
        return str(error).isprintable()
    return all(Provider.from_json(each.to_json()) == each for each in found)


def _from_json(content: bytes) -> bool:
    return _reads_back(lambda: [Provider.from_json(content)])


def _file(read: Callable[[Path], Iterable[Provider]], name: str) -> Callable[[bytes], bool]:
    """Return the law of bytes that stand in a file."""

    def holds(content: bytes) -> bool:
        with TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(content)
            return _reads_back(lambda: read(path))

    return holds


def _price_catalog(name: str) -> tuple[bytes, ...]:
    return ((_MADE_UP / "price_catalogs" / name).read_bytes(),)


TARGETS = {
    "quantity": Target(_quantity, tuple({str(each.quantity).encode() for each in alibaba.metrics})),
    "period": Target(
        _period, tuple({each.period.edtf.encode() for each in alibaba.metrics if each.period})
    ),
    "from_json": Target(_from_json, (Provider.load(_MADE_UP / "acme").to_json(),), is_json=True),
    "load": Target(
        _file(lambda path: [Provider.load(path)], "x.toml"),
        # In one file the keys of the provider have to come first.
        (b"".join(path.read_bytes() for path in sorted(_MADE_UP.glob("acme/*"), reverse=True)),),
    ),
    "litellm": Target(_file(litellm.read, "x.json"), _price_catalog("litellm.json"), is_json=True),
    "model_prices": Target(
        _file(model_prices.read, "x.json"), _price_catalog("model_prices.json"), is_json=True
    ),
    "models_dev": Target(
        _file(models_dev.read, "x.json"), _price_catalog("catalog.json"), is_json=True
    ),
}


def changed_json(content: bytes, seed: int) -> bytes | None:
    """Return a JSON document with one value replaced or taken out; None if there is no value."""
    random = Random(seed)  # noqa: S311 - the fuzzer chooses the seed
    try:
        document = json.loads(content)
    except ValueError:
        return None
    places = list(_places(document))
    if not places:
        return None
    (parent, step), (other, there) = random.choice(places), random.choice(places)
    match random.randrange(3):
        case 0:
            parent[step] = random.choice(_ODD)
        case 1:
            parent[step] = json.loads(json.dumps(other[there]))
        case _:
            del parent[step]
    return json.dumps(document).encode()


def _places(parent: object) -> Iterator[tuple[Any, Any]]:
    """Yield every list and object of a document with each of its indexes and keys."""
    inner = _INNER.get(type(parent))
    for key, value in inner(parent) if inner else ():
        yield parent, key
        yield from _places(value)
