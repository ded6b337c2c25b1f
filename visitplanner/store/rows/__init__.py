"""Which table keeps which record, and how people call it."""
