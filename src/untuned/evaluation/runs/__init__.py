"""Runs: what is to be asked, what it may cost, asking it, and answers that were made elsewhere."""
