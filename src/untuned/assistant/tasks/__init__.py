"""Structured tasks: an input becomes a label or JSON, by a chat model or by a classifier that learnt from the examples."""
