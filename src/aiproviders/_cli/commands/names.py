"""The names of the commands, with what each does in a line, and where it is.

The help and the completion of names take them from here, and load no command.
"""

GROUPS = {
    "Look something up": {
        "find": ("lookup", "Find anything by words, and what to type next."),
        "show": ("lookup", "Show a model, figure, person, event or provider."),
        "models": ("lists", "List models; each filter narrows the list."),
        "timeline": ("lists", "List events in order of time."),
        "metrics": ("lists", "List reported figures; each filter narrows the list."),
        "market": ("lists", "Show the market: labs, models, sources."),
        "providers": ("lists", "List the providers that are installed."),
    },
    "Prices and costs": {
        "price": ("facts", "Say what a model or a request to it costs."),
        "compare": ("facts", "Put models side by side, field by field."),
        "prices": ("facts", "List the prices of a model over time."),
        "cost": ("cost", "Price logs of usage, and sum the costs up."),
    },
    "Check and cite": {
        "cite": ("lookup", "Cite facts as text, BibTeX or CSL-JSON."),
        "audit": ("files", "List contradictions in the facts."),
        "gaps": ("files", "Count what the sources do not state."),
        "diff": ("files", "List what differs between two versions."),
    },
    "Files to hand over": {
        "report": ("files", "Write one HTML page to hand over."),
        "export": ("files", "Write facts to Excel, DuckDB, Parquet, CSV or JSON."),
    },
    "Data of your own": {
        "new": ("files", "Write a minimal provider to fill in."),
        "validate": ("files", "List all that is wrong with a provider's files."),
        "schema": ("files", "Print the format of providers as JSON Schema."),
    },
}
"""Under each heading of the help, in an order in which a newcomer needs them: the commands by name,
each with the module in this folder that has it, as a function of its name, and what it does."""

COMMANDS = {name: told for group in GROUPS.values() for name, told in group.items()}
"""The same commands by name."""
