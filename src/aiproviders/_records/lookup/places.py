"""How logs call makers of models and hosts, and the ids that these have in models."""

from collections.abc import Iterable

from aiproviders._records.lookup.names import normalized

# The first of each row is the id in our own data. Sources of the spellings: the ids of providers
# in LiteLLM, models.dev and genai-prices, the first part of names on OpenRouter, and the values
# of `gen_ai.system` and `gen_ai.provider.name` in OpenTelemetry.
_LABS = (
    ("openai", "text-completion-openai"),
    ("anthropic",),
    (
        "google",
        "gemini",
        "google-ai-studio",
        "gcp.gemini",
        "gcp.gen_ai",
        "google_genai",
        "google-gla",
    ),
    ("meta", "meta-llama", "llama"),
    ("mistral", "mistralai", "codestral", "text-completion-codestral"),
    ("cohere", "cohere_chat"),
    ("amazon", "amazon_nova"),
    ("alibaba", "qwen", "dashscope"),
    ("deepseek", "deepseek-ai"),
    ("moonshotai", "moonshot", "moonshot_ai"),
    ("zhipuai", "zai", "z-ai", "zai-org", "zhipu"),
    ("minimax", "minimaxai", "minimax_ai"),
    ("xai", "x-ai"),
    ("nvidia",),
    ("perplexity", "perplexity_ai"),
    ("inception", "text-completion-inception"),
    ("stepfun", "stepfun-ai"),
    ("tencent", "tencent-tokenhub"),
    ("xiaomi", "xiaomi_mimo"),
    ("upstage",),
    ("sakana",),
)

_HOSTS = (
    ("azure", "azure_ai", "azure_text", "azure_openai", "azure.ai.openai", "azure.ai.inference",
     "azure-cognitive-services", "az.ai.openai", "az.ai.inference", "microsoft_azure"),
    ("bedrock", "bedrock_converse", "amazon-bedrock", "aws", "aws.bedrock", "aws_bedrock"),
    ("vertex", "vertex_ai", "vertex_ai_beta", "google-vertex", "google-vertex-anthropic",
     "google_vertexai", "google_vertex_ai", "gcp.vertex_ai", "vertexai",
     "vertex_ai-anthropic_models"),
    ("openrouter",),
    ("fireworks-ai", "fireworks_ai", "fireworks"),
    ("togetherai", "together_ai", "together"),
    ("vercel", "vercel_ai_gateway"),
    ("github-copilot", "github_copilot", "copilot"),
    ("github-models", "github"),
    ("cloudflare", "cloudflare-workers-ai", "workers-ai", "@cf"),
    *((each,) for each in (
        "aihubmix", "anyscale", "baseten", "bedrock_mantle", "cerebras", "chatgpt", "crusoe",
        "databricks", "deepinfra", "featherless_ai", "friendliai", "gmi", "gradient_ai", "groq",
        "heroku", "huggingface", "hyperbolic", "lambda_ai", "litellm_proxy", "nebius", "novita",
        "nscale", "nvidia_nim", "oci", "ollama", "opencode", "opencode_go", "ovhcloud",
        "poe", "publicai", "replicate", "requesty", "sambanova", "scaleway", "snowflake",
        "volcengine", "wandb", "watsonx",
    )),
)  # fmt: skip


def _by_spelling(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {normalized(each): row for row in rows for each in row}


_LAB_BY_SPELLING = _by_spelling(_LABS)
_HOST_BY_SPELLING = _by_spelling(_HOSTS)


def lab_ids(name: str) -> tuple[str, ...]:
    """Return the ids that a maker of models may have; nothing if none is called so."""
    return _LAB_BY_SPELLING.get(normalized(name), ())


def host_ids(name: str) -> tuple[str, ...]:
    """Return the ids that a host may have; nothing if none is called so."""
    return _HOST_BY_SPELLING.get(normalized(name), ())
