"""What points from one part of a text to another, and what is pointed at: labels, mentions, links, codes, defined terms."""
