"""Forms of English verbs, so that codebooks list base forms only."""

from __future__ import annotations

IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "think": ("thinks", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "understand": ("understands", "understood", "understanding"),
    "hold": ("holds", "held", "holding"),
    "feel": ("feels", "felt", "feeling"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "read": ("reads", "read", "reading"),
    "go": ("goes", "went", "gone", "going"),
    "broadcast": ("broadcasts", "broadcast", "broadcasting"),
    "hear": ("hears", "heard", "hearing"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "commit": ("commits", "committed", "committing"),
    "admit": ("admits", "admitted", "admitting"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "refer": ("refers", "referred", "referring"),
    "beg": ("begs", "begged", "begging"),
    "slam": ("slams", "slammed", "slamming"),
    "quip": ("quips", "quipped", "quipping"),
    "concur": ("concurs", "concurred", "concurring"),
    "gainsay": ("gainsays", "gainsaid", "gainsaying"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "learn": ("learns", "learned", "learnt", "learning"),
}


def inflections(verb: str) -> tuple[str, ...]:
    """All forms of a base form; in a phrase ("call for") the first word is inflected."""
    head, _, rest = verb.partition(" ")
    forms = (head, *IRREGULAR.get(head, _regular(head)))
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return f"{verb}{plural}", f"{verb}ed", f"{verb}ing"
