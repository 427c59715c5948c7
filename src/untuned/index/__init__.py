"""Views of truth for search: chunks, the words index, and how they follow the change feed."""
