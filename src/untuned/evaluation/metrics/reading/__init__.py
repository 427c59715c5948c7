"""How metrics read texts: tokens, values, what a text says, where spans overlap."""
