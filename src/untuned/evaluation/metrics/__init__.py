"""What is measured of a run: one metric a file, each with its definition, range and source; `registry` lists them."""
