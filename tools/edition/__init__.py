"""The edition: what makes the bundled data of the market from other price catalogs.

In come pinned packages and folders of data (`inputs.toml`), and tables that people have reviewed:
`labs.toml`, `scope/`, `decisions.toml`. Out comes a folder of TOML for each lab, and a report of
what has changed and what nobody has decided. Start at `__main__`.
"""
