"""Questions proposed from documents by rules: no model words them, and a person confirms them."""
