"""Haystack: DocumentSplitter, InMemoryBM25Retriever, DocumentJoiner over it and InMemoryEmbeddingRetriever."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

from _job import Group, Index, Text, main
from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy


@component
class TextEmbedder:
    """Our embedder, for questions."""

    def __init__(self, own) -> None:
        self._own = own

    @component.output_types(embedding=list[float])
    def run(self, text: str):
        """A question's vector."""
        return {"embedding": self._own.vector(text).tolist()}


@component
class DocumentEmbedder:
    """Our embedder, for documents."""

    def __init__(self, own) -> None:
        self._own = own

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]):
        """The documents with their vectors."""
        for document, vector in zip(documents, self._own.vectors([one.content or "" for one in documents]), strict=True):
            document.embedding = vector.tolist()
        return {"documents": documents}


def splitter():
    """As in the tutorial of hybrid retrieval."""
    made = DocumentSplitter(split_by="word", split_length=512, split_overlap=32)
    if hasattr(made, "warm_up"):
        made.warm_up()
    return made


def retriever_of(store, embedder, *, limit: int):
    """A function from a question to documents."""
    words = InMemoryBM25Retriever(document_store=store, top_k=limit)
    if embedder is None:
        return lambda question: words.run(query=question)["documents"]
    pipeline = Pipeline()
    pipeline.add_component("text_embedder", TextEmbedder(embedder))
    pipeline.add_component("embedding_retriever", InMemoryEmbeddingRetriever(document_store=store, top_k=limit))
    pipeline.add_component("bm25_retriever", words)
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=limit))
    pipeline.connect("text_embedder.embedding", "embedding_retriever.query_embedding")
    pipeline.connect("bm25_retriever", "joiner")
    pipeline.connect("embedding_retriever", "joiner")
    return lambda question: pipeline.run({"text_embedder": {"text": question}, "bm25_retriever": {"query": question}})["joiner"][
        "documents"
    ]


def index(group: Group) -> Index:
    documents = [Document(content=one["text"], meta={"name": one["id"]}) for one in group.documents if one["text"].strip()]
    parts = splitter().run(documents=documents)["documents"]
    if group.embedder is not None:
        parts = DocumentEmbedder(group.embedder).run(documents=parts)["documents"]
    store = InMemoryDocumentStore()
    store.write_documents(parts, policy=DuplicatePolicy.OVERWRITE)
    texts = {one["id"]: Text(one["text"]) for one in group.documents}
    find = retriever_of(store, group.embedder, limit=group.limit)

    def search(question: str):
        return [
            (hit.meta["name"], *texts[hit.meta["name"]].place(hit.content, after=hit.meta.get("split_idx_start") or 0))
            for hit in find(question)
        ]

    return Index(search=search, chunks=store.count_documents())


def _opened(state: Path):
    kept = state / "store.json"
    state.mkdir(parents=True, exist_ok=True)
    return InMemoryDocumentStore.load_from_disk(str(kept)) if kept.exists() else InMemoryDocumentStore()


def sync(folder: Path, state: Path, embedder):
    """Files by their kind to converters, split, embedded, written; the documentation has no step for removed files."""
    from haystack.components.converters import DOCXToDocument, HTMLToDocument, MarkdownToDocument, PyPDFToDocument, TextFileToDocument
    from haystack.components.routers import FileTypeRouter

    store = _opened(state)
    kinds = {
        "text/markdown": MarkdownToDocument(),
        "text/plain": TextFileToDocument(),
        "text/html": HTMLToDocument(),
        "application/pdf": PyPDFToDocument(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCXToDocument(),
    }
    pipeline = Pipeline()
    pipeline.add_component("router", FileTypeRouter(mime_types=list(kinds), additional_mimetypes={"text/markdown": ".md"}))
    pipeline.add_component("joiner", DocumentJoiner())
    for number, (kind, converter) in enumerate(kinds.items()):
        pipeline.add_component(f"converter{number}", converter)
        pipeline.connect(f"router.{kind}", f"converter{number}.sources")
        pipeline.connect(f"converter{number}", "joiner")
    pipeline.add_component("splitter", splitter())
    pipeline.add_component("embedder", DocumentEmbedder(embedder))
    pipeline.add_component("writer", DocumentWriter(document_store=store, policy=DuplicatePolicy.OVERWRITE))
    pipeline.connect("joiner", "splitter")
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    pipeline.run({"router": {"sources": sorted(path for path in folder.rglob("*") if path.is_file())}})
    store.save_to_disk(str(state / "store.json"))
    return {"chunks": store.count_documents()}


def ask(_folder: Path, state: Path, embedder, question: str, _count: str = ""):
    store = _opened(state)
    held = store.filter_documents()
    if not held:
        return {"hits": [], "chunks": 0, "distinct": 0, "sources": 0}
    distinct = {(one.meta.get("file_path"), one.meta.get("split_id"), one.content) for one in held}
    return {
        "hits": [[str(hit.meta.get("file_path")), hit.content] for hit in retriever_of(store, embedder, limit=5)(question)],
        "chunks": len(held),
        "distinct": len(distinct),
        "sources": len({source for source, _, _ in distinct}),
    }


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    main(index, sync, ask)
