"""Verification: is a quote in its source, and is it about what was asked."""
