"""The closed classes of English words that the rules of figures look at, in lower case."""

from __future__ import annotations

BE = frozenset("was were is are be been being got gets get remain remains remained remaining lay lie".split())
SINGULAR_VERBS = frozenset("was is has remains does".split())
PLURAL_VERBS = frozenset("were are have remain do".split())
AUXILIARIES = frozenset(
    "have has had having may might could would will shall should must can to do did does cannot not"
    " never".split()
)
RELATIVES = frozenset("who that which whom whose".split())
CONJUNCTIONS = frozenset(
    "and or but nor yet so because although though while when where after before as since until if unless"
    " whereas once than whether why how what".split()
)
PREPOSITIONS = frozenset(
    "in on at by for from of with without within to into onto inside outside near around across along"
    " amid among between behind beside beyond beneath under over above below against through throughout"
    " towards toward during despite including except like off out up down via per about amidst alongside"
    " upon following aboard".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your each every any some all both another no"
    " such many much most".split()
)
POSSESSIVES = frozenset("his her its their our my your".split())
PRONOUNS = frozenset(
    "he she it they we i you them him us me himself herself themselves itself others there".split()
)
ADVERBS = frozenset(
    "also still later already either both now then again once only just even reportedly allegedly"
    " apparently seriously badly critically slightly lightly severely gravely forcibly internally"
    " instantly immediately since too thus therefore soon subsequently eventually feared believed"
    " confirmed presumed reported thought said known alleged seen never not all mostly together previously"
    " recently today yesterday tonight tomorrow currently initially finally nearby there here safely"
    " peacefully temporarily newly wrongly illegally arbitrarily however meanwhile respectively overnight"
    " officially so far themselves himself herself being ago fatally violently brutally unlawfully secretly"
    " indirectly presumably directly mortally almost perhaps indeed".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec".split()
)
# Verbs that end the search for a predicate, because what follows is about something else.
SAYING = frozenset(
    "say says said saying tell tells told telling report reports reporting claim claims claimed add adds"
    " added testify testified confirm confirms announce announced warn warned describe described recall"
    " recalled explain explained argue argued insist insisted declare declared stated states believe"
    " believes think thinks heard saw want wants wanted know knows knew hope hoped deny denied"
    " condemned".split()
)
VERBS = frozenset(
    "took take takes went go goes came come comes made make makes left leave leaves gave give gives began"
    " begin begins became become becomes ran run runs broke fought fight fights sent send sends brought"
    " bring stood stand sat sit met meet meets kept keep found find won win lost lose put lay led lead"
    " fell fall grew spent spend built build spoke speak wrote write drove drive rose rise threw flew fly"
    " sought seek held hold shot hit set let cut need needs face faces use used live lives remain remains"
    " belong belongs work works serve serves".split()
)
UNITS = frozenset(
    "percent per km kg mm cm miles mile kilometre kilometer metre meter tonne ton hour day week month"
    " year minute second pm am a.m p.m o'clock euro dollar pound million billion trillion hectare acre"
    " degree point cent th times fold".split()
)
# Before a number they make it a name: "Resolution 2254", "Brigade 7".
NAMING = frozenset(
    "resolution brigade unit division battalion regiment article chapter route highway camp area sector"
    " zone block room page section phase flight channel type number no nos no. group class level line"
    " paragraph annex order law decree operation station gate point checkpoint hill height building house"
    " apartment street road psalm verse season episode version mark series aged age ages volume part act"
    " item bus train shelter ward district grade lot cell hangar bunker corps squadron platoon company"
    " force axis".split()
)
# Plurals that stand before another noun: "12 security forces members".
PLURAL_MODIFIERS = frozenset(
    "forces services rights news affairs operations arms sports defenders units special brigades emirates"
    " states nations headquarters women people peoples was".split()
)
# After a number, as its noun, or as its predicate: "30 wounded".
NOMINAL_STATES = frozenset(
    "dead wounded injured missing displaced sick captured detained disappeared".split()
)
FILLERS = frozenset("more other additional further extra new fewer".split())
FUNCTION = (
    BE
    | AUXILIARIES
    | RELATIVES
    | CONJUNCTIONS
    | PREPOSITIONS
    | DETERMINERS
    | PRONOUNS
    | ADVERBS
    | DAYS
    | SAYING
    | VERBS
)
# What the number of them rose to: "the death toll", "the number of wounded".
TOLLS = {
    "toll": "killed",
    "tolls": "killed",
    "tally": None,
    "count": None,
    "number": None,
    "total": None,
    "figure": None,
}
REACHING = frozenset(
    "to at of is was be reached reaches reach passed passes exceeded exceeds exceed topped tops hit hits as"
    " stood stand stands toll tally surpassed crossed climbed rose jumped are were from being now put above"
    " past count".split()
)
RISING = frozenset(
    "rose risen rises rising increased climbed climbs went gone grew grown fell jumped up".split()
)
RANGING = frozenset("range ranges ranged ranging run ran vary varied varying".split())
REVISING = frozenset("revised raised updated corrected lowered increased".split())
LEAVING = frozenset("leave leaves leaving left".split())
MOVING = frozenset("crossed arrived arrive walked trekked moved".split())
# Before "of" and a number they are so many people; units of soldiers are in the codebook.
GROUPS = frozenset("crew crowd group party team delegation family congregation gathering batch".split())


def is_adverb(word: str) -> bool:
    """Whether a word may stand between an auxiliary and its verb: "had probably been killed"."""
    return word in ADVERBS or ends_like_adverb(word)


def ends_like_adverb(word: str) -> bool:
    """Whether a word ends in -ly and is no adjective or noun."""
    return word.endswith("ly") and word not in ("elderly", "family", "daily", "friendly", "july")
