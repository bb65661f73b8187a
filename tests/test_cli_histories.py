"""How histories are drawn."""

from rich.console import Console

from accordingto.cli.histories import agreement
from accordingto.types import HistoryLine, LinkedAgreement


def line(number: int, **fields: object) -> HistoryLine:
    known = {"step": "implemented", "begin": f"2024-03-{number:02}", "said_by": (("Gazette",),), **fields}
    return HistoryLine(claims=(str(number),), **known)  # type: ignore[arg-type]


def test_of_many_sources_a_line_names_one_of_each_outlet_first_and_counts_the_rest() -> None:
    told = (("Gazette",), ("Gazette", "a clerk"), ("Courier",), ("Post", "the army"))
    deal = LinkedAgreement("a", "ceasefire", history=(line(1, said_by=told),))
    assert "Gazette; Courier; Post › the army and 1 more" in _drawn(deal, whole=False)
    assert "Gazette; Courier; Post › the army; Gazette › a clerk" in _drawn(deal, whole=True)


def _drawn(deal: LinkedAgreement, *, whole: bool) -> str:
    console = Console(width=400)
    with console.capture() as shown:
        console.print(agreement(deal, whole=whole))
    return shown.get()
