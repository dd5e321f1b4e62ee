"""What is known about a provider: records, and the collections that hold them.

Values come in; frozen records, catalogs, timelines and a `Provider` go out. Nothing here knows a
file. Start reading with `record`, then `model`, `catalog`, `lookup` and `provider`.

Four modules reach rooms above this one, when their methods are called: `display_methods` (how an
object shows itself), `frame_methods` (how a collection becomes a data frame), `provider`, `market`.
"""
