"""Files of questions: their rows, and what each row says in the shape that it is in."""
