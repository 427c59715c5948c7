"""Whether a source says just what a quote says."""
