"""Search: one analyzer, the SearchIndex protocol, and its engines."""

from bot.search.analyzer import Analyzer
from bot.search.engines import Corpus, Engines, Indexed, Indexes
from bot.search.index import Document, Facets, Filter, SearchError, SearchIndex, Weighted
from bot.search.rank_bm25_engine import RankBM25Index

__all__ = [
    "Analyzer",
    "Corpus",
    "Document",
    "Engines",
    "Facets",
    "Filter",
    "Indexed",
    "Indexes",
    "RankBM25Index",
    "SearchError",
    "SearchIndex",
    "Weighted",
]
