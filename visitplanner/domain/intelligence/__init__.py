"""What the office knows about where its customers' business is going, and what headquarters is told of it."""
