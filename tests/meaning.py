"""Vectors to build tests from: an embedder that hashes words, and clustered vectors by chance."""

import hashlib
from dataclasses import replace

import numpy as np

from indexing import EVERYONE, entries_of

DIMENSIONS = 32


class Hashed:
    """Texts that share words are near; a model of another name gives other vectors."""

    def __init__(self, name="hashed/1", languages=("en",)):
        self.name = name
        self.languages = languages
        self.dimensions = DIMENSIONS
        self.weight = 0.5
        self.asked = []

    def embed(self, texts, *, kind):
        self.asked += [(kind, text) for text in texts]
        return np.stack([vector_of(text, name=self.name) for text in texts])


def vector_of(text, *, name="hashed/1"):
    """The sum of the words' own directions, of length 1."""
    found = np.zeros(DIMENSIONS, dtype=np.float32)
    for word in text.lower().replace(".", " ").split():
        seed = int.from_bytes(hashlib.sha256(f"{name} {word}".encode("utf-8", "surrogatepass")).digest()[:8], "little")
        found += np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
    length = np.linalg.norm(found)
    return found / length if length else found


def vectored(texts, *, groups=EVERYONE, attributes=None):
    """Entries of short texts with their vectors, document 1 the first; `attributes` for each where there are some."""
    made = [replace(entry, vector=vector_of(entry.text)) for entry in entries_of(texts, groups=groups)]
    return made if attributes is None else [replace(one, attributes=held) for one, held in zip(made, attributes, strict=True)]


def clustered(count, *, rng, dimensions=DIMENSIONS, clusters=50, spread=0.5):
    """Vectors of length 1 around some centres."""
    centres = rng.standard_normal((clusters, dimensions)).astype(np.float32)
    points = centres[rng.integers(clusters, size=count)] + spread * rng.standard_normal((count, dimensions)).astype(np.float32)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


class Own:
    """An embedder that a project names as an extension."""

    name = "hashed-own"
    languages = ("en",)

    def embed(self, texts):
        return [vector_of(text) for text in texts]


class Failing(Own):
    """It makes the one vector by which its length is known, and no other."""

    def embed(self, texts):
        if list(texts) != ["warm"]:
            raise RuntimeError("out of order")
        return super().embed(texts)


MEANS = {"quit": "terminate", "quits": "terminate", "job": "employment", "nan": "grandparent", "sleep": "lodged", "elevator": "lift"}


class Knowing(Own):
    """It counts the longer words, a few of them as those that documents have for them."""

    name = "knowing"

    def embed(self, texts):
        return [self._counted(text) for text in texts]

    def _counted(self, text):
        words = (word.strip("?.!,:") for word in text.lower().split())
        found = np.zeros(4096, dtype=np.float32)
        for word in (MEANS.get(word, word) for word in words if word in MEANS or len(word) > 4):
            found[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little") % 4096] += 1
        return found / max(np.linalg.norm(found), 1.0)


class Tiring(Knowing):
    """It reads questions alone once it is tired."""

    name = "tiring"
    tired = False

    def embed(self, texts):
        if self.tired and len(texts) > 1:
            raise RuntimeError("tired")
        return super().embed(texts)
