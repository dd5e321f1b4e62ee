"""What is kept of the bundled data, and one command that writes all that depends on them.

`python -m tools.data` is the command, which `nox -s data` runs.
"""
