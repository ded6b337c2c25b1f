"""What keeps an office on a server: its checks, rights, audit and news, in the server's own words."""
