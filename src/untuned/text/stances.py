"""Words that say how far somebody stands behind what a clause says: that it is doubted, reported, wanted or failed. English and Russian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_TEXT = """
undone: failed fails failing failure refused refuses refusing declined declines unable denied denies deny denying avoided avoids avoid
undone: prevented prevents prevent preventing ceased ceases stopped lack lacks lacked lacking absence instead rather hardly barely
undone: scarcely almost nearly unlikely insufficient false untrue отказался отказалась отказались отказывается отказываются перестал
undone: перестала перестали перестает вместо отсутствие отсутствия отсутствует отсутствуют избегает избегают избежать предотвращает
undone: предотвращают предотвратить почти едва вряд якобы неверно
doubted: probably possibly perhaps likely presumably potentially maybe seems seem seemed seemingly appears appear appeared apparently
doubted: suspected possible may might could возможно вероятно наверное предположительно видимо похоже кажется может могут мог могла
doubted: могло могли
reported: said says claimed claims claiming argued argues believed believes alleged alleges allegedly reportedly supposedly purportedly
reported: according suggests suggested asserted asserts hypothesized hypothesised rumored rumoured thought considered reported assumed
reported: estimated сказал сказала заявил заявила заявили заявляет утверждает утверждал утверждала утверждают утверждается считает
reported: считают считал считала считается полагает полагают полагал предполагает предполагают предполагается словам мнению данным
reported: утверждению якобы
wanted: plans planned intends intended intending aims aimed hopes hoped expects expected attempts attempted attempt tried tries trying
wanted: proposes proposed wants wanted promised promises seeks sought планирует планируют планировал планировала намерен намерена
wanted: намерены собирается собираются собирался пытается пытаются пытался пыталась пытались попытался попыталась попытались хотел
wanted: хотела хотели хочет хотят обещал обещала обещали обещает предложил предложила предлагает
reported: say claim argue believe allege assert suggest think thinks contend contends contended maintain maintains maintained insist
reported: insists insisted consider considers assume assumes deem deems deemed rumored rumoured говорят сказали заявляют мнения
wanted: promise plan intend aim hope expect attempt try propose want request requests requested demand demands demanded ask asks asked
wanted: recommend recommends recommended supposed просит просят просил просила попросил попросила требует требуют потребовал рекомендует
reported: rumour rumours rumor rumors myth myths allegation allegations hearsay слухи слух миф мифы мнение предположение гипотеза
wanted: discussed discusses discussing debated contemplated contemplates considering weighed обсуждали обсуждает обсуждал
supposed: suppose supposing imagine assume assuming предположим допустим представим представьте
unreal: would should could
past: former formerly previously ex fake partial partially partly half temporary temporarily future upcoming draft experimental
past: provisional бывший бывшая бывшие бывшего бывшей ранее прежде раньше частично частичный временно временный временная будущий
"""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _TEXT.strip().splitlines():
        group, words = line.split(": ")
        for word in words.split():
            found.setdefault(word, set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


_GROUPS = _groups()
_OPENINGS = ("according", "словам", "мнению", "данным", "утверждению")
_SUPPOSED = ("suppose", "supposing", "imagine", "assume", "assuming", "предположим", "допустим", "представим", "представьте")
"""Words by which a sentence begins that only makes an example."""
_NAMING = frozenset(("claim", "plan", "aim", "hope", "attempt", "request", "requests", "demand", "demands", "promise"))
"""Forms that may name a thing too (`the Pro plan`): they take back what follows only where `that` or `to` does."""
_UNREAL = frozenset(("would", "should"))
"""Forms that take back what follows only with `have`: `would have saved`."""
_VIEWS = frozenset(("view", "opinion"))
_VIEWED = 6
"""Words within which a sentence tells whose view it is: `In the view of the board`."""


def dropped_stance(theirs: Sequence[str], ours: Iterable[str]) -> str:
    """The first word of `theirs`, in small letters, that takes back what stands beside it, where none of `ours` does so too; else ""."""
    kept = {group for word in ours for group in _GROUPS.get(word, ())}
    return next((word for at, word in enumerate(theirs) if _takes_back(theirs, at) and kept.isdisjoint(_GROUPS.get(word, ()))), "")


def _takes_back(words: Sequence[str], at: int) -> bool:
    word, after = words[at], words[at + 1 : at + 2]
    if word in _UNREAL:
        return after == ["have"]
    return word in _GROUPS and (word not in _NAMING or after in (["that"], ["to"]))


def opening_stance(words: Sequence[str]) -> str:
    """The word by which a sentence begins that only reports or supposes: `According to the board, ...`, `Suppose ...`; else ""."""
    if words and words[0] in _SUPPOSED:
        return words[0]
    if words[:1] == ["in"]:
        return next((word for word in words[1:_VIEWED] if word in _VIEWS), "")
    return next((word for word in words[:2] if word in _OPENINGS), "")
