"""Office documents, read from their archives."""
