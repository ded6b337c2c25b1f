"""What is told to headquarters, on the command line."""
