"""Which of the listed models an edition has, and which names stand for one: `scope/`, reviewed.

A file for each lab, `scope/<lab>.toml`, names everything that is listed for it exactly once:

- `[[models]]`: `id`, and `names`, the other names of the very same model, which never stood and
  will never stand for another one, such as its dated name; `ended`, its last day, where a price
  catalog says so in words alone; `free`, where the price of nothing that one prints is one.
- `[[aliases]]`: a `name` that stands for one model after another, with `model`, what it stands for
  now, or stood for, and `since` and `until`, where a source states them; `priced`, where the prices
  that model-prices has of the name in this time are those of the model.
- `[left_out]`: reasons, each with the names that are left out for it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tools.edition.inputs import FOLDER


class ScopeModel(NamedTuple):
    """A model of the edition.

    Attributes:
        id: Its id, which is a name that some price catalog has for it.
        names: Its other names.
        ended: The day on which it ended, where a price catalog says so in a comment.
        is_free: Whether it costs nothing where a price catalog prints 0.
    """

    id: str
    names: tuple[str, ...]
    ended: str | None = None
    is_free: bool = False


class Alias(NamedTuple):
    """A name that stands for one model after another.

    Attributes:
        name: The name.
        model: Id of the model that it stands for at last.
        since: First day on which it stands for that, if a source states it.
        until: Last day, if a source states it.
        is_priced: Whether the prices of the name on these days are those of the model.
    """

    name: str
    model: str
    since: str | None
    until: str | None
    is_priced: bool = False

    @property
    def period(self) -> str | None:
        """When it stands for that, as EDTF text; None if nothing is stated."""
        stated = self.since or self.until
        return f"{self.since or '..'}/{self.until or '..'}" if stated else None


class Scope(NamedTuple):
    """What an edition has of a lab.

    Attributes:
        models: The models.
        aliases: Names that stand for one after another.
        left_out: The reason for each name that is left out.
    """

    models: Sequence[ScopeModel]
    aliases: Sequence[Alias]
    left_out: Mapping[str, str]

    @property
    def names(self) -> list[str]:
        """All names, as often as they stand there."""
        return [
            *(name for model in self.models for name in (model.id, *model.names)),
            *dict.fromkeys(alias.name for alias in self.aliases),
            *self.left_out,
        ]


def read_scope(lab: str) -> Scope:
    """Read what has been decided for a lab; nothing, if there is no file."""
    path = FOLDER / "scope" / f"{lab}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return Scope(
        [
            ScopeModel(
                row["id"],
                tuple(row.get("names", ())),
                row.get("ended"),
                row.get("free", False),
            )
            for row in table.get("models", ())
        ],
        [
            Alias(
                row["name"],
                row["model"],
                row.get("since"),
                row.get("until"),
                row.get("priced", False),
            )
            for row in table.get("aliases", ())
        ],
        {name: reason for reason, names in table.get("left_out", {}).items() for name in names},
    )


def faults(scope: Scope, listed: Iterable[str]) -> list[str]:
    """Return what has to be decided before a lab's part of an edition can be made."""
    known = Counter(scope.names)
    ids = {model.id for model in scope.models}
    return [
        *(f"{name}: not decided" for name in listed if name not in known),
        *(f"{name}: decided {count} times" for name, count in known.items() if count > 1),
        *(f"{name}: not listed any more" for name in known if name not in set(listed)),
        *(
            f"{alias.name}: stands for {alias.model}, which is no model"
            for alias in scope.aliases
            if alias.model not in ids
        ),
    ]
