"""Formats of logs of records: sessions of agents, spans and invocations, in JSON.

Records come in, logged requests go out. Start reading with any of them.
"""
