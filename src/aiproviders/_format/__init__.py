"""Our files: how they are read, checked and written.

Folders of TOML and JSON files come in; a checked `Provider`, or every fault in words, goes out.
Start reading with `serialization`, which calls `files`, `validation` and `converter` in this order.
`registry` finds the providers that are bundled or installed.
"""
