"""Questions to measure with: taken from files, tied to their passages, split, looked over, proposed, and given back out."""
