"""Whether a quote is about what the question names."""
