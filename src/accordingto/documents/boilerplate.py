"""Paragraphs that ask the visitor to click, subscribe or share.

Collected from the pages of `evaluation/documents.py`. Whole paragraphs only, and short ones: a wrong removal
costs a sentence, a missed one costs little.
"""

from __future__ import annotations

import re

_LONGEST = 250
_PATTERNS = (
    r"(?:advertise?ment|advert|sponsored|article content|comments?|tags|popular|related|thank you)[.:]?",
    r"(?:read next|read more|order reprints|sign up for our emails|\W+)[.:]?",
    r"(?:recommended|more|latest|top|trending|related) (?:videos?|stories|news|articles|posts?|links)",
    r"advertisement\b.*story continues below.*|story continues below.*|article continues (?:below|after).*",
    r"(?:share|print|save|email|bookmark) (?:this )?(?:article|story|page|post)|share(?: on \w+)?",
    r"(?:also )?(?:read|see|watch|listen)(?: (?:more|also|next|now))? ?[:|].*|more ?:.*",
    r"related(?: (?:post|article|story))? ?: .*|also on \S+\.(?:com|org|net)\b.*",
    r"more from (?:the )?\w+(?: \w+){0,3}|most (?:read|popular|viewed)(?: (?:in|on) .*)?",
    r"(?:don['’]t|do not) miss.{0,3}",
    r"(?:like|enjoyed?|enjoying) (?:this|our) .*(?:share|subscribe|join|log in).*",
    r"(?:sign up|subscribe) (?:for|to|now|today|here)\b.*",
    r"get (?:the|our|daily|all)\b.*\b(?:inbox|newsletters?)\b.*",
    r"for the latest .*(?:sign up|subscribe)\b.*|get daily \w+ news|check out more of .*newsletters?\.?",
    r"follow (?:us|\S+|the \w+(?: \w+)*) on (?:twitter|facebook|instagram|google|x|telegram|whatsapp)\b.*",
    r"click here (?:to|for) .*|our standards: .*|filed under:.*|an error has occurred.*",
    r"(?:©|\(c\)|copyright\s+(?:©|\(c\)|\d{4})).*|.*all rights reserved\.?",
    r"(?:image|photo)(?: (?:source|credit|caption))? ?[:,].{0,80}",
)
_BOILERPLATE = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE | re.DOTALL)


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is addressed to the visitor of a page, not to the reader of the report."""
    return len(paragraph) <= _LONGEST and _BOILERPLATE.fullmatch(paragraph.strip()) is not None
