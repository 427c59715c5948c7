"""The past states of files in a git folder."""
