"""Statements of documents that contradict each other, found at sync with bounded cost."""
