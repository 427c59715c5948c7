"""Climbing: rungs in order of cost, each tried against the one that stands, until nothing more is gained."""
