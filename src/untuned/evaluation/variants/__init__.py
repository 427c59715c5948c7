"""Ways to answer, by name: the shipped ones and the project's own, each with a hash over all that can change an answer."""
