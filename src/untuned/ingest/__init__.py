"""Sync: files become searchable versions."""
