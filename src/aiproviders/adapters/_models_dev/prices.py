"""Prices of models in models.dev."""

from collections.abc import Collection

from aiproviders._format.strict_reading import JsonObject
from aiproviders._records.prices.price import OtherPrice, PriceTier, Service, TokenPrice
from aiproviders._records.prices.use_kinds import KINDS
from aiproviders._records.record import Citation
from aiproviders.adapters._models_dev.format import NAME, RATES, SERVICES, ProviderDraft
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.free_or_unpriced import Costs, without_zeros
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    Within,
    as_table,
    inner,
    tables,
)

_COST = Within("cost")
_OVER_200K: JsonObject = {"type": "context", "size": 200_000}


class PriceReader:
    """A reader of the prices of models."""

    def __init__(self, fields: KnownFields, values: ValueReader) -> None:
        self._fields = fields
        self._price = values.price
        self._tokens = values.tokens

    def read(
        self,
        draft: ProviderDraft,
        id: str,
        name: str,
        table: JsonObject,
        citations: tuple[Citation, ...],
    ) -> tuple[tuple[TokenPrice, ...], str | None]:
        """Return the prices of a model; a note says why there are none."""
        cost, experimental = inner(table, "cost"), inner(table, "experimental")
        if not cost and not experimental:
            return (), None
        with _COST:
            rates = self._rates(cost)
            tiers = self._tiers(cost) if len(cost) > len(rates) else ()
        has_main = rates.get("input") and rates.get("output")
        if has_main and not experimental:
            usual = TokenPrice(
                **rates,
                currency="USD",
                tiers=tiers,
                host=draft.id,
                plan=draft.plan,
                citations=citations,
            )
            return (usual,), None
        costs, note = Costs(rates, tiers), None
        services = self._modes(experimental, costs) if experimental else {}
        if not has_main:
            costs, note = without_zeros(costs, NAME, draft.plan, id, name)
        is_stated = costs.rates or costs.tiers or costs.other
        listed: dict[Service, Costs] = services
        if is_stated or draft.plan != "list":
            listed = {"standard": costs, **services}
        return tuple(
            TokenPrice(
                **found.rates,
                currency="USD",
                tiers=found.tiers,
                other=found.other,
                unstated=found.unstated,
                host=draft.id,
                plan=draft.plan,
                service=service,
                note=note,
                citations=citations,
            )
            for service, found in listed.items()
        ), note if not listed else None

    def _rates(self, cost: JsonObject) -> JsonObject:
        return {
            name: amount
            for name in RATES
            if name in cost and (amount := self._price(cost, name)) is not None
        }

    def _tiers(self, cost: JsonObject) -> tuple[PriceTier, ...]:
        """Read prices of longer requests; beside tiers, `context_over_200k` repeats one of them."""
        bands = tables(cost, "tiers")
        if not bands and (over := inner(cost, "context_over_200k")):
            bands = [over | {"tier": _OVER_200K}]
        found: dict[int, PriceTier] = {}
        for number, band in enumerate(bands):
            with Within("tiers", str(number)):
                with Within("tier"):
                    size = self._size(inner(band, "tier"), found)
                if size is not None:
                    found[size] = PriceTier(threshold=size, **self._rates(band))
        return tuple(found[size] for size in sorted(found))

    def _size(self, rule: JsonObject, taken: Collection[int]) -> int | None:
        """The number of input tokens above which a tier holds; None for other kinds of tiers."""
        if (kind := rule.get("type", "context")) != "context":
            self._fields.note(f"model.cost.tiers.tier.type = {kind}")
            return None
        size = self._tokens(rule, "size")
        if size is None or size.value in taken:
            raise UnexpectedError(rule.get("size"), "a size that no other tier has", "size")
        return int(size.value)

    def _modes(self, experimental: JsonObject, costs: Costs) -> dict[Service, Costs]:
        """Return the prices of services; those of other modes become other prices."""
        services: dict[Service, Costs] = {}
        with Within("experimental"):
            for name, mode in inner(experimental, "modes").items():
                with Within("modes", name):
                    cost = inner(as_table(mode), "cost")
                    with _COST:
                        rates = self._rates(cost)
                if name in SERVICES and any(rates.values()):
                    services[SERVICES[name]] = Costs(rates).beside(costs)
                else:
                    costs.other += tuple(
                        OtherPrice(
                            kind=f"{KINDS[kind].words} in {name} mode",
                            unit="million tokens",
                            price=rate,
                        )
                        for kind, rate in rates.items()
                    )
        return services
