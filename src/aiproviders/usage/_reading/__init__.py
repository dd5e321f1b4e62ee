"""Reading logs: files, folders, frames and responses, in any format that is known.

A source comes in, and a `UsageLog` goes out, with what was skipped and why. Start with `read`.
"""
