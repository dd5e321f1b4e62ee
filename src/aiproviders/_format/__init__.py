"""The files of providers: how they are found, read, checked and written.

Folders of TOML and JSON files come in; a checked `Provider`, or an error for each fault, goes out.
Start reading with `serialization`, which calls `documents`, `validation` and `converter` in this
order. `registry` finds the providers that are bundled or installed; `bundled` and
`market` read what comes with the package.
"""
