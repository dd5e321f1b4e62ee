"""Responses of providers as they are: what each API answers, whole or streamed.

Records come in, logged requests go out. Start reading with any of them.
"""
