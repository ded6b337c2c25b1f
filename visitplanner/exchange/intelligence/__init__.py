"""Files that tell headquarters what the office knows of its customers' plans."""
