"""One self-contained HTML page for people: nothing is loaded from anywhere, and it reads without a script."""
