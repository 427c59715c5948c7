"""Readers: what proposes claims with quotes from the passages that were found."""
