"""情資: what customers plan, by industry, month and card, and what headquarters is told of it."""
