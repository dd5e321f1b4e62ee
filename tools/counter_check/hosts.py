"""Names of the same host in several price catalogs; reviewed by hand."""

from typing import NamedTuple


class Host(NamedTuple):
    """One host in three price catalogs.

    Attributes:
        models_dev: Its id in models.dev.
        genai_prices: Its id in genai-prices.
        litellm: Its ids in LiteLLM; the first one is the prefix of its models.
    """

    models_dev: str | None = None
    genai_prices: str | None = None
    litellm: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in reports."""
        return self.models_dev or self.genai_prices or self.litellm[0]


_VERTEX = (
    "vertex_ai", "vertex_ai-language-models", "vertex_ai-anthropic_models",
    "vertex_ai-mistral_models", "vertex_ai-llama_models", "vertex_ai-ai21_models",
    "vertex_ai-deepseek_models", "vertex_ai-qwen_models", "vertex_ai-zai_models",
    "vertex_ai-openai_models", "vertex_ai-minimax_models", "vertex_ai-moonshot_models",
    "vertex_ai-embedding-models", "vertex_ai-text-models",
)  # fmt: skip

HOSTS = (
    Host("abliteration-ai", None, ("abliteration",)),
    Host("aihubmix", None, ("aihubmix",)),
    Host("alibaba", None, ("dashscope",)),
    Host("amazon-bedrock", "aws", ("bedrock", "bedrock_converse")),
    Host("anthropic", "anthropic", ("anthropic",)),
    Host("azure", "azure", ("azure", "azure_text")),
    Host("baseten", "baseten", ("baseten",)),
    Host("cerebras", "cerebras", ("cerebras",)),
    Host("cloudflare-workers-ai", "cloudflare", ("cloudflare",)),
    Host("cohere", "cohere", ("cohere", "cohere_chat")),
    Host("databricks", "databricks", ("databricks",)),
    Host("deepinfra", None, ("deepinfra",)),
    Host("deepseek", "deepseek", ("deepseek",)),
    Host("fireworks-ai", "fireworks", ("fireworks_ai", "fireworks_ai-embedding-models")),
    Host("friendli", None, ("friendliai",)),
    Host("github-copilot", "github-copilot", ("github_copilot",)),
    Host("gmicloud", None, ("gmi",)),
    Host("google", "google", ("gemini",)),
    Host("google-vertex", None, _VERTEX),
    Host("groq", "groq", ("groq",)),
    Host("inception", None, ("inception", "text-completion-inception")),
    Host("llama", None, ("meta_llama",)),
    Host("minimax", "minimax", ("minimax",)),
    Host("mistral", "mistral", ("mistral",)),
    Host("moonshotai", "moonshotai", ("moonshot",)),
    Host("morph", None, ("morph",)),
    Host("nebius", None, ("nebius",)),
    Host("nova", None, ("amazon_nova",)),
    Host("novita-ai", "novita", ("novita",)),
    Host("openai", "openai", ("openai", "text-completion-openai")),
    Host("opencode-go", None, ("opencode_go",)),
    Host("openrouter", "openrouter"),
    Host("ovhcloud", "ovhcloud", ("ovhcloud",)),
    Host("perplexity", "perplexity", ("perplexity",)),
    Host("sarvam", None, ("sarvam",)),
    Host("scaleway", None, ("scaleway",)),
    Host("togetherai", "together", ("together_ai",)),
    Host("v0", None, ("v0",)),
    Host("vercel", None, ("vercel_ai_gateway",)),
    Host("wandb", None, ("wandb",)),
    Host("xai", "x-ai", ("xai",)),
    Host("xiaomi", None, ("xiaomi_mimo",)),
    Host("zai", "zai", ("zai",)),
    Host("zhipuai", "zhipuai"),
    Host(None, "meta", ("meta",)),
    Host(None, "typesafe", ("typesafe",)),
    Host(None, "voyageai", ("voyage",)),
)
"""Hosts that at least two of the price catalogs list."""
