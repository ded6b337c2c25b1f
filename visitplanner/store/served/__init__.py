"""An office on a server: joined by many laptops, made, moved to and looked after by commands. A laptop alone reads none of it."""
