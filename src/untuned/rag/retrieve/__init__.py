"""From hits to what is read: reranking and the budget."""
