"""The commands on the market: its card, its models, and editions in files."""

from pathlib import Path

import pytest
from made_up import ACME, MARKET
from test_cli import error, ids, invoke, parsed, said

import aiproviders
from aiproviders import Market, Provider, timeline
from aiproviders._analysis.market.counts import lab_counts
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view
from aiproviders.types import Entity

OF_LABS = ("--provider", "openai", "--provider", "anthropic")
CONTRACT = """
source = "Our contract"
[[prices]]
model = "orbit-1"
of_list = "50 %"
"""
OF_MADE_UP = ("--market", str(MARKET))


@pytest.fixture
def edition(tmp_path: Path) -> str:
    """The path of a file with a made-up market."""
    path = tmp_path / "edition.json"
    Market.load(MARKET).dump(path)
    return str(path)


def test_the_card_is_that_of_the_library(edition: str) -> None:
    """The market of the package is shown, or that of a file or folder."""
    made_up = Market.load(MARKET)

    for market, of in (
        (aiproviders.market, ()),
        (made_up, OF_MADE_UP),
        (made_up, ("--market", edition)),
    ):
        assert plain_text(view(market), width=1_000).split() == said("market", *of).split()


def test_the_card_as_json(tmp_path: Path) -> None:
    """JSON has the edition, its digest, when prices were read, and the counts of each lab."""
    market = Market.load(MARKET)
    found = parsed("market", *OF_MADE_UP)
    Market((), edition="2026.11").dump(tmp_path / "empty.json")

    assert market.prices_read is not None
    assert (market.edition, market.digest, market.prices_read.edtf) == tuple(
        found[name] for name in ("edition", "digest", "prices_read")
    )
    assert [
        {"id": lab.id, "name": lab.name, **lab_counts(lab)._asdict()} for lab in market
    ] == found["labs"]
    empty = parsed("market", "--market", tmp_path / "empty.json")
    assert (None, []) == (empty["prices_read"], empty["labs"])


def test_what_is_no_edition_is_refused(edition: str, tmp_path: Path) -> None:
    """A path that is not there is misuse, and a file that is cut short is invalid data."""
    cut = tmp_path / "cut.json"
    cut.write_text(Path(edition).read_text("utf-8")[:-10], "utf-8")

    assert "nowhere: No such file or directory" == error("market", "--market", "nowhere")
    assert "cut.json: this is not JSON" in error("market", "--market", cut, code=1)


@pytest.mark.parametrize("command", ["price", "prices", "compare"])
def test_models_are_those_of_the_market(command: str, edition: str) -> None:
    """Models of any lab are found, in the market of the package or of a path."""
    ours, theirs = ("gpt-5.5", "claude-opus-4-5"), ("orbit-1", "tps-7b")

    def asked(names: tuple[str, str], *of: str) -> tuple[str, ...]:
        return (command, *(names if command == "compare" else names[:1]), *of)

    assert said(*asked(ours)) == said(*asked(ours, *OF_LABS))
    assert said(*asked(theirs, "--market", edition)) == said(*asked(theirs, *OF_MADE_UP))
    assert said(*asked(theirs, *OF_MADE_UP)) == (
        said(*asked(theirs, *OF_MADE_UP, "--provider", "globex", "--provider", "Initech"))
    )


def test_the_market_joins_what_a_provider_alone_does_not() -> None:
    """A model of the guide has the statements of price catalogs, unless the guide is named."""
    cited = {
        citation["source"] for citation in parsed("price", "qwen3.7-max")["price"]["citations"]
    }
    alone = parsed("price", "qwen3.7-max", "--provider", "alibaba")["price"]["citations"]

    assert {"guide", "litellm"} < cited
    assert ["guide"] == [citation["source"] for citation in alone]


def test_own_prices_of_models_of_the_market(tmp_path: Path) -> None:
    """A file of prices may name models of any lab."""
    contract = tmp_path / "contract.toml"
    contract.write_text(CONTRACT)
    bill = parsed(
        *("price", "orbit-1", "--input", "1000000", "--output", "0"),
        *("--prices", contract, *OF_MADE_UP),
    )

    assert ("contract", "1") == (bill["plan"], bill["total"])


@pytest.mark.filterwarnings("default")
def test_a_name_that_passed_on_is_priced_by_the_model_of_the_day() -> None:
    """`price` bills a name by the model of `--on`, and warns where no day tells which it is."""
    of_day = ("price", "deepseek-chat", "--on", "2026-01-10")
    undated = invoke("price", "orbit-latest", *OF_MADE_UP)

    assert said("price", "deepseek-v3.2", "--on", "2026-01-10") == said(*of_day)
    assert undated.stdout == said("price", "orbit-2", *OF_MADE_UP)
    assert undated.stderr.startswith("Warning: 'orbit-latest' stands for orbit-1 1 March 2025")
    assert "it stands for deepseek-v3 26 February 2025 to 24 August 2025" in error(
        "price", "deepseek-chat", "--on", "2026-11-20", code=1
    )


def test_a_lab_is_a_provider_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--provider` names a lab of the market, whatever lies in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openai").mkdir()

    assert "Provider" == parsed("show", "openai", "--provider", "openai")["type"]
    assert "gpt-5.5" in said("models", "--provider", "OpenAI")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("price", "gpt-5.55"), "nothing in the models of the market is called 'gpt-5.55'; did"),
        (("price", "orbit-9", *OF_MADE_UP), "did you mean 'orbit-3'"),
        (("price", "orbit-1", *OF_MADE_UP, "--provider", "globx"), "did you mean 'globex'?"),
        (("price", "gpt-5.5", "--input", "1k", "--requests", "0"), "a bill is of one request or"),
        (("prices", "orbit-1", "--market", "nowhere"), "nowhere: No such file or directory"),
    ],
)
def test_errors_name_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    """An unknown model or lab is answered with similar ones, others with their fault."""
    assert message in error(*arguments)


def test_models_of_all_labs_are_listed(edition: str) -> None:
    """Without a provider the list is that of the market, and filters narrow it."""
    made_up = Market.load(MARKET)

    assert [*aiproviders.market.models.ids] == ids("models")
    assert [*made_up.models.ids] == ids("models", "--market", edition)
    assert ["tps-7b"] == ids("models", *OF_MADE_UP, "--provider", "initech")
    assert said("models", *OF_MADE_UP).startswith(
        f"market 2026.11.models · {len(made_up.models)} records\n"
    )


def test_own_prices_are_listed(tmp_path: Path) -> None:
    """A file of prices changes the prices of the models of the market that are listed."""
    contract = tmp_path / "contract.toml"
    contract.write_text(CONTRACT)

    assert "By contract" in said("models", *OF_MADE_UP, "--prices", contract)
    assert "By contract" not in said("models", *OF_MADE_UP)


def test_events_of_all_labs_are_listed() -> None:
    """The timeline is that of the market, and `--about` names a model of any lab."""
    made_up = Market.load(MARKET)

    assert [*timeline(aiproviders.market).ids] == ids("timeline")
    assert [*timeline(made_up).ids] == ids("timeline", *OF_MADE_UP)
    about = timeline(made_up, about="orbit-1")
    assert about
    assert [*about.ids] == ids("timeline", "--about", "Orbit 1", *OF_MADE_UP)


def test_what_several_records_share_is_one_name(tmp_path: Path) -> None:
    """`--about` takes an id that a model and an entity share, and refuses a name of two ids."""
    acme = Provider.load(ACME)
    entity = Entity(id="orbit-1", name="Orbit 1", kind="model")
    other = Entity(id="orbit", name="TPS 7B", kind="model")
    market = Market([*Market.load(MARKET), acme.with_records(entity, other)], edition="2026.11")
    market.dump(tmp_path / "shared.json")
    of = ("--market", tmp_path / "shared.json")

    assert [*timeline(market, about="orbit-1").ids] == ids("timeline", "--about", "orbit-1", *of)
    assert "names 2 records" in error("timeline", "--about", "TPS 7B", *of)


def test_a_list_of_several_labs_says_whose_each_model_is() -> None:
    """The list has a column of labs unless there is only one."""
    every = said("models", *OF_MADE_UP).splitlines()
    one = said("models", *OF_MADE_UP, "--provider", "globex").splitlines()

    assert ["Model", "Lab"] == every[1].split()[:2]
    assert any(line.split()[:3] == ["Orbit", "1", "Globex"] for line in every)
    assert "Lab" not in one[1].split()
