"""Fields that are read when somebody touches them are as any other."""

import copy
import json
import pickle
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from attrs import evolve, fields

from aiproviders import Model, Provider
from aiproviders._format.bundled.trusted_reading import read_provider
from aiproviders._records.on_touch import OnTouch
from aiproviders._records.providers import Providers
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values import forks
from aiproviders.results import Origin

READERS = 16


def counting(provider: Provider) -> tuple[Provider, Counter[str]]:
    """A provider whose sections are read on touch, and how often each was."""
    made = Counter[str]()

    def read(name: str) -> Any:
        made[name] += 1
        return getattr(provider, name)

    reads: dict[str, Callable[[], Any]] = {name: partial(read, name) for name in SECTIONS}
    known = {each.name: getattr(provider, each.name) for each in fields(Provider)}
    return Provider._of(reads, **{name: known[name] for name in {*known} - {*reads}}), made


def test_each_field_is_read_once_and_no_other(acme: Provider) -> None:
    """Touching a section reads it alone, and touching it again does not."""
    provider, made = counting(acme)

    assert provider == copy.copy(provider)
    assert hash(provider) == hash(acme)
    assert provider.models is provider.models
    assert {"models": 1} == made


def test_threads_get_the_same_objects(acme: Provider) -> None:
    """Threads that touch all sections at the same time read each once, and see the same ones."""
    provider, made = counting(acme)
    barrier = Barrier(READERS)
    seen: list[list[int]] = []

    def touch(first: int) -> None:
        barrier.wait()
        found = {each: getattr(provider, each) for each in (*SECTIONS[first:], *SECTIONS[:first])}
        seen.append([id(found[each]) for each in SECTIONS])

    threads = [Thread(target=touch, args=(number % len(SECTIONS),)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert READERS == len(seen)
    assert 1 == len({*map(tuple, seen)})
    assert {1} == {*made.values()}


class Watched(dict[str, Callable[[], Any]]):
    """Tells when somebody looks for a field in it."""

    def __init__(self, **reads: Callable[[], Any]) -> None:
        super().__init__(reads)
        self.looked = Event()

    def __contains__(self, name: object) -> bool:
        self.looked.set()
        return super().__contains__(name)


def test_who_waited_takes_what_another_thread_read(acme: Provider) -> None:
    """A thread that waits while another reads a field takes what that one read."""
    reads = Watched(people=lambda: acme.people[:])
    provider = Provider._of(reads, id="acme")

    with ThreadPoolExecutor(1) as pool, forks.BUNDLED:
        asked = pool.submit(lambda: provider.people)
        reads.looked.wait()
        own = provider.people

    assert own is asked.result()


def test_an_interrupted_field_is_read_again(acme: Provider) -> None:
    """What a reading was interrupted in is whole when it is touched again."""
    provider = read_provider(json.loads(acme.to_json()))
    reads = provider._reads
    whole = reads["models"]

    def interrupted() -> Any:
        whole()
        raise KeyboardInterrupt

    reads["models"] = interrupted
    with pytest.raises(KeyboardInterrupt) as stopped:
        len(provider.models)
    reads["models"] = whole

    assert stopped.value.__context__ is None
    assert acme.models == provider.models


def test_a_field_may_be_touched_while_it_is_read(acme: Provider) -> None:
    """A signal handler that touches a field while the same thread reads it disturbs neither."""
    provider = read_provider(json.loads(acme.to_json()))
    reads = provider._reads
    whole = reads["models"]
    handled: list[object] = []

    def interrupted() -> Any:
        reads["models"] = whole
        handled.append(provider.models)
        return whole()

    reads["models"] = interrupted

    assert acme.models == provider.models
    assert [acme.models] == handled


def test_an_index_of_providers_reads_none(acme: Provider) -> None:
    """Providers are found by name without a look at their sections."""
    provider, made = counting(acme)

    assert provider is Providers([provider], name="these")["Acme"]
    assert not made


TOUCHES: dict[str, Callable[[Provider], object]] = {
    "hash": hash,
    "repr": repr,
    "str": str,
    "json": Provider.to_json,
    "copy": copy.deepcopy,
    "labels": lambda provider: provider.origin.labels,
    "evolve": lambda provider: evolve(provider, id="other").models,
    "pickle": lambda provider: pickle.loads(pickle.dumps(provider)),  # noqa: S301 - our own
    "pickled section": lambda each: pickle.loads(pickle.dumps(each.models)).origin,  # noqa: S301
    "records": lambda provider: [*provider.records()],
    "dir": dir,
}
"""What may touch a provider first."""


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_nobody_can_tell(acme: Provider, touch: Callable[[Provider], object]) -> None:
    """Whatever touches a provider first gives what it gives of one that was read as a whole."""
    assert touch(acme) == touch(read_provider(json.loads(acme.to_json())))


MODEL_TOUCHES: dict[str, Callable[[Model], object]] = {
    "hash": hash,
    "repr": repr,
    "str": str,
    "json": Model.to_json,
    "copy": copy.deepcopy,
    "price": lambda model: getattr(model, "price", None),
    "evolve": lambda model: evolve(model, id="other"),
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),  # noqa: S301 - our own
    "field by field": lambda model: [getattr(model, each.name) for each in fields(Model)],
    "dir": dir,
}
"""What may touch a model first."""


@pytest.mark.parametrize("touch", MODEL_TOUCHES.values(), ids=MODEL_TOUCHES)
def test_nobody_can_tell_of_a_model(acme: Provider, touch: Callable[[Model], object]) -> None:
    """Whatever touches a model first gives what it gives of one that was read as a whole."""
    read = read_provider(json.loads(acme.to_json()))

    for model in acme.models:
        assert touch(model) == touch(read.models[model.id])


@pytest.mark.parametrize("part", ["prices", "scores"])
def test_parts_of_a_model_are_read_when_they_are_touched(acme: Provider, part: str) -> None:
    """Finding a model reads none of its prices and scores, and touching those reads them alone."""
    models = read_provider(json.loads(acme.to_json())).models
    first, *others = (models[each.id] for each in acme.models if getattr(each, part))
    assert getattr(acme.models[first.id], part) == getattr(first, part)

    assert others
    assert part not in first._reads
    assert all(part in each._reads for each in others)


def test_equality_reads_both(acme: Provider) -> None:
    """Two providers that nobody has touched are equal if what they were made of is."""
    text = acme.to_json()
    other = evolve(acme, events=()).to_json()

    assert read_provider(json.loads(text)) == read_provider(json.loads(text))
    assert read_provider(json.loads(text)) != read_provider(json.loads(other))


def test_a_name_that_is_no_field_is_an_error(acme: Provider) -> None:
    """A name that no field has is answered by one error, as ever."""
    provider = read_provider(json.loads(acme.to_json()))

    with pytest.raises(AttributeError, match="price_table") as refused:
        _ = provider.prices  # type: ignore[attr-defined]
    assert refused.value.__context__ is None
    assert not hasattr(provider, "_nothing")
    assert not hasattr(OnTouch, "__getattr__")


def test_the_plain_values_are_let_go(acme: Provider) -> None:
    """A field that was read keeps nothing of what it was read from."""
    provider = read_provider(json.loads(acme.to_json()))
    assert "models" in provider._reads
    assert provider.models

    assert "models" not in provider._reads


def test_an_origin_is_read_as_it_is_asked(acme: Provider) -> None:
    """What a catalog says of its provider is the same as what is given at once."""
    read = acme.origin
    given = Origin(**{each.name: getattr(read, each.name) for each in fields(Origin)})

    assert given == read
    assert acme.models.origin is acme.origin
