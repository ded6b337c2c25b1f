"""What keeps an office on a server: its checks, rights, audit and news, in the server's own words."""

from visitplanner.store.dialects import postgresql as server_dialect

__all__ = ["EXAMPLE", "PRODUCT", "SCHEMES", "server_dialect"]

PRODUCT = "PostgreSQL"
SCHEMES = ("postgresql", "postgres")
"""With what the address of a server begins."""
EXAMPLE = "postgresql://ann@office.lan/visits?sslrootcert=office.crt"
