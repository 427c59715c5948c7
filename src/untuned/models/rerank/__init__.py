"""Found passages in a new order: by a local cross-encoder, or by one behind an endpoint."""
