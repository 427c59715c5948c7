"""Pages of the web, fetched through one guarded door."""
