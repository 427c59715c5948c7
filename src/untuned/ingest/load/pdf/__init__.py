"""PDF: pages word for word, with their places."""
