import pytest
from msgspec.structs import replace

from accordingto.reading.claims import by_sentence, claim_id, claims_of
from accordingto.types import (
    Attribution,
    Claim,
    Denial,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Reference,
    Rival,
    Span,
    Time,
    TimePrecision,
    TimeType,
)

TEXT = "A military source told the agency that rebels denied shelling the road."


def _document(outlet: str | None = "Example TV") -> Document:
    return Document(id="d1", title=None, outlet=outlet, url=None, published=None, language="en", text=TEXT)


def _attribution(
    number: int, source: str | None, content: str, parent: str | None, act: str = "say"
) -> Attribution:
    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    return Attribution(
        id=f"a{number}",
        source=span(source) if source else None,
        source_entity=None,
        source_kind="unnamed" if source else "none",
        cue=None,
        content=(span(content),),
        quote="indirect",
        act=act,  # type: ignore[arg-type]
        parent=parent,
        confidence=0.9,
    )


def _reading() -> Reading:
    whole = "that rebels denied shelling the road"
    return Reading(
        document=_document(),
        attributions=(
            _attribution(1, "the agency", whole, None, "report"),
            _attribution(2, "A military source", whole, "a1"),
            _attribution(3, "rebels", "shelling the road", "a2", "deny"),
        ),
    )


def test_the_chain_runs_from_the_outlet_to_the_one_who_said_it() -> None:
    claims = claims_of(_reading(), reader="r")
    chains = [[link.name for link in claim.said_by] for claim in claims]
    assert chains == [
        ["Example TV", "the agency", "A military source"],
        ["Example TV", "the agency", "A military source", "rebels"],
    ]


def test_a_relay_makes_no_claim_of_its_own() -> None:
    assert len(claims_of(_reading(), reader="r")) == 2


def test_the_words_are_exact_and_without_that() -> None:
    first = claims_of(_reading(), reader="r")[0]
    assert first.text == "rebels denied shelling the road"
    assert TEXT[slice(*first.evidence[0])] == first.text


def test_a_denial_is_negative() -> None:
    assert [claim.polarity for claim in claims_of(_reading(), reader="r")] == ["positive", "negative"]


def test_an_id_depends_on_what_is_said_and_not_on_the_reader() -> None:
    claims = claims_of(_reading(), reader="r")
    again = claims_of(_reading(), reader="another")
    assert [claim.id for claim in claims] == [claim.id for claim in again]
    other = replace(claims[0], act="claim")
    assert claim_id(other) != claims[0].id


def test_a_document_without_outlet_and_source_says_so() -> None:
    lone = Reading(document=_document(None), attributions=(_attribution(1, None, "shelling the road", None),))
    (claim,) = claims_of(lone, reader="r")
    assert [link.name for link in claim.said_by] == ["outlet not stated", "source not stated"]
    assert claim.said_by[1].span is None


# --- events and figures ---------------------------------------------------------------------------

REPORT = (
    "A monitor said that government jets bombed the market of Dorn on Tuesday, killing at least 12 people. "
    "Rebels fired on the road. About 4,000 people live in Dorn."
)


def _span(words: str, text: str = REPORT) -> Span:
    return text.index(words), text.index(words) + len(words)


def _place(words: str) -> Place:
    rival = Rival(geonameid=2, name="Dorn", country="YY", score=0.1)
    return Place(span=_span(words), name="Dorn", geonameid=1, latitude=1.5, longitude=2.5, rivals=(rival,))


def _time(words: str, begin: str, precision: TimePrecision, kind: TimeType = "DATE") -> Time:
    text = {"span": _span(words), "text": words, "value": begin}
    return Time(type=kind, begin=begin, end=begin, precision=precision, **text)  # type: ignore[arg-type]


BOMBING = Event(
    id="v1",
    trigger=_span("bombed"),
    type="ASSAULT",
    mode="aerial",
    acled="Air/drone strike",
    actors=(
        Reference(span=_span("government jets"), entity="e1", actor_type="state-forces", code="GOV MIL"),
    ),
    recipients=(Reference(span=_span("the market of Dorn")),),
    places=(0,),
    times=(0, 1, 2),
    begin="2018-04-03",
    end="2018-04-03",
    figures=(0,),
    instrument=_span("jets"),
    certainty="probable",
    attributed_to=("a1",),
    evidence=(_span("government jets bombed the market of Dorn on Tuesday"),),
    place_from="argument",
    time_from="argument",
    decided_by="bomb.v",
    confidence=0.7,
)
FIRING = Event(
    id="v2",
    trigger=_span("fired"),
    type="ASSAULT",
    evidence=(_span("Rebels fired on the road"),),
    time_from="published",
)


def _report(*events: Event) -> Reading:
    attribution = Attribution(
        id="a1",
        source=_span("A monitor"),
        source_entity=None,
        source_kind="named",
        cue=_span("said"),
        content=(_span(REPORT[REPORT.index("that") : REPORT.index(". Rebels")]),),
        quote="indirect",
        act="say",
        parent=None,
        confidence=0.9,
    )
    return Reading(
        document=replace(_document(), text=REPORT, published="2018-04-06T08:00:00Z"),
        attributions=(attribution,),
        times=(
            _time("on", "2018-04", "month"),
            _time("Tuesday", "2018-04-03", "day"),
            _time("Tuesday", "2018-04-03T09", "time", "SET"),
        ),
        places=(_place("Dorn"),),
        figures=(
            Figure(span=_span("at least 12 people"), kind="killed", low=12, event="v1"),
            Figure(span=_span("About 4,000 people"), kind="population", best=4000, approximate=True),
        ),
        events=events or (BOMBING, FIRING),
    )


def _of_kind(kind: str, *events: Event) -> list[Claim]:
    return [claim for claim in claims_of(_report(*events), reader="r") if claim.kind == kind]


def test_who_charges_with_batons_says_nothing() -> None:
    text = "Police charged the crowd with batons."
    charged = replace(FIRING, trigger=_span("charged", text), evidence=((0, len(text)),))
    said = replace(
        _report().attributions[0],
        source=_span("Police", text),
        cue=_span("charged", text),
        content=(_span("the crowd with batons", text),),
        act="accuse",
    )
    reading = Reading(document=replace(_document(), text=text), attributions=(said,), events=(charged,))
    assert [claim.kind for claim in claims_of(reading, reader="r")] == ["event"]
    accusation = replace(reading, events=(replace(charged, type="ACCUSE"),))
    assert [claim.kind for claim in claims_of(accusation, reader="r")] == ["event", "statement"]


def test_claims_come_in_the_order_of_the_text_with_a_statement_before_its_events() -> None:
    claims = claims_of(_report(), reader="r")
    assert [claim.kind for claim in claims] == ["statement", "event", "event", "figure"]
    assert {claim.reader for claim in claims} == {"r"}


def test_an_event_in_somebodys_words_is_that_ones_claim() -> None:
    bombing, firing = _of_kind("event")
    assert [link.name for link in bombing.said_by] == ["Example TV", "A monitor"]
    assert (bombing.act, bombing.cue) == ("say", _span("said"))
    assert [link.name for link in firing.said_by] == ["Example TV"]
    assert (firing.act, firing.quote, firing.cue) == ("report", "indirect", None)


def test_attributions_of_an_event_are_followed_as_it_names_them_innermost_first() -> None:
    outer, middle, inner = _reading().attributions
    event = Event(
        id="v1",
        trigger=_span("shelling", TEXT),
        type="ASSAULT",
        attributed_to=(inner.id, middle.id, outer.id),
    )
    (claim,) = [one for one in claims_of(replace(_reading(), events=(event,)), reader="r") if one.happening]
    assert [link.name for link in claim.said_by] == [
        "Example TV",
        "the agency",
        "A military source",
        "rebels",
    ]
    assert claim.act == "deny"
    assert claim.text == "shelling"


def test_an_event_claim_says_who_did_what_to_whom_in_their_words() -> None:
    bombing, _ = _of_kind("event")
    happening = bombing.happening
    assert happening
    (actor,), (recipient,) = happening.actors, happening.recipients
    assert (actor.words, actor.entity, actor.actor_type, actor.code) == (
        "government jets",
        "e1",
        "state-forces",
        "GOV MIL",
    )
    assert recipient.words == "the market of Dorn"
    assert (happening.type, happening.mode, happening.acled) == ("ASSAULT", "aerial", "Air/drone strike")
    assert (happening.instrument, happening.decided_by, happening.place_from) == (
        "jets",
        "bomb.v",
        "argument",
    )
    assert (bombing.polarity, bombing.certainty, bombing.status) == ("positive", "probable", "happened")
    assert bombing.confidence == 0.7


def test_places_come_without_rivals_and_figures_whole() -> None:
    bombing, _ = _of_kind("event")
    assert bombing.happening
    assert bombing.happening.places == (replace(_place("Dorn"), rivals=()),)
    assert [figure.low for figure in bombing.happening.figures] == [12]


def test_dates_are_those_of_the_event() -> None:
    bombing, firing = _of_kind("event")
    assert bombing.happening
    assert (bombing.happening.begin, bombing.happening.end) == ("2018-04-03", "2018-04-03")
    assert firing.happening
    assert (firing.happening.begin, firing.happening.end) == (None, None)


def test_a_figure_without_event_is_a_claim_of_its_own() -> None:
    (claim,) = _of_kind("figure")
    assert claim.text == "About 4,000 people"
    assert claim.figure
    assert claim.figure.best == 4000
    assert [link.name for link in claim.said_by] == ["Example TV"]


def test_a_figure_without_event_is_said_by_those_in_whose_words_it_stands() -> None:
    reading = _report(FIRING)
    loose = replace(reading, figures=(replace(reading.figures[0], event=None),))
    (claim,) = [one for one in claims_of(loose, reader="r") if one.kind == "figure"]
    assert [link.name for link in claim.said_by] == ["Example TV", "A monitor"]


@pytest.mark.parametrize(
    "change",
    [
        {"trigger": _span("killing")},
        {"type": "CASUALTY"},
        {"mode": None},
        {"polarity": "negative"},
        {"certainty": "possible"},
        {"status": "planned"},
        {"actors": ()},
        {"places": ()},
        {"begin": "2018-04-02"},
        {"figures": ()},
        {"instrument": None},
        {"attributed_to": ()},
    ],
)
def test_an_id_of_an_event_depends_on_all_that_it_says(change: dict[str, object]) -> None:
    (one,), (other,) = _of_kind("event", BOMBING), _of_kind("event", replace(BOMBING, **change))
    assert one.id != other.id


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": 0.1},
        {"decided_by": "model"},
        {"place_from": "context"},
        {"id": "v7"},
        {"actors": (Reference(span=_span("government jets"), entity="e9"),)},
    ],
)
def test_an_id_does_not_depend_on_how_it_was_found(change: dict[str, object]) -> None:
    (one,), (other,) = _of_kind("event", BOMBING), _of_kind("event", replace(BOMBING, **change))
    assert one.id == other.id


def test_an_id_of_a_statement_is_as_it_was_before_there_were_events() -> None:
    # Ledgers hold it, and judgements refer to it.
    assert [claim.id for claim in claims_of(_reading(), reader="r")] == [
        "aea55d2064291dc03453",
        "26bc04265bd21327b76c",
    ]


def test_each_sentence_of_a_quotation_is_a_claim_of_its_own() -> None:
    text = '"It was safe," he said. "It was not watched," and "nobody fell".'
    assert by_sentence(text, ((0, 14), (24, 44), (50, 63))) == [((0, 14),), ((24, 44), (50, 63))]


DENIED_REPORT = "The army denied a report by the Post that its men had fled."


def _at(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


def _denied_report(text: str, reporter: str | None, noun: str) -> Reading:
    """The reading of "The army denied a report [by the Post] that its men had fled", with no event in it."""
    document = Document(
        id="d1", title=None, outlet="Example TV", url=None, published=None, language="en", text=text
    )
    army = replace(
        _attribution(1, None, "rebels", None, "deny"),
        source=_at(text, "The army"),
        cue=_at(text, "denied"),
        content=((text.index("denied ") + len("denied "), len(text) - 1),),
    )
    child = replace(
        _attribution(2, None, "rebels", "a1"),
        source=_at(text, reporter) if reporter else None,
        cue=_at(text, noun),
        content=(_at(text, "that its men had fled"),),
    )
    return Reading(document=document, attributions=(army, child))


def test_a_denied_report_of_another_s_is_the_other_s_claim_beside_the_denial() -> None:
    claims = claims_of(_denied_report(DENIED_REPORT, "the Post", "report"), reader="r")
    assert [(claim.text, claim.polarity) for claim in claims] == [
        ("a report by the Post that its men had fled", "negative"),
        ("its men had fled", "positive"),
    ]
    assert [link.name for link in claims[1].said_by] == ["Example TV", "The army", "the Post"]


def test_of_denied_reports_for_which_nobody_is_named_there_is_only_the_denial() -> None:
    text = "The army denied reports that its men had fled."
    (claim,) = claims_of(_denied_report(text, None, "reports"), reader="r")
    assert (claim.text, claim.act, claim.polarity) == ("its men had fled", "deny", "negative")
    assert [link.name for link in claim.said_by] == ["Example TV", "The army"]


def test_who_denies_what_another_tells_has_a_claim_of_the_same_mention_in_his_own_words() -> None:
    text = "Sabra said guns hit the mill, killing 3. Dorn denied it."
    said = replace(
        _attribution(1, None, "rebels", None),
        source=_at(text, "Sabra"),
        cue=_at(text, "said"),
        content=(_at(text, "guns hit the mill, killing 3"),),
    )
    denial = replace(
        _attribution(2, None, "rebels", None, "deny"),
        source=_at(text, "Dorn"),
        cue=_at(text, "denied"),
        content=((text.rindex("it"), text.rindex("it") + 2),),
    )
    figure = Figure(span=_at(text, "3"), kind="killed", low=3, best=3, high=3)
    hit = Event(
        id="v1", trigger=_at(text, "hit"), type="ASSAULT", attributed_to=("a1",), figures=(0,), confidence=0.8
    )
    reading = Reading(
        document=replace(_document(), text=text),
        attributions=(said, denial),
        figures=(replace(figure, event="v1"),),
        events=(hit,),
        denials=(Denial("a2", ("v1",), _at(text, "Dorn denied it")),),
    )
    claims = claims_of(reading, reader="r")
    told, denied = (claim for claim in claims if claim.happening)
    assert told.happening
    assert denied.happening
    assert (told.polarity, [link.name for link in told.said_by]) == ("positive", ["Example TV", "Sabra"])
    assert (denied.act, denied.polarity, denied.text) == ("deny", "negative", "Dorn denied it")
    assert [link.name for link in denied.said_by] == ["Example TV", "Dorn"]
    assert denied.happening.trigger == told.happening.trigger
    assert (len(told.happening.figures), len(denied.happening.figures)) == (1, 0)
    assert denied.confidence == 0.8
    # Nothing is left to say for "it".
    assert [claim.text for claim in claims if claim.kind == "statement"] == ["guns hit the mill, killing 3"]
