"""A program that PyInstaller packs into one file; `nox -s frozen` makes and runs it."""

from aiproviders import alibaba, audit, find_model, json_schema, price_performance

if not (alibaba.models["qwen3.7-max"].price.input and audit(alibaba) and json_schema()):
    raise SystemExit(1)
print(price_performance(alibaba.models))
print(find_model("gpt-5").price)
