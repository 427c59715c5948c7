"""What is wrong with the documents: one file for each kind of trouble, and `look` that knows their order."""
