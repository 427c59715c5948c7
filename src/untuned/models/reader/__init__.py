"""The default reader: which sentences of what was found answer a question."""
