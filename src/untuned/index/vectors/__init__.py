"""Views of meaning: one vector for each chunk, searched by cosine, beside the views of words."""
