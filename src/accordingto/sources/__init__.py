"""Bytes in: files, folders, standard input, addresses, feeds and web archives. The only code that fetches."""

from accordingto.sources.collect import captures
from accordingto.sources.feeds import FeedEntry, FeedState, feed_entries, watch
from accordingto.sources.http import Fetched, Fetcher, Validators

__all__ = [
    "FeedEntry",
    "FeedState",
    "Fetched",
    "Fetcher",
    "Validators",
    "captures",
    "feed_entries",
    "watch",
]
