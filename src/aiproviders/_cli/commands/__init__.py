"""The commands, related ones in a module, and their names and short helps.

The command line loads the module of a command when it is called. Start reading with `names`.
"""
