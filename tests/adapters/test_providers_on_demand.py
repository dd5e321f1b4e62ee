"""Catalogs of installed packages, whose providers are read when they are asked for."""

import gzip
import json
import pickle
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from genai_prices import types

from aiproviders import Provider, adapters, find_model
from aiproviders._records.providers import Providers
from aiproviders.adapters import genai_prices, model_prices, models_dev
from aiproviders.errors import DataError, LeftOutWarning, UnknownIdError

Installing = Callable[[object], None]


@pytest.fixture
def installing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installing:
    """A function that installs a package `models_dev` with other contents."""

    def install(contents: object) -> None:
        package = tmp_path / "models_dev"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / "data.json.gz").write_bytes(gzip.compress(json.dumps(contents).encode()))
        monkeypatch.delitem(sys.modules, "models_dev", raising=False)
        monkeypatch.syspath_prepend(tmp_path)  # pyright: ignore[reportUnknownMemberType]

    return install


def provider(id: str, **models: Any) -> dict[str, Any]:
    """A provider as models.dev writes it, with a model named after it."""
    model = {"name": f"Model of {id}", "cost": {"input": 1, "output": 2}}
    return {"id": id, "name": id.title(), "models": {f"{id}-1": model, **models}}


CONTENTS = {
    "acme": provider("acme"),
    "odd": provider("odd", bad={"name": "Bad", "limit": {"context": "much"}}),
    "zeta": provider("zeta"),
}


@pytest.fixture
def lazy(installing: Installing) -> Providers:
    """Three providers of a package, the second of which has an odd value."""
    installing(CONTENTS)
    return models_dev.read()


# What is read when


def test_an_odd_value_is_told_when_its_provider_is_read(lazy: Providers) -> None:
    """No other provider, name or number of them tells of it, and its own does so once."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ("acme", "odd", "zeta") == lazy.ids
        assert 3 == len(lazy)
        assert "odd" in lazy
        assert ["acme", "odd", "zeta"] == lazy._ipython_key_completions_()
        assert "acme, odd, zeta" in repr(lazy)
        assert {"acme-1", "zeta-1"} == {lazy[id].models[0].id for id in ("acme", "zeta")}
    with pytest.warns(
        LeftOutWarning, match=r"models-dev: .* 1 place: .*odd\.models\.bad"
    ) as warned:
        found = lazy["odd"]
    assert [__file__] == [each.filename for each in warned]
    assert "bad" in found.models
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found is lazy["odd"] is lazy.get("odd") is lazy[1]


def test_all_that_is_odd_is_told_where_all_are_read(lazy: Providers) -> None:
    """Iterating reads what was not read yet, and names the line of who iterates."""
    with pytest.warns(LeftOutWarning) as warned:
        assert 4 == sum(len(each.models) for each in lazy)
    assert [__file__] == [each.filename for each in warned]


def test_it_is_told_where_the_code_is_in_no_module(lazy: Providers) -> None:
    """Code that is run in a plain dict, as by `exec`, reads a provider as any other does."""
    space: dict[str, Any] = {"providers": lazy}
    with pytest.warns(LeftOutWarning) as warned:
        exec(compile("found = providers['odd']", "cell", "exec"), space)  # noqa: S102
    assert ["cell"] == [each.filename for each in warned]
    assert space["found"] is lazy["odd"]


@pytest.mark.parametrize(
    "read", [models_dev.read, genai_prices.read], ids=["models-dev", "genai-prices"]
)
def test_what_was_interrupted_is_read_when_it_is_asked_for_again(
    read: Callable[[], Providers],
) -> None:
    """A provider that could not be read, as the stack was full, is read where there is room."""
    expected, interrupted, providers = read()[1], 0, read()  # the first loads all modules

    def read_in_the_deep() -> Provider:
        nonlocal interrupted
        try:
            return read_in_the_deep()
        except RecursionError:
            interrupted += 1
            return providers[expected.id]

    assert expected == read_in_the_deep()
    assert interrupted > 1


@pytest.mark.filterwarnings("ignore::aiproviders.errors.LeftOutWarning")
# Python passes on no interrupt of a generator that it closes.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_was_left_out_is_noted_after_an_interrupted_read_too(lazy: Providers) -> None:
    """A model says what of it was left out, although an earlier read had left it out already."""
    expected, interrupted = models_dev.read()["odd"], 0

    def is_read(most_calls: int) -> bool:
        """Whether the provider is read, or else interrupted after a number of calls."""
        calls = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"
            if calls > most_calls:
                sys.setprofile(None)
                raise KeyboardInterrupt

        sys.setprofile(count)
        try:
            found = lazy["odd"]
        except KeyboardInterrupt:
            return False
        finally:
            sys.setprofile(None)
        assert expected == found
        return True

    while not is_read(10 * interrupted):
        interrupted += 1
    assert expected.models["bad"].note == "Left out, as it cannot be read: limit.context."
    assert interrupted > 10


def test_an_odd_value_of_a_header_is_told_at_once(installing: Installing) -> None:
    """What is known of a provider before its models are read is checked at once."""
    installing(CONTENTS | {"none": 5, "nameless": provider("nameless") | {"name": 5}})

    with pytest.warns(LeftOutWarning, match=r"2 places"):
        found = models_dev.read()
    assert ("acme", "odd", "zeta", "nameless") == found.ids


def test_a_new_field_is_told_at_once(installing: Installing) -> None:
    """Fields are compared with those that are known before any provider is read."""
    tier = {"tier": {"size": 5, "smell": 1}, "input": 1}
    new: dict[str, Any] = {"name": "New", "sound": 1, "cost": {"input": 1, "tiers": [tier]}}
    installing(CONTENTS | {"new": provider("new", new=new)})

    names = "model.cost.tiers.tier.smell, model.sound$"
    with pytest.warns(UserWarning, match=f"left out: {names}"):
        found = models_dev.read()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Provider is type(found["new"])


def test_a_new_value_is_told_once_for_all_providers(installing: Installing) -> None:
    """A status that nobody knows is named where it is met first, and not again."""
    models = {"odd": {"name": "Odd", "status": "sleepy"}}
    installing({id: provider(id, **models) for id in ("acme", "zeta")})
    found = models_dev.read()

    with pytest.warns(UserWarning, match=r"model.status = sleepy$"):
        assert found["zeta"].models["odd"].status is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found["acme"].models["odd"].status is None


def test_strict_reading_finds_the_error_at_once(lazy: Providers) -> None:
    """Who asks for errors gets them from `read`, and need not touch each provider."""
    assert "odd" in lazy
    with pytest.raises(DataError, match=r"odd\.models\.bad\.limit\.context.*much"):
        models_dev.read(strict=True)


@pytest.mark.parametrize("contents", [{}, [1], {"models": {}, "providers": {"zeta": 5}}])
def test_a_package_without_providers_is_an_error_at_once(
    installing: Installing, contents: object
) -> None:
    """The form of the file is checked at once."""
    installing(contents)

    with pytest.raises(DataError, match=r"data\.json\.gz"):
        models_dev.read()


def test_an_error_of_a_warning_loses_no_provider(lazy: Providers) -> None:
    """Where warnings are errors, the provider was read all the same, and is there afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LeftOutWarning):
            _ = lazy["odd"]
        assert lazy["odd"].models["bad"].note == "Left out, as it cannot be read: limit.context."


def test_the_other_packages_read_on_demand_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model of genai-prices or model-prices that cannot be read is told with its provider."""
    unknown: Any = [object()]
    model = types.ModelInfo(id="bad", match=types.ClauseEquals("bad"), prices=unknown)
    both = [
        types.Provider(id=id, name=id, api_pattern="x", models=[model] if id == "odd" else [])
        for id in ("acme", "odd")
    ]
    monkeypatch.setattr("genai_prices.data.providers", both)
    package = tmp_path / "model_prices"
    package.mkdir()
    (package / "__init__.py").touch()
    snapshot = {
        "schema": 1,
        "updated_at": "2026-11-27T00:00:00Z",
        "models_dev": {"committed_at": "2026-11-26T00:00:00Z"},
        "prices": {"acme": {}, "odd": {"bad": 5}},
    }
    (package / "snapshot.json").write_text(json.dumps(snapshot), "utf-8")
    monkeypatch.delitem(sys.modules, "model_prices", raising=False)
    monkeypatch.syspath_prepend(tmp_path)  # pyright: ignore[reportUnknownMemberType]

    for found in (genai_prices.read(), model_prices.read()):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert 0 == len(found["acme"].models)
        with pytest.warns(LeftOutWarning, match="bad"):
            assert 0 == len(found["odd"].models)


def test_of_two_providers_with_one_id_the_second_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither hides the other without a word."""
    twice = [types.Provider(id="acme", name=name, api_pattern="x") for name in ("One", "Two")]
    monkeypatch.setattr("genai_prices.data.providers", twice)

    with pytest.warns(LeftOutWarning, match="acme: .*another provider has the same id"):
        found = genai_prices.read()
    assert ["One"] == [each.products[0].name for each in found]


# Nobody can tell


def test_it_equals_the_same_providers_read_at_once(lazy: Providers) -> None:
    """Whatever was read before, it is equal, with the same hash, text, pickle and lookups."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOutWarning)
        _ = lazy["zeta"]
        eager = Providers([*models_dev.read()], name=lazy.name)

        assert lazy == eager
        assert hash(lazy) == hash(eager)
        for found in (lazy, pickle.loads(pickle.dumps(models_dev.read()))):  # noqa: S301 - ours
            assert Providers is type(found)
            assert eager == found
            assert (repr(eager), str(eager)) == (repr(found), str(found))
            assert eager._repr_html_() == found._repr_html_()
            assert eager.ids[1:] == found[1:].ids
            assert eager.ids[::-1] == found.sort_by("id", descending=True).ids
            assert eager["zeta"] == found.where(id="zeta")[0] == found["ZETA"]
            assert eager["zeta"] in found
            assert find_model("zeta/zeta-1", found) == eager["zeta"].models[0]
        assert lazy["acme"] is lazy.records[0]


def test_a_miss_has_suggestions(lazy: Providers) -> None:
    """The error is that of any catalog, and no provider is read for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert lazy.get("nobody") is None
        with pytest.raises(UnknownIdError, match="acme") as raised:
            _ = lazy["acmee"]
    assert "models_dev.providers" in str(raised.value)


def test_its_records_cannot_be_replaced(lazy: Providers) -> None:
    """It is as frozen as any catalog."""
    this: Any = lazy
    with pytest.raises(AttributeError):
        this.records = ()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty")
def test_threads_get_one_object_each_and_one_warning(installing: Installing) -> None:
    """Threads that ask for all providers in different orders get the same objects."""
    ids = [f"p{number}" for number in range(20)]
    bad = {"bad": {"name": "Bad", "limit": {"context": "much"}}}
    installing({id: provider(id, **bad) for id in ids})
    found, threads = models_dev.read(), 8
    start = Barrier(threads)

    def ask(seed: int) -> dict[str, Provider]:
        start.wait()
        return {id: found[id] for id in [*ids[seed:], *ids[:seed]]}

    with warnings.catch_warnings(record=True) as warned, ThreadPoolExecutor(threads) as pool:
        warnings.simplefilter("always")
        answers = list(pool.map(ask, range(threads)))
    assert len(ids) == len(warned)
    for id in ids:
        assert 1 == len({builtin_id(answer[id]) for answer in answers})
        assert f"{id}-1" in answers[0][id].models


builtin_id = id


def test_an_adapter_is_imported_when_it_is_asked_for() -> None:
    """The package names its adapters, and nothing else."""
    assert adapters.models_dev is models_dev
    assert {"genai_prices", "litellm", "model_prices", "models_dev"} == {*dir(adapters)}
    with pytest.raises(AttributeError, match="no attribute 'openrouter'"):
        _ = adapters.openrouter  # type: ignore[attr-defined]


# An installed package that is damaged


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-9],
    "longer": lambda data: data + b"more",
    "twice": lambda data: data + data,
    "empty": lambda _: b"",
    "other": lambda _: b"no gzip",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_named(
    installing: Installing, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """A file of the package that is not one whole gzip file is an error with its name."""
    installing(CONTENTS)
    file = tmp_path / "models_dev" / "data.json.gz"
    file.write_bytes(damage(file.read_bytes()))

    with pytest.raises(DataError, match=r"data\.json\.gz.*damaged"):
        models_dev.read()
