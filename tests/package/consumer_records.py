"""A user's records, written as README and docs write them; checked by mypy and pyright strictly."""

from datetime import date
from typing import assert_type

from aiproviders import (
    Catalog,
    Citation,
    Claim,
    Company,
    Event,
    Market,
    Metric,
    Model,
    Period,
    Person,
    Product,
    Provider,
    Quantity,
    Score,
    Source,
    TokenPrice,
    Usage,
    alibaba,
    timeline,
)
from aiproviders.results import Metrics, Models, RetiredIds, Timeline
from aiproviders.types import (
    Benchmark,
    BusinessUnit,
    DatedAlias,
    Entity,
    FormerName,
    Hours,
    Listing,
    Measure,
    Modalities,
    OtherPrice,
    OwnKind,
    PriceTier,
    Rates,
    RetiredId,
    Role,
    TokenMix,
)

cited = [Citation(source="report", section="Prices", comparator="~")]
company = Company(
    id="acme",
    legal_name="Acme Limited",
    aliases=["Acme Ltd"],
    founded="2001-03",
    founders=["ada"],
    listings=[Listing(exchange="NYSE", ticker="ACM", since=date(2010, 5, 20))],
    fiscal_year_end="--03-31",
    competitors={"globex"},
    inferred=["founded"],
)
unit = BusinessUnit(id="acme-cloud", name="Acme Cloud", kind="cloud", founded=date(2009, 9, 10))
person = Person(
    id="ada",
    names=["Ada Acme"],
    roles=[Role(title="Chief executive", organization="acme", since="2019", until=Period("2024"))],
)
product = Product(
    id="acme-studio",
    name="Acme Studio",
    kind="developer-platform",
    former_names=[FormerName(name="Acme Lab", until="2024")],
    launched="2023-04",
    regions=["CN", "SG"],
    models=["rocket-2"],
)
price = TokenPrice(
    currency="USD",
    input="3",
    output=6,
    cache_read="0",
    tiers=[PriceTier(threshold=200_000, input="2", output="6")],
    hours=Hours(windows="01:00-04:00, Monday to Friday"),
    other=[OtherPrice(kind="output video", unit="second", price="0.04")],
    effective="2026-05-20",
    observed=date(2026, 5, 21),
    inferred=["currency", "unit"],
    citations=cited,
)
score = Score(
    benchmark="swe-bench-verified",
    quantity=Quantity(value="80.4", unit="%", decimals=1),
    date="2026-05",
    citations=iter(cited),
)
model = Model(
    id="rocket-2",
    provider="acme",
    name="Rocket 2",
    aliases=["R2"],
    dated_aliases=[DatedAlias(name="rocket-latest", period="2026-05-20/..")],
    released="2026-05-20",
    announced=date(2026, 5, 1),
    retires=None,
    modalities=Modalities(input=["text", "image"], output=("text",)),
    capabilities=(word for word in ["coding"]),
    parameters=Quantity.parse("~400 billion"),
    prices=[price],
    scores=[score],
    as_of="2026-05-21",
)
metric = Metric(
    id="acme.revenue.2026-06",
    subject="acme",
    measure="revenue",
    quantity=Quantity.parse("about $270 billion"),
    period="2026-06",
    stated=date(2026, 7, 1),
    excludes=["acme-cloud"],
    citations=cited,
)
launch = Event(
    id="rocket-2-launch", kind="launch", title="Rocket 2", date="2026-05-20", about=["rocket-2"]
)
recall = Event(
    id="recall", kind=OwnKind("acme:recall"), title="Recall", date=date(2026, 6, 1),
    follows=["rocket-2-launch"],
)  # fmt: skip
claim = Claim(
    id="lead", kind="comparison", title="Ahead", date="2026", about=["rocket-2"],
    direction="ahead", compared_with=["globe-1"],
)  # fmt: skip
entity = Entity(id="globex", name="Globex", kind="company", groups=["tigers"], country="US")
measure = Measure(id="revenue", label="Revenue", kind="duration", units=["currency"])
benchmark = Benchmark(
    id="tickets", name="Tickets", unit="%", scale="share", aliases=["our tickets"]
)
source = Source(id="report", title="Report", published="2026-05-20", accessed=date(2026, 5, 21))
retired = RetiredId(id="rocket-two", successor="rocket-2", since="2026-05")

acme = Provider(
    id="acme",
    namespaces=["acme"],
    company=company,
    business_units=[unit],
    people=(person,),
    models=[model],
    products=iter([product]),
    metrics=[metric],
    events=[launch, recall],
    claims={claim},
    entities=Catalog([entity]),
    measures=[measure],
    benchmarks=[benchmark],
    sources=[source],
    retired=[retired],
)
latest = DatedAlias(name="rocket-latest", period="2026-05-20/..")
market = Market([acme], edition="2026.11")
assert_type(market, Market)
assert_type(market.with_prices({"rocket-2": "90 %"}, source="our contract"), Market)
assert_type(market.with_prices("prices.toml"), Market)
assert_type(latest.period, Period | None)
assert_type(acme.models, Models)
assert_type(acme.metrics, Metrics)
assert_type(acme.events, Timeline)
assert_type(acme.retired, RetiredIds)
assert_type(model.released, Period | None)
assert_type(model.prices, tuple[TokenPrice, ...])
assert_type(model.aliases, tuple[str, ...])
assert_type(price.rates(300_000), Rates)
assert_type(Provider(id="copy", models=alibaba.models, events=timeline(alibaba)), Provider)
assert_type(Metrics([metric]), Metrics)
assert_type(Timeline(event for event in [launch]), Timeline)
assert_type(Catalog([model]), Catalog[Model])
assert_type(Models([model]).where(released=2026), Models)

cached = TokenMix(cache_read=7, input=2, output=1)
usage = Usage(input_tokens=120_000, output_tokens=8_000, cache_read_tokens=100_000)
sizes = [
    Quantity(value=100, upper=1000, unit="model", exclusive=True),
    Quantity(value="262000", unit="token", nominal=True),
    Quantity(value=40, unit="%", interval=(39, "40.5")),
]
rates = Rates(input="0.5", output=None)
year = Period("2025-04-01/2026-03-31", "FY2026")

# What a checker has to refuse, as the constructor does; an ignore that is not needed is an error.
Model(id="a", provider="a", name="A", prices=["x"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
Model(id="a", provider="a", name="A", released=2026.5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Metric(id="a", subject="a", measure="b", quantity=5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Modalities(input=["smell"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
market.with_prices({"rocket-2": "90 %"})  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]
Provider(id="a", models=[metric])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
