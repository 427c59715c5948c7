"""Questions that were not answered well, as documents that somebody should write."""
