"""ASK: retrieve, read, verify, decide; `ask.py` is the spine."""
