"""What one database engine does its own way, behind names all of the store uses; `dialect` is the one in use.

A dialect is a module with the names of `sqlcipher.py`. An office on a server gets a second module here.
"""

from visitplanner.store.dialects import sqlcipher as dialect

__all__ = ["dialect"]
