"""Texts as vectors of their meaning: local models, the project's own, and a cache of what was computed."""
