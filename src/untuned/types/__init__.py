"""The nouns: frozen, keyword-only records that import nothing but each other."""
