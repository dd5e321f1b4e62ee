"""What the facts of a provider contradict, found by arithmetic.

A provider comes in; findings go out. A module holds the rules of one kind; `findings` lists them
and calls them. Start reading with `conflict`, which says what a rule gives.
"""
