"""How the names of price catalogs are counted."""

import pytest

from aiproviders import Catalog, Model, Provider
from tools.names.__main__ import table
from tools.names.measure import Judge, Named, Verdict, measure

JUDGE = Judge()


@pytest.mark.parametrize(
    ("name", "lab", "model", "verdict"),
    [
        ("openai/gpt-5-2025-08-07", "openai", "gpt-5", "found"),
        ("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic",
         "claude-sonnet-4-5", "found"),
        ("gpt-5", "openai", "gpt-5-mini", "wrong"),
        ("gpt-5.3", "openai", "gpt-5.2", "wrong"),
        ("gpt-4o", "openai", "gpt-4o-2024-08-06", "found"),
        ("o3-mini-high", "openai", "o3-mini", "reviewed"),
        ("o3-mini-higher", "openai", "o3-mini", "open"),
        ("nowhere/gpt-5", None, None, "missed"),
        ("nowhere/llama2", None, None, "none"),
    ],
)  # fmt: skip
def test_the_tables_decide(name: str, lab: str | None, model: str | None, verdict: Verdict) -> None:
    """A name is right by the tables, by a person, or not; one that was left out finds none."""
    assert verdict == JUDGE.verdict(name, lab, model)


def test_each_name_is_tried_alone_and_with_its_provider() -> None:
    """Each name of each model counts twice, and what has no name to bill by is told apart."""
    listed = (("openai/gpt-5", ("gpt-5:free",)), ("o0", ()))
    models = [Model(id=id, provider="openrouter", name=id, aliases=names) for id, names in listed]
    catalog = Catalog([Provider(id="openrouter", models=models)])
    named = [*measure({"made-up": catalog})]

    assert [
        Named("made-up", "gpt-5:free", "gpt-5", "not billed"),
        Named("made-up", "gpt-5:free", "gpt-5", "not billed"),
        Named("made-up", "o0", None, "none"),
        Named("made-up", "o0", None, "none"),
        Named("made-up", "openai/gpt-5", "gpt-5", "found"),
        Named("made-up", "openai/gpt-5", "gpt-5", "found"),
    ] == named
    assert "| made-up | 2 | 2 | 0 | 2 | 0 |" in table(named)
