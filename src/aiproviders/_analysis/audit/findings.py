"""Run the rules of the audit on a provider, and give their conflicts as findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Self, Unpack

from attrs import evolve

from aiproviders._analysis.audit import dates, figures, joined, models, prices
from aiproviders._analysis.audit.conflict import Conflict
from aiproviders._analysis.audit.finding import SEVERITIES, Finding, Rule
from aiproviders._analysis.join import Joined
from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider
from aiproviders._records.providers import ProvidersLike, given_providers
from aiproviders._values.late_types import late
from aiproviders._values.wording import angled, counted, printable

if TYPE_CHECKING:
    from aiproviders._analysis.audit.finding_fields import FindingFields
else:
    FindingFields = late("aiproviders._analysis.audit.finding_fields", "FindingFields")

# A new rule is one function in a module of this room, and one row here. Several functions may find
# disagreements of one kind; a new kind is also a word of `Rule`, and a row in docs/audit.md.
_RULES: tuple[tuple[Rule, Callable[[Provider], Iterable[Conflict]]], ...] = (
    ("share", figures.shares),
    ("rivals", figures.rivals),
    ("rivals", models.score_rivals),
    ("same-figure", figures.same_figure_two_periods),
    ("first", dates.firsts),
    ("membership", models.totals),
    ("membership", models.ranges),
    ("membership", models.languages),
    ("membership", models.founders),
    ("exchange-rate", figures.exchange_rates),
    ("growth", figures.growth),
    ("growth", figures.sums),
    ("order", dates.model_dates),
    ("order", dates.role_dates),
    ("order", dates.dates_of_events),
    ("order", dates.order_of_events),
    ("order", dates.newer_than_source),
    ("order", dates.before_founding),
    ("vocabulary", models.vocabulary),
    ("access", models.access),
    ("plan", dates.plans),
    ("twins", figures.twins),
    ("wording", models.wordings),
    ("name", models.sizes_in_names),
    ("price", prices.price_rivals),
)
_RULES_ON_JOINED: tuple[tuple[Rule, Callable[[Joined], Iterable[Conflict]]], ...] = (
    ("rivals", joined.contradicted_fields),
)


class Findings(Catalog[Finding]):
    """A catalog of findings, the gravest first.

    Examples:
        >>> from aiproviders import alibaba, audit
        >>> audit(alibaba)[0].records[0]
        'ai-related-products.revenue-share.fy2026-q4'
        >>> audit(alibaba).where(rule="first")
        <Findings 1 tension>
    """

    __slots__ = ()
    _called: ClassVar = "the findings"

    @staticmethod
    def _in_order(records: tuple[Finding, ...]) -> Iterable[Finding]:
        return sorted(records, key=lambda finding: SEVERITIES.index(finding.severity))

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Finding], object] | None" = None,
        /,
        **fields: "Unpack[FindingFields]",
    ) -> Self:
        return super().where(predicate, **fields)

    def __str__(self) -> str:
        """The number of findings by severity, then each in full."""
        holders = self._holder_by_record
        told = (
            f"{printable(holders[id(each)])}: {each}" if holders else str(each)
            for each in self.records
        )
        return "\n\n".join([self._counts, *told])

    def __repr__(self) -> str:
        return angled("Findings", self._counts)

    @property
    def _counts(self) -> str:
        counts = Counter(finding.severity for finding in self.records)
        return (
            ", ".join(
                counted(counts[severity], severity) for severity in SEVERITIES if counts[severity]
            )
            or "no findings"
        )


def audit(providers: ProvidersLike | Joined) -> Findings:
    """Find facts of a provider that disagree with each other.

    Facts of different providers are not compared. Only disagreements that arithmetic can decide
    are found: figures disagree where their intervals, as printed, do not overlap (SEC EDGAR Filer
    Manual 6.5.12), dates where one certainly ends before the other begins, prices where they hold
    on the same terms and days. No fact is changed. No disagreement is explained but that of prices,
    where the note of the one that is not used says why.

    Args:
        providers: One provider or several, such as those of a market; or the result of
            `Provider.joined`, in which case fields that the price catalog contradicts are found
            too.

    Returns:
        Findings, the gravest first; the same facts give the same findings. Those of several
        providers say whose facts they are about.

    Raises:
        TypeError: Something else than a provider or several is given.
        ValueError: Two different providers have one id.
    """
    if isinstance(providers, Joined):
        return _findings(providers, providers.provider)
    audited = given_providers(providers)
    each_alone = [_findings(provider, provider) for provider in audited]
    if len(each_alone) == 1:
        return each_alone[0]
    holders = [
        (finding, provider.id)
        for provider, findings in zip(audited, each_alone, strict=True)
        for finding in findings
    ]
    return Findings((finding for finding, _ in holders), holders=holders)


def _findings(audited: Provider | Joined, whose: Provider) -> Findings:
    return Findings(_numbered(_found(audited)), name=f"{whose.id}.findings", origins=[whose.origin])


def _found(audited: Provider | Joined) -> Iterator[Finding]:
    provider = audited.provider if isinstance(audited, Joined) else audited
    for rule, conflicts_of in _RULES:
        yield from (_finding(rule, conflict) for conflict in conflicts_of(provider))
    if isinstance(audited, Joined):
        for rule, conflicts_of_joined in _RULES_ON_JOINED:
            yield from (_finding(rule, conflict) for conflict in conflicts_of_joined(audited))


def _finding(rule: Rule, conflict: Conflict) -> Finding:
    ids = dict.fromkeys(id for side in conflict.sides for id in side.records)
    return Finding(
        id=":".join((rule, *ids)),
        rule=rule,
        severity=conflict.severity,
        records=tuple(ids),
        arithmetic=conflict.arithmetic,
        citations=tuple(side.citation for side in conflict.sides if side.citation is not None),
    )


def _numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Add numbers to the ids of findings of one rule on the same records, so that ids differ."""
    times: Counter[str] = Counter()
    for finding in findings:
        times[finding.id] += 1
        again = times[finding.id]
        yield evolve(finding, id=f"{finding.id}:{again}") if again > 1 else finding
