"""Tables of what the office does for its customers besides visits, and of what it knows about their plans."""

from visitplanner.store.tables.care import intelligence, lists

__all__ = ["intelligence", "lists"]
