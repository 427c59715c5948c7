"""Makers of test material: mutated quotes, renderings of true ones, twin questions."""
