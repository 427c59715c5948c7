"""The steps of a summary: a document as sections of sentences, which of them to choose, what they lean on, what they cover."""
