"""Who asks: keys, tokens, sessions and groups, from what a request shows to a `Principal`.

`identity.py` is the file to read first; `access.py` reads `access.toml`. Nothing is imported here:
the command line reads the settings of all this without the libraries behind it.
"""
