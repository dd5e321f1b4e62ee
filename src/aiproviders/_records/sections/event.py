"""Events: what happened, or is planned."""

import re
from typing import Literal, NewType, TypeAlias, get_args

from attrs import field, frozen

from aiproviders._records.fields import RECORD_ID, as_period, as_texts, sealed
from aiproviders._records.record import Record
from aiproviders._values.period import Period
from aiproviders._values.wording import listed, printable, quoted

EventKind: TypeAlias = Literal[
    "announcement", "departure", "expansion", "founding", "investment", "launch", "leadership",
    "listing", "market", "market-position", "milestone", "model-release", "model-retirement",
    "price-change", "regulation", "rename", "reorganization", "results",
]  # fmt: skip
"""What happened."""

OwnKind = NewType("OwnKind", str)
"""What happened, in a word that a provider adds under its own prefix, as `acme:recall`."""

OWN_KIND = r"[^:\s]+:[a-z0-9]+(?:-[a-z0-9]+)*"
"""The pattern of such a word."""

EventStatus: TypeAlias = Literal["happened", "planned"]
"""Whether an event has taken place."""


def _is_known_or_own(_: object, __: object, kind: str) -> None:
    if kind not in get_args(EventKind) and not re.fullmatch(OWN_KIND, kind):
        msg = (
            f"kind is one of {listed(get_args(EventKind), 10)}, or a word of the provider's own "
            f"such as 'acme:recall', got {quoted(kind)}"
        )
        raise ValueError(msg)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Event(Record):
    """Something that happened, or is planned.

    Attributes:
        provider: Id of the provider whose event it is; None where it is that of others.
        kind: What sort of happening it is.
        title: What happened, in a few words.
        description: More of it.
        date: When, as precisely as it is stated; None where it is not.
        status: Whether it has taken place.
        about: Ids of what took part; the first is who acts.
        follows: Ids of the events that it came after.
    """

    provider: str | None = field(default=None, metadata=RECORD_ID)
    kind: EventKind | OwnKind = field(validator=_is_known_or_own)
    title: str
    description: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    status: EventStatus = "happened"
    about: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    follows: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)

    def __str__(self) -> str:
        """Date and title."""
        planned = " (planned)" if self.status == "planned" else ""
        return printable(f"{self.date or 'date not stated'} · {self.title}{planned}")
