"""Exports of OpenAI's dashboard: completions, embeddings and costs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_up.format_logs import SAMPLES, column, costs, dollars, list_price, of_text, skipped

from aiproviders import Model, usage
from aiproviders.types import PriceTier

LONG = PriceTier(threshold=200_000, input="100", output="100")
SMALL = Model(
    id="small",
    provider="openai",
    name="Small",
    prices=(
        list_price(tiers=(LONG,)),
        list_price(input="0.5", service="batch"),
        list_price(input="3", service="flex"),
    ),
)


def test_the_bill_of_an_export_is_right() -> None:
    """Input includes the cache, tiers go by the mean, batches and flex have prices of their own."""
    log = usage.read(SAMPLES / "openai_completions_usage.csv")
    assert "openai-usage" == log.format
    assert costs(log, [SMALL]) == pytest.approx(
        [
            float(dollars(fresh=290_000, read=100_000, written=10_000, output=20_000)),
            (10_000 * 0.5 + 500 * 2) / 10**6,
            (1000 * 3 + 100 * 2) / 10**6,
        ]
    )
    assert ["standard", "batch", "flex"] == column(log, "service")
    assert [50, 5, 8] == column(log, "requests")
    assert {"no request was made": 1} == skipped(log)
    assert datetime(2026, 9, 2, tzinfo=UTC) == column(log, "time")[2]
    assert not [note for note in log.notes if "not used" in note]


def test_audio_of_the_cache_is_audio_too(tmp_path: Path) -> None:
    """OpenAI counts audio that a cache served apart from other audio."""
    log = of_text(
        tmp_path,
        "start_time,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens,"
        "input_audio_tokens,input_cached_audio_tokens\n1788220800,1,small,100,10,60,20,40\n",
    )
    assert [60] == column(log, "input_audio_tokens")
    assert [40] == column(log, "cache_read_audio_tokens")


def test_embeddings_are_priced_by_their_input(tmp_path: Path) -> None:
    """An export of embeddings has neither output nor a cache."""
    log = of_text(
        tmp_path,
        "start_time,end_time,num_model_requests,project_id,model,input_tokens\n"
        "1788220800,1788307200,3,project-1,small,3000\n",
    )
    assert "openai-usage" == log.format
    assert costs(log, [SMALL]) == pytest.approx([float(dollars(fresh=3000))])


def test_booleans_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    """A spreadsheet writes booleans in capitals; what is neither is no service of ours."""
    rows = "".join(f"1788220800,1,small,{batch},100,10\n" for batch in ("TRUE", "FALSE", "maybe"))
    header = "start_time,num_model_requests,model,batch,input_tokens,output_tokens\n"
    log = of_text(tmp_path, header + rows)
    assert ["batch", None, "maybe"] == column(log, "service")
    assert None is costs(log, [SMALL])[2]


def test_odd_cells_are_named(tmp_path: Path) -> None:
    """A cell that is no number leaves its row out, and blank ones are none of that kind."""
    log = of_text(
        tmp_path,
        "start_time,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens\n"
        "1788220800,1,small,many,10,\n1788220800,1,small,100,10,\n1788220800,1,small,5,1,9\n",
    )
    assert [100, 5] == column(log, "input_tokens")
    assert {"the cell 'many' is no whole number": 1} == skipped(log)
    assert costs(log, [SMALL]) == [pytest.approx(float(dollars(fresh=100, output=10))), None]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("start_time,end_time,amount_value,amount_currency,line_item,project_id", "OpenAI costs"),
        ("usage_date_utc,model,workspace,token_type,cost_usd,inference_geo", "Anthropic cost"),
    ],
)
def test_exports_of_costs_are_refused(tmp_path: Path, header: str, title: str) -> None:
    """They have no tokens; the error says what to give in their place."""
    row = ",".join("1" for _ in header.split(","))
    with pytest.raises(ValueError, match=rf"^log.csv is in the format {title} export: .* give"):
        of_text(tmp_path, f"{header}\n{row}\n")
