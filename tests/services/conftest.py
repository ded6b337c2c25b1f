"""A real office for the services: a clock the test turns, an empty database, a small office kept in it."""

from tests.small_office import clock, office
from tests.small_office import kept as small

__all__ = ["clock", "office", "small"]
