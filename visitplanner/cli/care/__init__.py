"""Programmes, leaflets and surveys on the command line, beyond their lists."""
