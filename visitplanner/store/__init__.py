"""Where the office's records are kept: an encrypted file. The only package that knows SQL; rows never leave it."""
