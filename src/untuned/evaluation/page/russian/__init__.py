"""Sentences of the measuring core in Russian: each module is a table of (English, Russian), `say` finds the one that fits."""
