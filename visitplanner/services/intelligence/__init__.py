"""Intelligence cards from visits, their roll-up, and what was submitted to headquarters."""
