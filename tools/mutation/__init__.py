"""Mutation testing: which changes to the code no test notices.

`python -m tools.mutation 200` makes 200 changes to the modules that differ from the branch main,
and `python -m tools.mutation 200 src/aiproviders/_values` to those of a folder, in an environment
that has mutmut. The same number of the same modules gives the same changes.

The changes are those of mutmut. How they are run is our own: mutmut leaves out what is decorated,
so every property, and the functions that it puts in place of ours fail tests of signatures.
"""
