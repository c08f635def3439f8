"""Search: one analyzer, the SearchIndex protocol, and its engines."""

from bot.search.analyzer import Analyzer
from bot.search.index import Document, Filter, SearchIndex, Weighted
from bot.search.rank_bm25_engine import RankBM25Index

__all__ = ["Analyzer", "Document", "Filter", "RankBM25Index", "SearchIndex", "Weighted"]
