"""How far quotes carry a claim."""
