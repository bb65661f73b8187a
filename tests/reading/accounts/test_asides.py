from __future__ import annotations

from accordingto.reading.accounts.agreements import Dealt
from accordingto.reading.accounts.asides import ABOUT, of_named_deals
from tests.reading.accounts.build import dealt, mention, trigger

FAR = "Shops opened in the town that day, and the shops stayed open. " * 8


def kept(text: str, deals: Dealt, signs: float) -> tuple[list[str], list[str], list[str]]:
    """Mentions, terms and steps that are left, in words."""
    found = of_named_deals(text, deals, signs=signs)
    assert len(found.kinds) == len(found.steps)
    mentions, terms = ([text[slice(*one.span)] for one in ones] for ones in (found.mentions, found.terms))
    return mentions, terms, [text[slice(*step.trigger)] for step in found.steps]


def test_plans_and_decisions_of_one_side_are_no_deal_in_a_text_about_something_else() -> None:
    text = "The plan is to send 400 men. They will train recruits. The decision was made on Monday."
    deals = dealt(
        mentions=(mention(text, "The plan", "ceasefire"), mention(text, "The decision", "ceasefire")),
        terms=(mention(text, "train recruits", "ceasefire", status="planned"),),
        steps=(trigger(text, "made", "agreed"),),
    )
    assert kept(text, deals, ABOUT / 2) == ([], [], [])
    assert kept(text, deals, ABOUT) == (["The plan", "The decision"], ["train recruits"], ["made"])


def test_in_a_text_about_something_else_what_stands_near_a_named_deal_is_of_it() -> None:
    text = f"The army will send men. {FAR}A truce was agreed. It bars raids. {FAR}Guns were proposed."
    deals = dealt(
        mentions=(mention(text, "A truce", "ceasefire"), mention(text, "It", "ceasefire")),
        terms=(
            mention(text, "send men", "ceasefire", status="planned"),
            mention(text, "raids", "ceasefire", status="planned"),
        ),
        steps=(trigger(text, "agreed", "agreed"), trigger(text, "proposed", "proposed")),
    )
    assert kept(text, deals, ABOUT / 2) == (["A truce", "It"], ["raids"], ["agreed"])


def test_words_that_name_much_else_name_no_deal_alone() -> None:
    text = "The settlement grew. The peace process goes on. The exchange was brief. Aid came. Talks began."
    words = ("The settlement", "The peace process", "The exchange", "Aid", "Talks")
    deals = dealt(mentions=tuple(mention(text, one, "peace") for one in words))
    assert kept(text, deals, ABOUT / 2)[0][-1] == "Talks"
    far = "The settlement grew. The exchange was brief. Aid came."
    deals = dealt(
        mentions=tuple(mention(far, one, "peace") for one in ("The settlement", "The exchange", "Aid"))
    )
    assert kept(far, deals, ABOUT / 2)[0] == []
