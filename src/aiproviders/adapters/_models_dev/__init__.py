"""What `aiproviders.adapters.models_dev` is made of.

The contents of a file, a package or a checkout come in, and providers go out. `providers` is where
to start reading; it calls `prices` and `facts`. `checkout` reads the files of a repository, and
`format` names the fields of the price catalog.
"""
