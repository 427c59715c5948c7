"""LanceDB as an engine for both kinds of index: in a local folder, or on object storage."""
