"""Prices of the same models at clouds, each with its host and its region.

A price of a cloud joins a model only by a name that is one of that model's, without a part that
says whose it is, where it is served or which version of the interface it has.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve

from aiproviders import Citation, Model, TokenPrice
from aiproviders.types import Entity
from tools.edition.inputs import FOLDER, PriceCatalogs
from tools.edition.prices import agree, cited_in_order

_TABLE = tomllib.loads((FOLDER / "clouds.toml").read_text(encoding="utf-8"))
_REGION = re.compile(
    r"(?P<region>us-gov|us|eu|au|jp|apac|global|[a-z]{2}(?:-gov)?-[a-z]+-[0-9])[./](?P<rest>.+)"
)
_INTERFACE = re.compile(r"-v[0-9]+(:[0-9]+)?$")
_DATED = re.compile(r"@(default|[0-9]{8}|[0-9]{3})$")


class Sold(NamedTuple):
    """A model as a cloud sells it.

    Attributes:
        host: Id of the cloud.
        lab: Id of the lab that made it, if its name says so.
        name: What the lab calls it.
        region: Where, if its name says so.
        model: The model.
        catalog: Id of the price catalog that lists it.
        spelling: What the cloud calls it in every region, if it spells the name in its own way.
    """

    host: str
    lab: str | None
    name: str
    region: str | None
    model: Model
    catalog: str
    spelling: str | None = None


def sold_at_clouds(catalogs: PriceCatalogs) -> dict[str, list[Sold]]:
    """Return what clouds sell, by the name that its lab has for it."""
    found: dict[str, list[Sold]] = {}
    for cloud in _TABLE["clouds"]:
        for catalog in ("litellm", "genai-prices"):
            order: list[str] = cloud[catalog]
            listed = sorted(
                (each for each in catalogs[catalog] if each.id in order),
                key=lambda each: order.index(each.id),
            )
            for model in (model for each in listed for model in each.models):
                lab, name, region = read_name(model.id)
                known = _TABLE["names"].get(name)
                spelling = model.id.rpartition("/")[2] if known and region is None else None
                sold = Sold(cloud["host"], lab, known or name, region, model, catalog, spelling)
                found.setdefault(sold.name, []).append(sold)
    return found


def cloud_spellings(
    lab: str, names: Sequence[str], sold: Mapping[str, Sequence[Sold]]
) -> Iterator[str]:
    """Give what clouds call a model that spell its name in their own way."""
    for each in (offer for name in names for offer in sold.get(name, ())):
        if each.spelling and each.lab in {lab, None}:
            yield each.spelling


def cloud_entities(prices: Iterable[TokenPrice]) -> Iterator[Entity]:
    """Give the clouds that are the hosts of prices, each citing the price catalog."""
    hosts = {price.host for price in prices}
    for cloud in _TABLE["clouds"]:
        if cloud["host"] in hosts:
            cited = [Citation(source="litellm", section=each) for each in cloud["litellm"][:1]]
            yield Entity(id=cloud["host"], name=cloud["name"], kind="platform", citations=cited)


def read_name(id: str) -> tuple[str | None, str, str | None]:
    """Return lab, name and region of what a price catalog calls so."""
    rest = re.sub(r"^(azure|azure_ai|bedrock|bedrock_mantle|vertex_ai)/", "", id)
    region = None
    if matched := _REGION.fullmatch(rest):
        region, rest = matched["region"], matched["rest"]
    maker, _, name = (
        re.split(r"([./])", rest, maxsplit=1) if re.match(r"[a-z-]+[./]", rest) else ("", "", rest)
    )
    if maker not in _TABLE["makers"]:
        maker, name = "", rest
    if name in _TABLE["names"]:
        return _TABLE["makers"].get(maker), name, region
    name = _INTERFACE.sub("", name).removesuffix("-maas")
    name = _DATED.sub(lambda found: "" if found[1] == "default" else f"-{found[1]}", name)
    return _TABLE["makers"].get(maker), name.casefold(), region


def cloud_prices(
    lab: str, names: Sequence[str], sold: Mapping[str, Sequence[Sold]]
) -> Iterator[TokenPrice]:
    """Give the prices of a model at clouds, those of LiteLLM, and who states the same.

    Args:
        lab: Id of its lab.
        names: Its id, and its other names.
        sold: What clouds sell.
    """
    plain = dict.fromkeys(each for name in names for each in (name, _INTERFACE.sub("", name)))
    offers = [each for name in plain for each in sold.get(name, ()) if each.lab in {lab, None}]
    seen: dict[tuple[object, ...], TokenPrice] = {}
    for offer in sorted(offers, key=lambda each: each.catalog != "litellm"):
        for price in offer.model.prices:
            own = evolve(
                price,
                host=offer.host,
                region=offer.region or price.region,
                citations=cited_in_order(offer.catalog, price),
            )
            terms = (own.host, own.region, own.service, own.currency, own.effective)
            if terms not in seen and offer.catalog == "litellm":
                seen[terms] = own
            elif offer.catalog != "litellm" and terms in seen and agree(seen[terms], own):
                cited = dict.fromkeys((*seen[terms].citations, *own.citations))
                seen[terms] = evolve(seen[terms], citations=tuple(cited))
    yield from seen.values()
