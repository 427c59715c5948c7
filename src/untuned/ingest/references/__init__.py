"""What a version's text points at, looked up in its own structure and in what other documents define."""
