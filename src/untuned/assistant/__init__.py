"""The one door to an answer, for the command line, Python, servers and measuring alike."""
