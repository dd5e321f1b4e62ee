"""Uses Acme where its package is installed; `nox -s plugins` runs this."""

from aiproviders import alibaba, find_model, price_performance, provider, providers

acme = provider("acme")
assert acme is provider("Acme Limited") is providers()["acme"]
assert providers().ids == (alibaba.id, acme.id)

rocket = find_model("acme/Rocket 2", in_=providers())
assert rocket is acme.models["rocket-2"]

print(price_performance([*alibaba.models, rocket]))  # noqa: T201 - what the script is for
