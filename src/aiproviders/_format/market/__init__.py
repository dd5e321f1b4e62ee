"""The files of the market: `files` reads and writes those of a caller, `bundled` our own."""
