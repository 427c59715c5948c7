"""Chat models: asked by name, within limits, for claims with quotes."""
