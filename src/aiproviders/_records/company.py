"""Records of the company behind a provider: its units, people and products."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import (
    RECORD_ID,
    RecordId,
    as_period,
    as_texts,
    as_tuple,
    country_codes,
    sealed,
)
from aiproviders._records.record import Record
from aiproviders._values.arguments import check_type
from aiproviders._values.dates.fiscal import FiscalPeriod, fiscal_period, read_fiscal_period
from aiproviders._values.late_types import late
from aiproviders._values.period import Period
from aiproviders._values.wording import OneLine, quoted
from aiproviders.errors import NotStatedError

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import (
        BusinessUnitFields,
        PersonFields,
        ProductFields,
    )
else:
    _FIELDS = "aiproviders._records.lookup.record_fields"
    BusinessUnitFields = late(_FIELDS, "BusinessUnitFields")
    PersonFields = late(_FIELDS, "PersonFields")
    ProductFields = late(_FIELDS, "ProductFields")

_YEAR_END = (
    r"--(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)

UnitKind: TypeAlias = Literal[
    "business-group",
    "business-unit",
    "cloud",
    "consumer-business",
    "division",
    "laboratory",
    "revenue-line",
    "segment",
    "task-force",
]
"""What a business unit is."""

ProductKind: TypeAlias = Literal[
    "assistant", "browser", "consumer-app", "developer-platform", "device", "infrastructure",
    "service", "workplace-platform",
]  # fmt: skip
"""What a product is."""

Billing: TypeAlias = Literal["free", "per-token", "subscription"]
"""How the use of a product is paid for."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Listing(OneLine):
    """Where the shares of a company are traded.

    Attributes:
        exchange: The exchange, such as `NYSE`.
        ticker: The company's symbol there.
        since: When trading began.
    """

    exchange: str
    ticker: str
    since: Period | None = field(default=None, converter=as_period)


def as_listings(values: Iterable[Listing]) -> tuple[Listing, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Company(Record):
    """The company behind a provider.

    Attributes:
        legal_name: Its full name; None where only what people call it is stated.
        name: What people call it.
        aliases: Other names.
        founded: When it was founded.
        founded_in: Where.
        founders: Ids of the founders that are named.
        founder_count: How many founders there were, named or not.
        country: ISO 3166-1 alpha-2 code of its country.
        headquarters: Where it is led from.
        business_lines: What it does business in.
        listings: Where its shares are traded.
        fiscal_year_end: Last day of its fiscal year, as `--03-31` (ISO 8601 without the year).
        flagship: Id of its leading model.
        competitors: Ids of the entities it competes with.
    """

    legal_name: str | None = None
    name: str | None = None
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    founded: Period | None = field(default=None, converter=as_period)
    founded_in: str | None = None
    founders: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    founder_count: int | None = None
    country: str | None = field(default=None, validator=country_codes)
    headquarters: str | None = None
    business_lines: tuple[str, ...] = field(default=(), converter=as_texts)
    listings: tuple[Listing, ...] = field(default=(), converter=as_listings)
    fiscal_year_end: str | None = field(
        default=None,
        metadata={"pattern": _YEAR_END, "expected": "a month and a day such as '--03-31'"},
    )
    flagship: str | None = field(default=None, metadata=RECORD_ID)
    competitors: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)

    def __attrs_post_init__(self) -> None:
        if self.name is None and self.legal_name is None:
            msg = "a company has a legal_name, a name or both"
            raise ValueError(msg)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (*filter(None, [self.name, self.legal_name]), *self.aliases)

    def fiscal_year(self, year: int) -> Period:
        """The fiscal year that ends in a calendar year, labelled such as `FY2026`.

        Args:
            year: The calendar year in which it ends.

        Raises:
            NotStatedError: The end of the fiscal year is not known.
        """
        check_type(year, int)
        return self._fiscal(FiscalPeriod(year))

    def fiscal_quarter(self, year: int, quarter: int) -> Period:
        """A quarter of the fiscal year that ends in a calendar year, labelled `Q4 FY2026`.

        Args:
            year: The calendar year in which the fiscal year ends.
            quarter: 1 to 4.

        Raises:
            NotStatedError: The end of the fiscal year is not known.
            ValueError: The quarter is not 1, 2, 3 or 4.
        """
        check_type(year, int)
        if isinstance(quarter, bool | float) or quarter not in (1, 2, 3, 4):
            msg = f"a fiscal year has quarters 1 to 4, got {quoted(quarter)}"
            raise ValueError(msg)
        return self._fiscal(FiscalPeriod(year, quarter))

    def fiscal_period(self, text: str) -> Period:
        """Read what a fiscal year or quarter is called, such as `FY2026` or `Q4 FY2026`.

        Args:
            text: The words; a year of two digits is one of this century.

        Raises:
            NotStatedError: The end of the fiscal year is not known.
            ValueError: The text is not understood.
            TypeError: It is no text.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.company.fiscal_period("Q4 FY2026")
            <Period 2026-01-01/2026-03-31 Q4 FY2026>
        """
        check_type(text, str)
        if (found := read_fiscal_period(text)) is None:
            msg = f"expected a fiscal year or a quarter, as FY2026 or Q4 FY2026, got {quoted(text)}"
            raise ValueError(msg)
        return self._fiscal(found)

    def fiscal_name(self, period: Period) -> str | None:
        """Return what a period is called in the company's fiscal years, such as `Q4 FY2026`.

        It is None where the period is not stated by its first and last day, or these are not those
        of a fiscal year or a quarter of one, or the end of the fiscal year is not known.

        Args:
            period: The period, such as `quarter ended 31 March 2026`.
        """
        check_type(period, Period)
        first, last = period._first, period._last
        if self.fiscal_year_end is None or first is None or last is None:
            return None
        found = fiscal_period(first, last, self.fiscal_year_end)
        return str(found) if found and period == self._fiscal(found) else None

    def _fiscal(self, period: FiscalPeriod) -> Period:
        if self.fiscal_year_end is None:
            msg = f"the end of the fiscal year of {self} is not stated"
            raise NotStatedError(msg)
        start, end = period.days(self.fiscal_year_end)
        return Period(f"{start}/{end}", str(period))


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class BusinessUnit(Record):
    """A part of the company that has a name of its own.

    Attributes:
        name: Its name.
        kind: What it is.
        aliases: Other names.
        parent: Id of what it belongs to.
        founded: When it was founded or formed.
    """

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    parent: str | None = field(default=None, metadata=RECORD_ID)
    founded: Period | None = field(default=None, converter=as_period)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Role(OneLine):
    """What a person is or was in an organization.

    Attributes:
        title: Name of the role.
        organization: Id of the organization.
        leads: Whether the person leads the organization in this role.
        since: When the person took the role.
        until: When the person left it.
        current: Whether the person holds it; None where that is not stated.
    """

    title: str
    organization: str | None = field(default=None, metadata=RECORD_ID)
    leads: bool = False
    since: Period | None = field(default=None, converter=as_period)
    until: Period | None = field(default=None, converter=as_period)
    current: bool | None = None


def as_roles(values: Iterable[Role]) -> tuple[Role, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Person(Record):
    """A person, with every name the sources use.

    Attributes:
        names: The names, the most used first.
        roles: What the person is or was.
    """

    names: tuple[str, ...] = field(converter=as_texts, metadata={"min_items": 1})
    roles: tuple[Role, ...] = field(default=(), converter=as_roles)

    @property
    def name(self) -> str:
        """The name most used."""
        return self.names[0]

    @property
    def leads(self) -> tuple[RecordId, ...]:
        """Ids of the organizations that the person leads now, as far as that is stated."""
        return tuple(
            role.organization
            for role in self.roles
            if role.organization and role.leads and role.current
        )

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return self.names


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class FormerName(OneLine):
    """A name that is no longer used.

    Attributes:
        name: The name.
        until: When it was given up.
    """

    name: str
    until: Period | None = field(default=None, converter=as_period)


def as_former_names(values: Iterable[FormerName]) -> tuple[FormerName, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Product(Record):
    """An app, a platform, a device or a service.

    Attributes:
        name: Its name.
        kind: What it is.
        aliases: Other names in use.
        former_names: Names no longer used.
        organization: Id of who offers it.
        launched: When it came out.
        billing: How its use is paid for.
        regions: ISO 3166-1 alpha-2 codes of the countries where it has endpoints.
        compatible_apis: Ids of the entities whose APIs it is compatible with.
        models: Ids of the models and families that it serves or runs on.
        url: Its address.
    """

    name: str
    kind: ProductKind
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    former_names: tuple[FormerName, ...] = field(default=(), converter=as_former_names)
    organization: str | None = field(default=None, metadata=RECORD_ID)
    launched: Period | None = field(default=None, converter=as_period)
    billing: Billing | None = None
    regions: tuple[str, ...] = field(default=(), converter=as_texts, validator=country_codes)
    compatible_apis: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    models: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    url: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *(former.name for former in self.former_names))


class BusinessUnits(Catalog[BusinessUnit]):
    """A catalog of parts of a company."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[BusinessUnit], object] | None" = None,
        /,
        **fields: "Unpack[BusinessUnitFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class People(Catalog[Person]):
    """A catalog of people."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Person], object] | None" = None,
        /,
        **fields: "Unpack[PersonFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Products(Catalog[Product]):
    """A catalog of apps, platforms, devices and services."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Product], object] | None" = None,
        /,
        **fields: "Unpack[ProductFields]",
    ) -> Self:
        return super().where(predicate, **fields)
