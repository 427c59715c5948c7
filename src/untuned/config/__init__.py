"""untuned.toml: found, read, written, proposed; and the objects of other packages that it names."""

from untuned.config.read import FILE_NAME, find, read
from untuned.config.render import render

__all__ = ["FILE_NAME", "find", "read", "render"]
