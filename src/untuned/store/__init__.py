"""Truth: one SQL database of texts, documents, versions, answers and the feed of changes."""
