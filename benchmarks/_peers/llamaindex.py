"""LlamaIndex: SentenceSplitter, BM25Retriever with stems and stop words, QueryFusionRetriever in reciprocal_rerank mode.

As documented, its pipeline fails above 5,461 chunks: `ChromaVectorStore` cuts what it adds into batches of a fixed 41,665, and Chroma takes
no more than the SQLite at hand allows (run-llama/llama_index#20142, open). So that it can be measured at all, the fixed number is replaced
by what Chroma itself says that it takes; nothing else of it is changed.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import Stemmer
from _job import Group, Index, Text, main
from llama_index.core import Settings, SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.ingestion import DocstoreStrategy, IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import Document
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.retrievers.bm25 import BM25Retriever

LANGUAGES = {"en": "english", "ru": "russian"}
CHUNK_TOKENS = 512
"""As on the page of the BM25 retriever."""
Settings.llm = None


class Embedding(BaseEmbedding):
    """Our embedder behind their class."""

    model_name: str = "shared"
    _own: object = None

    def __init__(self, own, **given) -> None:
        super().__init__(embed_batch_size=64, **given)
        self._own = own

    def _get_query_embedding(self, query):
        return self._own.vector(query).tolist()

    async def _aget_query_embedding(self, query):
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text):
        return self._own.vector(text).tolist()

    def _get_text_embeddings(self, texts):
        return self._own.vectors(texts).tolist()


def retriever_of(nodes, vectors, *, language: str, limit: int):
    """Words alone, or words and vectors fused."""
    words = BM25Retriever.from_defaults(
        nodes=nodes,
        similarity_top_k=min(limit, len(nodes)),
        stemmer=Stemmer.Stemmer(LANGUAGES[language]),
        language=language,
    )
    if vectors is None:
        return words
    both = [vectors.as_retriever(similarity_top_k=limit), words]
    return QueryFusionRetriever(both, similarity_top_k=limit, num_queries=1, mode="reciprocal_rerank", use_async=False)


def index(group: Group) -> Index:
    documents = [Document(text=one["text"], id_=one["id"]) for one in group.documents if one["text"].strip()]
    nodes = SentenceSplitter(chunk_size=CHUNK_TOKENS).get_nodes_from_documents(documents)
    texts = {one["id"]: Text(one["text"]) for one in group.documents}
    vectors = None if group.embedder is None else VectorStoreIndex(nodes, embed_model=Embedding(group.embedder))
    retriever = retriever_of(nodes, vectors, language=group.language, limit=group.limit)

    def search(question: str):
        found = [hit.node for hit in retriever.retrieve(question)]
        return [(node.ref_doc_id, *texts[node.ref_doc_id].place(node.text, after=node.start_char_idx or 0)) for node in found]

    return Index(search=search, chunks=len(nodes))


def _opened(state: Path):
    import chromadb
    from llama_index.vector_stores.chroma import ChromaVectorStore, base

    state.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(path=str(state / "chroma"))
    base.MAX_CHUNK_SIZE = client.get_max_batch_size()
    collection = client.get_or_create_collection("documents")
    kept = state / "docstore.json"
    docstore = SimpleDocumentStore.from_persist_path(str(kept)) if kept.exists() else SimpleDocumentStore()
    return collection, ChromaVectorStore(chroma_collection=collection), docstore


def sync(folder: Path, state: Path, embedder):
    collection, store, docstore = _opened(state)
    documents = SimpleDirectoryReader(str(folder), recursive=True, filename_as_id=True).load_data()
    pipeline = IngestionPipeline(
        transformations=[SentenceSplitter(chunk_size=CHUNK_TOKENS), Embedding(embedder)],
        docstore=docstore,
        vector_store=store,
        docstore_strategy=DocstoreStrategy.UPSERTS_AND_DELETE,
    )
    pipeline.run(documents=documents)
    docstore.persist(str(state / "docstore.json"))
    return {"chunks": collection.count()}


def ask(_folder: Path, state: Path, embedder, question: str, _count: str = ""):
    _, store, _ = _opened(state)
    vectors = VectorStoreIndex.from_vector_store(store, embed_model=Embedding(embedder))
    nodes = store.get_nodes(node_ids=None)
    if not nodes:
        return {"hits": [], "chunks": 0, "distinct": 0, "sources": 0}
    found = retriever_of(nodes, vectors, language="en", limit=5).retrieve(question)
    parts = {(node.metadata.get("file_path"), node.get_content()) for node in nodes}
    return {
        "hits": [[str(hit.node.metadata.get("file_path")), hit.node.get_content()] for hit in found],
        "chunks": len(nodes),
        "distinct": len(parts),
        "sources": len({path for path, _ in parts}),
    }


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    main(index, sync, ask)
