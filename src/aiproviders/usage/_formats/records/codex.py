"""Sessions of Codex CLI, with a count of tokens after each request."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from aiproviders._format.strict_reading import is_table
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._formats.records.codex_counts import SessionCounts, counts_of
from aiproviders.usage._formats.stated import moment, text

_SERVICES = {"fast": "priority"}  # as Codex called it before
_COPYING = timedelta(seconds=1)
"""A fork begins with the history of another session, which is written at once."""

_FROM = (("forked_from_id",), ("source", "subagent", "thread_spawn", "parent_thread_id"))


def _recognizes(record: Record) -> bool:
    return isinstance(record.get("type"), str) and is_table(record.get("payload"))


class _Reader:
    """Reads a session."""

    def __init__(self) -> None:
        self._session: str | None = None
        self._provider: str | None = None
        self._model: str | None = None
        self._service: str | None = None
        self._own_from: datetime | None = None
        self._counts = SessionCounts()

    def __call__(self, record: Record) -> Iterator[LoggedRequest | LeftOut]:
        payload, kind = record["payload"], record["type"]
        if kind == "event_msg":
            kind = text(payload, "type")
        if kind == "token_count":
            used = self._counts.used(payload.get("info"))
            if isinstance(used, LeftOut):
                yield used
            elif used is not None:
                # Copies of a session, such as archived ones, have the same times and counts.
                so_far = self._counts.so_far
                id = f"{text(record, 'timestamp')}, {so_far} so far" if so_far else None
                yield self._request(record, used, id)
        elif kind in ("token_usage_record", "compacted"):
            asked = self._counts.compaction(record)
            if asked is not None:
                usage = Usage(**counts_of(asked["payload"]["usage"]))
                yield self._request(asked, usage, text(asked["payload"], "response_id"))
        else:
            self._take(kind, record)

    def _take(self, kind: str | None, record: Record) -> None:
        """Take what holds for the requests that follow."""
        payload = record["payload"]
        if kind == "session_meta" and self._session is None:
            self._session = text(payload, "id")
            self._provider = text(payload, "model_provider")
            begun = moment(record.get("timestamp"))
            if begun is not None and any(text(payload, *path) for path in _FROM):
                self._own_from = begun + _COPYING
        elif kind == "turn_context":
            self._model = text(payload, "model") or self._model
        elif kind == "thread_settings_applied":
            tier = text(payload, "thread_settings", "service_tier")
            self._service = self._service if tier is None else _SERVICES.get(tier, tier)

    def _request(self, record: Record, usage: Usage, id: str | None) -> LoggedRequest | LeftOut:
        time = moment(record.get("timestamp"))
        if self._own_from is not None and time is not None and time < self._own_from:
            return LeftOut("it is the history of the session that this one began from")
        return LoggedRequest(
            model=self._model,
            usage=usage,
            time=time,
            provider=self._provider or "openai",
            service=self._service,
            id=id,
            conversation=self._session,
            operation="chat",
        )


FORMAT = RecordFormat(
    name="codex",
    title="Codex CLI sessions",
    recognizes=_recognizes,
    reader=_Reader,
    notes=(
        "Searches of the web are not counted in sessions of Codex.",
        "Where a session of Codex does not say its service, standard is assumed.",
    ),
    heading="At API list prices; subscriptions are not billed so",
    told_by=("type", "payload"),
)
