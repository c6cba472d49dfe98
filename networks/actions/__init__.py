"""Verbs. Each changes one thing, in one transaction, under lock, and announces exactly one event."""
