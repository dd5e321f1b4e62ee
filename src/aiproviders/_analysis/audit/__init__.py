"""The audit: contradictions between the facts of a provider, found by arithmetic.

A provider comes in; findings go out. Each module holds rules about one kind of facts; `findings`
lists the rules and runs them. Start reading with `conflict`, which defines what a rule yields.
"""
