"""The headless front end. It proves the split: all that the window does can be asked here."""
