"""What looks back: so far the ledger."""

from accountability.models.ledger import LedgerEntry, LedgerHead

__all__ = ["LedgerEntry", "LedgerHead"]
