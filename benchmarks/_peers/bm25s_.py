"""bm25s with Snowball stems, as its README sets it up; it has no splitter and is given the chunks of untuned."""

import bm25s
import Stemmer
from _job import Group, Index, main

LANGUAGES = {"en": "english", "ru": "russian"}


def index(group: Group) -> Index:
    texts = {document["id"]: document["text"] for document in group.documents}
    stemmer = Stemmer.Stemmer(LANGUAGES[group.language])
    corpus = [texts[document][start:end] for document, start, end in group.chunks]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(corpus, stopwords=group.language, stemmer=stemmer, show_progress=False), show_progress=False)

    def search(question: str):
        asked = bm25s.tokenize(question, stopwords=group.language, stemmer=stemmer, show_progress=False)
        found, _ = retriever.retrieve(asked, k=min(group.limit, len(corpus)), show_progress=False)
        return [group.chunks[at] for at in found[0]]

    return Index(search=search, chunks=len(corpus))


if __name__ == "__main__":
    main(index)
