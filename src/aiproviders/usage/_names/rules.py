"""The rules by which a name in a log is read, each of which can be left out by its name."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from aiproviders._records.lookup.places import host_ids, lab_ids
from aiproviders._records.models.model import Model
from aiproviders.usage._names.reading import KnownModels, Reading

NameRule: TypeAlias = Literal[
    "exact",
    "alias",
    "arn",
    "provider_prefix",
    "region_prefix",
    "vendor_prefix",
    "spelling",
    "claude_name",
    "host_spelling",
    "fine_tuned",
    "router_mark",
    "context_mark",
    "version_suffix",
    "vertex_version",
    "snapshot_date",
    "effort_suffix",
]
"""What finds the model of a name in a log."""

Rule: TypeAlias = Callable[[Reading, KnownModels], Reading | None]

_BEDROCK = host_ids("bedrock")
_VERTEX = host_ids("vertex")
_OPENROUTER = host_ids("openrouter")
_AZURE = host_ids("azure")
_FIREWORKS = host_ids("fireworks")
_AREA = r"(?P<region>us-gov|us|eu|apac|au|ca|jp|global|[a-z]{2}(?:-[a-z]{1,9}){1,2}-[0-9])"

_ARN = re.compile(
    r"arn:aws[a-z-]*:bedrock:(?P<region>[a-z0-9-]+):[0-9]*:(?P<kind>[a-z-]+)/(?=(?P<id>.+))",
    re.IGNORECASE,
)
_NAMING = ("foundation-model", "inference-profile")
_PATH = re.compile(
    r"(projects/[^/]+/locations/(?P<region>[^/]+)/)?publishers/(?P<lab>[^/]+)/models/(?=.)"
)
_FIREWORKS_PATH = "accounts/fireworks/models/"
_FIRST = re.compile(r"(?P<first>[^/:]+)[/:](?=.)")
_INTERFACE = re.compile(r"(converse/|invoke/|chat:|completion:|responses:|messages:)(?=.)")
_REGION_DOT = re.compile(rf"{_AREA}\.(?=(?P<vendor>[a-z0-9-]+)\.)", re.IGNORECASE)
_REGION_PATH = re.compile(rf"{_AREA}(?:-standard)?/(?=.)", re.IGNORECASE)
_VENDOR = re.compile(r"(?P<vendor>[a-z0-9-]+)\.(?=(?P<rest>[a-z].*))", re.IGNORECASE)
_CLAUDE = re.compile(
    r"claude[- ](?P<major>[0-9])([.-](?P<minor>[0-9]))?[- ](?P<size>haiku|opus|sonnet)"
    r"(?P<rest>-[0-9]{8})?",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?<=[0-9])p(?=[0-9])")
_FINE_TUNED = re.compile(r"(?P<tuned>ft:[^:]+)(?P<owner>:.*)?")
_ROUTER_MARK = re.compile(
    r":(?P<mark>nitro|floor|online|exacto|beta|thinking|free|extended)$", re.IGNORECASE
)
_CONTEXT_MARK = re.compile(r"\[1m\]$", re.IGNORECASE)
_VERSION = re.compile(r"(:[0-9]+(?P<hourly>:[0-9]+k)?|-v1|(?<=-[0-9]{8})-v[2-9])$", re.IGNORECASE)
_AT_VERSION = re.compile(
    r"(-v[0-9])?@((?P<day>[0-9]{8})|(?P<month>[0-9]{4})(-[0-9]{3})?|default)$|-maas$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"-(?P<year>20[0-9]{2})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})$"
)
_EFFORTS = "(?:minimal|low|medium|high|xhigh)"
_EFFORT = re.compile(
    rf"([- ]{_EFFORTS}| ?\({_EFFORTS}\)|(-{_EFFORTS})?(?P<claude>-thinking))$", re.IGNORECASE
)
_DIGIT = re.compile(r"[0-9]")


def exact(reading: Reading, known: KnownModels) -> Reading | None:
    """The id of a model, exactly as written."""
    return known.take(_at_host(reading), known.with_id(reading.name))


def alias(reading: Reading, known: KnownModels) -> Reading | None:
    """Another name of a model, exactly as written."""
    if (dated := known.dated_alias(reading.name, exact=True)) is not None:
        return known.take_dated(reading, dated)
    return known.take(_at_host(reading), known.with_name(reading.name))


def _at_host(reading: Reading) -> Reading:
    """Say that a name with its maker and a dot is one of Bedrock, even if models have it."""
    found = _VENDOR.match(reading.name)
    is_vendor = found is not None and bool(lab_ids(found["vendor"]))
    return reading._replace(host=reading.host or _BEDROCK) if is_vendor else reading


def arn(reading: Reading, _: KnownModels) -> Reading | None:
    """An ARN of Amazon Bedrock that names a model."""
    if (found := _ARN.match(reading.name)) is None:
        return None
    if found["kind"].casefold() not in _NAMING:
        return reading._replace(
            host=_BEDROCK,
            region=found["region"],
            missed=f"an ARN of {found['kind']} names no model; say which in `names`",
        )
    rest = reading.without_prefix(found[0])
    return rest._replace(host=_BEDROCK, region=found["region"].casefold())


def provider_prefix(reading: Reading, known: KnownModels) -> Reading | None:
    """A path that says who made or who served the model."""
    name = reading.name
    if (path := _PATH.match(name)) and (lab := known.lab(path["lab"])):
        rest = reading.without_prefix(path[0]).of_lab(lab)
        return rest._replace(host=_VERTEX, region=known.region_of_vertex(path["region"]))
    if name.startswith(_FIREWORKS_PATH):
        return reading.without_prefix(_FIREWORKS_PATH)._replace(host=_FIREWORKS)
    if reading.removed and (interface := _INTERFACE.match(name)):
        return reading.without_prefix(interface[0])
    if (found := _FIRST.match(name)) is None:
        return None
    first, rest = found["first"], reading.without_prefix(found[0])
    if lab := known.lab("google" if found[0] == "models/" else first):
        return rest.of_lab(lab)
    host = known.host(first)
    return rest._replace(host=reading.host or host) if host else None


def region_prefix(reading: Reading, known: KnownModels) -> Reading | None:
    """A region before the maker, as at Amazon Bedrock, or a part of the path after the host."""
    if (found := _REGION_DOT.match(reading.name)) and known.lab(found["vendor"]):
        rest = reading.without_prefix(found[0])
        return rest._replace(host=reading.host or _BEDROCK, region=found["region"].casefold())
    if reading.host and (found := _REGION_PATH.match(reading.name)):
        return reading.without_prefix(found[0])._replace(region=found["region"].casefold())
    return None


def vendor_prefix(reading: Reading, known: KnownModels) -> Reading | None:
    """The maker and a dot, as at Amazon Bedrock."""
    found = _VENDOR.match(reading.name)
    if found is None or not (lab := lab_ids(found["vendor"])):
        return None
    rest = reading._replace(host=reading.host or _BEDROCK).without_prefix(found[0]).of_lab(lab)
    joined = f"{found['vendor']}-{found['rest']}"
    return rest._replace(name=joined, removed=reading.removed) if known.with_id(joined) else rest


def spelling(reading: Reading, known: KnownModels) -> Reading | None:
    """An id or another name of a model, whatever its case and separators."""
    if (dated := known.dated_alias(reading.name, exact=False)) is not None:
        return known.take_dated(reading, dated)
    return known.take(reading, known.with_spelling(reading.name))


def claude_name(reading: Reading, known: KnownModels) -> Reading | None:
    """A name of Claude with its number before its size, or without the day of its one snapshot."""
    names = [reading.name]
    if found := _CLAUDE.fullmatch(reading.name):
        number = "-".join(filter(None, (found["major"], found["minor"])))
        size, rest = found["size"].casefold(), found["rest"] or ""
        names = [f"claude-{number}-{size}{rest}", f"claude-{size}-{number}{rest}"]
        names += [] if found["minor"] else [f"claude-{size}-{number}-0{rest}"]
    held = (known.with_name(name) or known.claude_snapshots(name) for name in names)
    return known.take(reading, next(filter(None, held), ()))


def host_spelling(reading: Reading, _: KnownModels) -> Reading | None:
    """A name without its dots, as Azure and Fireworks write it."""
    name = reading.name
    if reading.host == _AZURE and name.startswith("gpt-35-"):
        return reading._replace(name=f"gpt-3.5-{name.removeprefix('gpt-35-')}")
    if reading.host == _FIREWORKS and _POINT.search(name):
        return reading._replace(name=_POINT.sub(".", name))
    return None


def fine_tuned(reading: Reading, known: KnownModels) -> Reading | None:
    """A fine-tuned model of OpenAI, by its own price or by none."""
    if (found := _FINE_TUNED.fullmatch(reading.name)) is None:
        return None
    if found["owner"] and known.with_id(found["tuned"]):
        return reading.without_suffix(found["owner"])
    missed = f"it is fine-tuned, and no price of {found['tuned']} is stated"
    return reading._replace(missed=missed)


def router_mark(reading: Reading, _: KnownModels) -> Reading | None:
    """What OpenRouter takes for a wish how to serve the model."""
    if (found := _ROUTER_MARK.search(reading.name)) is None:
        return None
    rest = reading.without_suffix(found[0])._replace(host=reading.host or _OPENROUTER)
    mark = found["mark"].casefold()
    if mark == "extended":
        return reading._replace(host=rest.host, missed="no price of it with long answers is stated")
    return rest._replace(unbilled="nothing states that it is free") if mark == "free" else rest


def context_mark(reading: Reading, _: KnownModels) -> Reading | None:
    """The mark of Claude Code for a longer context."""
    found = _CONTEXT_MARK.search(reading.name)
    return reading.without_suffix(found[0]) if found else None


def version_suffix(reading: Reading, _: KnownModels) -> Reading | None:
    """The version of the interface at Amazon Bedrock."""
    found = _VERSION.search(reading.name) if reading.host == _BEDROCK else None
    if found is None:
        return None
    if found["hourly"]:
        return reading._replace(missed="it is provisioned throughput, which is bought by the hour")
    return reading.without_suffix(found[0])


def vertex_version(reading: Reading, _: KnownModels) -> Reading | None:
    """The version after an at sign at Vertex AI, or its mark of a model that it serves itself."""
    found = _AT_VERSION.search(reading.name)
    if found is None or (found[0] == "-maas" and reading.host != _VERTEX):
        return None
    rest = reading.without_suffix(found[0])._replace(host=reading.host or _VERTEX)
    version = found["day"] or found["month"]
    return rest._replace(name=f"{rest.name}-{version}") if version else rest


def snapshot_date(reading: Reading, known: KnownModels) -> Reading | None:
    """The day of a snapshot, if the model without it is that snapshot."""
    if (found := _DATE.search(reading.name)) is None:
        return None
    rest = reading.without_suffix(found[0])
    dated = known.dated_alias(rest.name, exact=True)
    stem: Sequence[Model] = (
        [each.record for each in known.holders(dated)] if dated else known.with_name(rest.name)
    )
    day = "-".join((found["year"], found["month"], found["day"]))
    fitting = [each for each in stem if _has_day(each, day)]
    if fitting or not stem:
        return known.take(rest, fitting)
    return reading._replace(missed=f"{rest.name} is not known to be a snapshot of {day}")


def _has_day(model: Model, day: str) -> bool:
    """Whether a model was released on a day, or has it in its name."""
    released = model.released
    if released is not None and released.edtf == day:
        return True
    names = (model.id, *model.aliases, *model.api_names)
    return any(day in name or day.replace("-", "") in name for name in names)


def effort_suffix(reading: Reading, known: KnownModels) -> Reading | None:
    """How long the model was told to reason, if the rest is a name exactly as written."""
    if (found := _EFFORT.search(reading.name)) is None:
        return None
    rest = reading.without_suffix(found[0])
    # After a name without a number it may be the size of another model, as in `mistral-medium`.
    if not _DIGIT.search(rest.name):
        return None
    if found["claude"] and not rest.name.startswith("claude-"):
        return None
    return exact(rest, known) or alias(rest, known) or claude_name(rest, known)


RULES: dict[NameRule, Rule] = {
    "exact": exact,
    "alias": alias,
    "arn": arn,
    "provider_prefix": provider_prefix,
    "region_prefix": region_prefix,
    "vendor_prefix": vendor_prefix,
    "spelling": spelling,
    "claude_name": claude_name,
    "host_spelling": host_spelling,
    "fine_tuned": fine_tuned,
    "router_mark": router_mark,
    "context_mark": context_mark,
    "version_suffix": version_suffix,
    "vertex_version": vertex_version,
    "snapshot_date": snapshot_date,
    "effort_suffix": effort_suffix,
}
"""Every rule in order: the first that says something is applied, and then all of them again."""
