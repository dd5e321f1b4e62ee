"""Mutation testing: which changes to the code no test notices.

`python -m tools.mutation 200` runs 200 mutants of the modules that differ from the branch main, and
`python -m tools.mutation 200 src/aiproviders/_values` those of a folder, in an environment that has
mutmut. The same number of the same modules gives the same mutants.
"""
