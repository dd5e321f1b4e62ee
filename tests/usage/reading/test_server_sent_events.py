"""Streams of answers as an API sends them: lines of events."""

from pathlib import Path

import pytest

from aiproviders import usage

MESSAGES = """event: message_start
data: {"type":"message_start","message":{"id":"a","model":"m","usage":{"input_tokens":3}}}

event: ping
data: {"type": "ping"}

event: message_delta
data: {"type":"message_delta","usage":{"output_tokens":9}}

event: message_stop
data: {"type":"message_stop"}
"""
CHUNKS = """: PROCESSING

data: {"id":"a","object":"chat.completion.chunk","model":"m","choices":[{}],"usage":null}

id: 7
retry: 10
data:{"id":"a","object":"chat.completion.chunk","model":"m",\
"usage":{"prompt_tokens":3,"completion_tokens":9}}

data: [DONE]
""".replace("\\\n", "")


@pytest.mark.parametrize("text", [MESSAGES, CHUNKS], ids=["anthropic", "openai"])
@pytest.mark.parametrize("name", ["stream.txt", "stream.sse", "stream.jsonl"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_events_are_records(tmp_path: Path, text: str, name: str, end: str) -> None:
    """What follows `data:` is a record, whatever the file is called; other fields say nothing."""
    path = tmp_path / name
    path.write_text(text, "utf-8", newline=end)
    log = usage.read(path, strict=True)
    (row,) = log.frame.collect().to_dicts()
    assert ("m", 3, 9) == (row["model"], row["input_tokens"], row["output_tokens"])


def test_an_event_that_is_cut_is_said(tmp_path: Path) -> None:
    """It is named by its line, and the others are read."""
    path = tmp_path / "stream.txt"
    path.write_text(MESSAGES + 'data: {"type":"message_st', "utf-8")
    log = usage.read(path)
    assert 1 == len(log.frame.collect())
    assert "stream.txt, line 12" in [place for each in log.skipped for place in each.places]


def test_a_table_may_have_such_words(tmp_path: Path) -> None:
    """A table whose first column is called like a field of an event is a table."""
    path = tmp_path / "log.csv"
    path.write_text("data,model,input_tokens,output_tokens\nx,m,3,9\n", "utf-8")
    assert "table" == usage.read(path).format
