"""LangChain: RecursiveCharacterTextSplitter (1,000, overlap 200), BM25Retriever, EnsembleRetriever over it and FAISS."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from _job import Group, Index, main
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


class Embedding(Embeddings):
    """Our embedder behind their class."""

    def __init__(self, own) -> None:
        self._own = own

    def embed_documents(self, texts):
        """Vectors of texts."""
        return self._own.vectors(texts).tolist()

    def embed_query(self, text):
        """A question's vector."""
        return self._own.vector(text).tolist()


def splitter():
    return RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)


def retriever_of(parts, store, *, limit: int):
    """Words alone, or words and vectors fused."""
    words = BM25Retriever.from_documents(parts)
    words.k = limit
    if store is None:
        return words
    # without a key chunks of one text count as one, and a title that stands above many texts comes first
    return EnsembleRetriever(retrievers=[words, store.as_retriever(search_kwargs={"k": limit})], weights=[0.5, 0.5], id_key="key")


def keyed(parts):
    """The parts, each with what tells it from those of the same text."""
    for part in parts:
        part.metadata["key"] = f"{part.metadata['source']}:{part.metadata['start_index']}"
    return parts


def index(group: Group) -> Index:
    documents = [Document(page_content=one["text"], metadata={"source": one["id"]}) for one in group.documents]
    parts = keyed(splitter().split_documents(documents))
    store = None
    if group.embedder is not None:
        from langchain_community.vectorstores import FAISS

        store = FAISS.from_documents(parts, Embedding(group.embedder))
    retriever = retriever_of(parts, store, limit=group.limit)

    def search(question: str):
        found = retriever.invoke(question)[: group.limit]
        return [(hit.metadata["source"], hit.metadata["start_index"], hit.metadata["start_index"] + len(hit.page_content)) for hit in found]

    return Index(search=search, chunks=len(parts))


def _opened(state: Path, embedder):
    from langchain_chroma import Chroma
    from langchain_classic.indexes import SQLRecordManager

    state.mkdir(parents=True, exist_ok=True)
    store = Chroma(collection_name="documents", embedding_function=Embedding(embedder), persist_directory=str(state / "chroma"))
    manager = SQLRecordManager("chroma/documents", db_url=f"sqlite:///{state}/records.sql")
    manager.create_schema()
    return store, manager


def _loaded(folder: Path):
    from langchain_community.document_loaders import BSHTMLLoader, DirectoryLoader, Docx2txtLoader, PyPDFLoader, TextLoader

    kinds = (("**/*.md", TextLoader), ("**/*.txt", TextLoader), ("**/*.html", BSHTMLLoader))
    found = []
    for pattern, loader in (*kinds, ("**/*.pdf", PyPDFLoader), ("**/*.docx", Docx2txtLoader)):
        options = {"encoding": "utf-8"} if loader is TextLoader else {}
        found += DirectoryLoader(str(folder), glob=pattern, loader_cls=loader, loader_kwargs=options).load()
    return found


def sync(folder: Path, state: Path, embedder):
    from langchain_classic.indexes import index as bring

    store, manager = _opened(state, embedder)
    parts = keyed(splitter().split_documents(_loaded(folder)))
    bring(parts, manager, store, cleanup="full", source_id_key="source", key_encoder="sha256")
    return {"chunks": len(store.get(include=[])["ids"])}


def ask(_folder: Path, state: Path, embedder, question: str, _count: str = ""):
    store, _ = _opened(state, embedder)
    held = store.get()
    parts = [Document(page_content=text, metadata=given) for text, given in zip(held["documents"], held["metadatas"], strict=True)]
    if not parts:
        return {"hits": [], "chunks": 0, "distinct": 0, "sources": 0}
    found = retriever_of(parts, store, limit=5).invoke(question)[:5]
    distinct = {(one.metadata["source"], one.metadata.get("start_index"), one.page_content) for one in parts}
    return {
        "hits": [[hit.metadata["source"], hit.page_content] for hit in found],
        "chunks": len(parts),
        "distinct": len(distinct),
        "sources": len({source for source, _, _ in distinct}),
    }


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    main(index, sync, ask)
