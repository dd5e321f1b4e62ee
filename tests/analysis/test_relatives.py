"""Which statements of sources are independent of each other."""

import pytest
from attrs import evolve
from made_up import MARKET

from aiproviders import Catalog, Market, Source
from aiproviders._analysis.market.counts import lab_counts
from aiproviders._analysis.market.relatives import lineage, unrelated
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view


def source(id: str, *derived_from: str) -> Source:
    """A source, and what it was made from."""
    return Source(id=id, title=id, kind="secondary", derived_from=derived_from)


SOURCES = Catalog(
    [
        source("root"),
        source("child", "root"),
        source("grandchild", "child", "other"),
        source("other"),
        source("ring", "rung"),
        source("rung", "ring"),
    ]
)


def test_lineage_goes_by_way_of_others() -> None:
    """All that a source was made from counts, at second hand too, and in a circle once."""
    assert {"root"} == lineage("root", SOURCES)
    assert {"grandchild", "child", "root", "other"} == lineage("grandchild", SOURCES)
    assert {"ring", "rung"} == lineage("ring", SOURCES)
    assert {"unlisted"} == lineage("unlisted", SOURCES)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["root", "other"], ["root", "other"]),
        (["child", "root"], ["root"]),
        (["grandchild", "child"], ["child"]),
        (["grandchild", "other", "child"], ["other", "child"]),
        ([], []),
    ],
)
def test_relatives_count_once(ids: list[str], expected: list[str]) -> None:
    """Of sources with a common origin one is left, which was made of fewest others."""
    assert tuple(expected) == unrelated(ids, SOURCES)


def test_relatives_do_not_confirm_a_price() -> None:
    """A price that a price catalog and its descendant state is one statement, on the card too."""
    lab = Market.load(MARKET)["globex"]
    page, daily, other = lab.sources
    assert (1, 1) == (lab_counts(lab).two, lab_counts(lab).with_page)
    child = evolve(other, derived_from=(daily.id,))
    copied = evolve(page, derived_from=(daily.id,))
    related = evolve(lab, sources=Catalog([copied, daily, child]))

    assert (1, 0, 0) == (
        lab_counts(related).one,
        lab_counts(related).two,
        lab_counts(related).with_page,
    )
    card = plain_text(view(Market([related], edition="2026.11")), width=200)
    assert "Prices daily 1.2, Token prices 3 (made from prices-daily), 1 page" in card


def test_a_model_whose_price_depends_on_the_hour_is_priced() -> None:
    """It counts as priced, and as stated by those who state its last price of an hour."""
    lab = Market.load(MARKET)["globex"]
    model = next(model for model in lab.models if model.list_price is not None)
    night = evolve(model.price, hours="00:00-08:00", input="0.5")
    day = evolve(model.price, hours="08:00-24:00")
    hourly = evolve(lab, models=Catalog([evolve(model, prices=(night, day))]))

    assert hourly.models[0].list_price is None
    assert lab_counts(evolve(lab, models=Catalog([model]))) == lab_counts(hourly)
