"""Answers you can check: a folder of documents becomes quoted, verified answers."""

__version__ = "0.1.0"
