"""Random input, guided by the lines that it reaches, for whatever reads a caller's text.

`python -m tools.fuzz` fuzzes every target for the same time, in an environment that has atheris;
`python -m tools.fuzz.search quantity 60` fuzzes one of them for a minute.
"""
