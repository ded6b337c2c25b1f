"""visitplanner: the customer visits of a Taipower district office."""

__version__ = "0.1.0"
