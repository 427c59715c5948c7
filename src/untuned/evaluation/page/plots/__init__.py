"""Plots as SVG: figures in, markup out. Colours are the page's own, so that they follow its theme."""
