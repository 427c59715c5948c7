"""Strings in, strings or offsets out: words, sentences, lines, languages."""
