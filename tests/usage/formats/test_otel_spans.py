"""Spans of OpenTelemetry: OTLP and flat ones, names of earlier conventions, and sums of agents."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.format_logs import SAMPLES, column, costs, dollars, of_records, skipped, sold

from aiproviders import usage
from aiproviders.usage._formats.records.otel_sums import TokensBeneath

SMALL = sold("small", "acme")
SPAN = {
    "gen_ai.system": "acme",
    "gen_ai.request.model": "small",
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.output_tokens": 10,
}


def test_the_bill_of_spans_is_right() -> None:
    """Input includes the cache, a resource says what holds for its spans, and neither an agent,
    which sums what is beneath it, nor a span about something else is a request.
    """
    log = usage.read(SAMPLES / "otel_spans.json")
    assert costs(log, [SMALL]) == pytest.approx(
        [float(dollars(fresh=300, read=1200, written=500, output=300))]
    )
    assert {
        "invoke_agent sums the requests beneath it": 1,
        "a span does not say what was used": 1,
    } == skipped(log)
    row = log.frame.collect().row(0, named=True)
    assert ("answer-1", "talk-1", "chat", "acme", "small", "default", 100) == tuple(
        row[name]
        for name in (
            "id",
            "conversation",
            "operation",
            "provider",
            "model",
            "service",
            "reasoning_tokens",
        )
    )
    assert datetime(2026, 9, 1, 10, tzinfo=UTC) == row["time"]


@pytest.mark.parametrize(
    "span",
    [
        SPAN | {"spanId": "1", "startTimeUnixNano": "1788256800000000000"},
        {"spanId": "1", "startTime": "2026-09-01T10:00:00Z", "attributes": SPAN},
        {"context": {"span_id": "1"}, "start_time": "2026-09-01T10:00:00Z", "attributes": SPAN},
        {"SpanId": "1", "Timestamp": "2026-09-01 10:00:00", "SpanAttributes": SPAN},
        {"span_id": "1", "start_time_unix_nano": 1788256800000000000, "span_attributes": SPAN},
        {
            "spanId": "1",
            "startTime": "2026-09-01T10:00:00Z",
            "attributes": {
                "gen_ai.provider.name": "acme",
                "gen_ai.response.model": "small",
                "gen_ai.usage.prompt_tokens": "100",
                "gen_ai.usage.completion_tokens": "10",
            },
        },
    ],
)
def test_flat_spans_are_read_as_exporters_write_them(tmp_path: Path, span: dict[str, Any]) -> None:
    """Attributes stand in the span or within it, by names of today or of earlier conventions."""
    log = of_records(tmp_path, span)
    assert "otel-spans" == log.format
    assert costs(log, [SMALL]) == pytest.approx([float(dollars(fresh=100, output=10))])
    assert ["1"] == column(log, "id")
    assert [datetime(2026, 9, 1, 10, tzinfo=UTC)] == column(log, "time")


def test_earlier_scopes_of_otlp_are_read(tmp_path: Path) -> None:
    """OTLP called scopes of instrumentation otherwise before."""
    attributes = [
        {
            "key": name,
            "value": {"intValue": value} if isinstance(value, int) else {"stringValue": value},
        }
        for name, value in SPAN.items()
    ]
    spans = [{"spanId": "1", "attributes": attributes}]
    scopes: list[Any] = [{"instrumentationLibrary": {}, "spans": spans}]
    log = of_records(tmp_path, {"resourceSpans": [{"instrumentationLibrarySpans": scopes}]})
    assert [100] == column(log, "input_tokens")


def test_spans_that_count_the_cache_apart_are_left_out(tmp_path: Path) -> None:
    """Where the cache is larger than the input, it is not within it, and no cost is made up."""
    apart = SPAN | {"spanId": "1", "gen_ai.usage.cache_read_input_tokens": 5000}
    within = SPAN | {"spanId": "2", "gen_ai.usage.cache_read_input_tokens": 60}
    log = of_records(tmp_path, apart, within)
    assert [60] == column(log, "cache_read_tokens")
    (reason,) = skipped(log)
    assert reason.startswith("input_tokens is 100, fewer than what is part of it")


def test_reasoning_is_not_known_unless_it_is_said(tmp_path: Path) -> None:
    """A span without reasoning says nothing of it, and one with 0 says that there was none."""
    none = SPAN | {"spanId": "2", "gen_ai.usage.output_tokens.reasoning": 0}
    log = of_records(tmp_path, SPAN | {"spanId": "1"}, none)
    assert [None, 0] == column(log, "reasoning_tokens")


@pytest.mark.parametrize("operation", ["execute_tool", "invoke_agent", "create_agent"])
def test_what_has_requests_beneath_it_is_left_out(tmp_path: Path, operation: str) -> None:
    """Agents and tools may sum what is beneath them, so that it would count twice."""
    log = of_records(tmp_path, SPAN | {"gen_ai.operation.name": operation}, SPAN)
    assert [100] == column(log, "input_tokens")
    assert {f"{operation} sums the requests beneath it": 1} == skipped(log)


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        (
            {"spanId": "1", "attributes": {"http.method": "GET"}},
            "a span does not say what was used",
        ),
        (
            {"gen_ai.request.model": "small", "gen_ai.usage.output_tokens": 10},
            "a span does not say how many tokens went in",
        ),
        (
            SPAN | {"gen_ai.usage.input_tokens": "many"},
            "gen_ai.usage.input_tokens is 'many', which is no number of tokens",
        ),
        (
            SPAN | {"gen_ai.usage.output_tokens": True},
            "gen_ai.usage.output_tokens is True, which is no number of tokens",
        ),
    ],
)
def test_odd_spans_are_named(tmp_path: Path, span: dict[str, Any], reason: str) -> None:
    """A span without counts, or with such as cannot be right, is left out, and others stay."""
    log = of_records(tmp_path, span, SPAN, {"resourceSpans": None}, {"resourceSpans": [None]})
    assert [100] == column(log, "input_tokens")
    assert {reason: 1} == skipped(log)


def test_an_odd_span_does_not_stop_the_others_of_its_document(tmp_path: Path) -> None:
    """OTLP has many spans in one document, of which one that cannot be right is left out."""

    def span(id: str, tokens: str) -> dict[str, Any]:
        counts = {"input_tokens": {"stringValue": tokens}, "output_tokens": {"intValue": "1"}}
        stated = [{"key": f"gen_ai.usage.{name}", "value": each} for name, each in counts.items()]
        return {"spanId": id, "attributes": stated}

    spans = [span("1", "1"), span("2", "two"), span("3", "3")]
    record = {"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}
    log = of_records(tmp_path, record)
    assert ["1", "3"] == column(log, "id")
    assert 1 == sum(skipped(log).values())
    with pytest.raises(ValueError, match="is 'two', which is no number"):
        usage.read(tmp_path / "log.jsonl", strict=True)


def test_only_an_embedding_may_lack_output(tmp_path: Path) -> None:
    """Embeddings have no output, which is then 0; of any other span it is not known."""
    without = {name: each for name, each in SPAN.items() if "output" not in name}
    log = of_records(tmp_path, without | {"gen_ai.operation.name": "embeddings"}, without)
    assert [0] == column(log, "output_tokens")
    assert {"a span does not say how many tokens came out": 1} == skipped(log)


BENEATH: list[dict[str, Any]] = [
    SPAN | {"spanId": "agent", "gen_ai.usage.input_tokens": 300},
    {"spanId": "step", "parentSpanId": "agent", "gen_ai.system": "acme"},
    SPAN | {"spanId": "first", "parentSpanId": "step"},
    SPAN | {"spanId": "second", "parentSpanId": "step", "gen_ai.usage.input_tokens": 200},
]


def _otlp(*spans: dict[str, Any]) -> dict[str, Any]:
    held = [
        {name: span[name] for name in ("spanId", "parentSpanId") if name in span}
        | {"attributes": {name: span[name] for name in span if name.startswith("gen_ai.")}}
        for span in spans
    ]
    return {"resourceSpans": [{"scopeSpans": [{"spans": held}]}]}


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([_otlp(*BENEATH)], id="from above"),
        pytest.param([_otlp(*reversed(BENEATH))], id="from below"),
        pytest.param([_otlp(span) for span in reversed(BENEATH)], id="one by one"),
        pytest.param([*reversed(BENEATH)], id="flat"),
    ],
)
def test_a_span_that_sums_others_counts_once(tmp_path: Path, records: list[Any]) -> None:
    """The tokens of an agent are those of the requests beneath it, whatever its span is called."""
    log = of_records(tmp_path, *records)
    assert [100, 200] == sorted(column(log, "input_tokens"))
    assert 1 == skipped(log)["a span sums the requests beneath it"]


def test_a_span_with_less_than_others_beneath_it_is_a_request(tmp_path: Path) -> None:
    """Who asks another model meanwhile is billed for both; spans in a circle, and counts that are
    none, do not stop the others.
    """
    above = SPAN | {"spanId": "a", "gen_ai.usage.input_tokens": 50}
    log = of_records(tmp_path, _otlp(above, SPAN | {"spanId": "b", "parentSpanId": "a"}))
    assert [50, 100] == sorted(column(log, "input_tokens"))
    odd = SPAN | {"spanId": "c", "gen_ai.usage.input_tokens": -1}
    circle = [above | {"parentSpanId": "b"}, SPAN | {"spanId": "b", "parentSpanId": "a"}, odd]
    assert [50] == column(of_records(tmp_path, _otlp(*circle)), "input_tokens")


@given(
    above=st.lists(st.integers(0, 20), max_size=12),
    tokens=st.lists(st.integers(0, 9), min_size=13, max_size=13),
    order=st.randoms(use_true_random=False),
)
def test_a_span_sums_what_is_beneath_all_that_is_beneath_it(
    above: list[int], tokens: list[int], order: Random
) -> None:
    """Of each span beneath, its own tokens count or those beneath it, whichever are more; the order
    of the spans in a record says nothing.
    """
    parents = {0: None} | {n: at % n for n, at in enumerate(above, start=1)}

    def beneath(span: int) -> int:
        return sum(
            max(tokens[each], beneath(each)) for each, parent in parents.items() if parent == span
        )

    spans = [
        ({"spanId": str(n)} | ({} if parent is None else {"parentSpanId": str(parent)}), tokens[n])
        for n, parent in parents.items()
    ]
    order.shuffle(spans)
    found = TokensBeneath()
    found.add(spans)
    for span, _ in spans:
        least = beneath(int(span["spanId"]))
        assert found.has(span, least) == (least > 0)
        assert not found.has(span, least - 1)


def test_a_long_chain_of_spans_is_read(tmp_path: Path) -> None:
    """Each span looks at the one above it alone, so that the time grows as their number."""
    chain = [SPAN | {"spanId": str(n), "parentSpanId": str(n + 1)} for n in range(20_000)]
    log = of_records(tmp_path, _otlp(*chain))
    assert [100] == column(log, "input_tokens")
    assert {"a span sums the requests beneath it": 19_999} == skipped(log)
