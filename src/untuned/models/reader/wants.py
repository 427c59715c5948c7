"""What the wording of a question wants of a text beyond a kind of thing: a ban, a list of what there is, a clause, whose hours they are.

`What may members not do?` is not answered by what they may do, `Which glazes do you have?` not by where glazes are kept, and when the
studio is open is not told by when its glaze room is. Bans and lists in English and Russian, hours in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from untuned.models.reader.asking import BROUGHT, news_in
from untuned.models.reader.attributes import attribute_asked, period_asked
from untuned.models.reader.clauses import AskedClause, clause_asked
from untuned.text.code_names import names_asked
from untuned.text.hours import of_all, whose_hours
from untuned.text.people import Group, groups_asked, groups_only
from untuned.text.regex import regex
from untuned.text.release_changes import changes_in
from untuned.text.releases import newest_in, release_of, releases_in
from untuned.text.words import terms

_LONGEST = 300
"""Characters of a question that are looked at."""
_MODAL = r"(?:may|can|could|must|should|shall)"
_WHAT = r"(?:what|which(?: [\w-]+){0,2})"
_BAN_WANTED = regex(
    rf"^{_WHAT} {_MODAL}(?: (?!(?:if|when|do|does|happens?)\b)[\w'’-]+){{0,3}} not\b|^{_WHAT} (?:(?:ca|must|should|may)n['’]?t|cannot)\b"
    rf"|^{_WHAT} (?:is|are)(?: [\w'’-]+){{0,3}}? (?:not (?:allowed|permitted)|forbidden|prohibited|banned)\b"
    rf"|^{_WHAT} (?:is|are)n['’]t (?:allowed|permitted)\b"
    r"|^(?:что|чего|как\w+) (?:[\w-]+ ){0,3}?(?:нельзя|запрещ\w+|не (?:разреш\w+|допуска\w+))(?!\w)",
    re.IGNORECASE,
)
_DENIES = regex(
    r"\b(?:not|no|never|nobody|nothing|none|neither|nor|without|forbid\w*|forbad\w*|prohibit\w*|bann?(?:s|ed)?|cannot|avoid|refrain)\b"
    r"|n['’]t\b|\boff[- ]limits\b|(?<!\w)(?:не|нет|нельзя|никто|ничего|никогда|никак\w+|запре[щт]\w*|недопустим\w*|без|кроме)(?!\w)",
    re.IGNORECASE,
)
_KINDS_WANTED = regex(
    r"^(?:what|which) (?:(?:kinds?|types?|sorts?) of )?(?P<what>(?!(?:kinds?|types?|sorts?)\b)(?:[\w'’-]+ )?[\w'’-]+s)"
    r" (?:do (?:you|we) (?:have|offer|sell|stock|provide)|are (?:there|available|on offer))\W*$"
    r"|^какие (?P<russian>[\w-]+(?: [\w-]+)?) (?:у вас )?(?:есть|имеются|бывают|(?:вы )?(?:предлагаете|прода[её]те))\W*$",
    re.IGNORECASE,
)
_CLOCK_WANTED = regex(
    r"\b(?:at|from|until|till|by) what (?:time|hour)\b|^what (?:time|hour) (?:do|does|is|are|did|will|can|should)\b"
    r"|(?<!\w)(?:во сколько|в какое время|(?:до|со?) скольки|в котором часу)(?!\w)(?! раз)(?! (?:[\w-]+ ){0,2}об(?:ойд|ош|ход))",
    re.IGNORECASE,
)
_TELLS_KINDS = regex(
    r"\b(?:have|has|offer\w*|sells?|stock\w*|provide[sd]?|includ\w+|such as|namely|called|following|choose|choice|available|kinds?|types?"
    r"|sorts?|range|variety|selection|there (?:is|are)|from [^.]+ to)\b"
    r"|(?<!\w)(?:есть|предлага\w+|име\w+ся|вид\w{0,2}|включа\w+|например|выбор\w*|следующ\w+|доступн\w+)(?!\w)",
    re.IGNORECASE,
)
_LEAVE = regex(
    r"\b(?:allow\w*|permit\w*|welcome|may|can|must|should|have to|need\w*|ok|okay|only|keep|kept|stay|bring|brought)\b"
    r"|(?<!\w)(?:можно|разреш\w+|допуска\w+|может|могут|только|должн\w+)(?!\w)",
    re.IGNORECASE,
)
_LISTS = regex(r"[^\s,]+, [^,.]+,? (?:and|or|и|или) ", re.IGNORECASE)
_WORD = regex(r"[^\W_][\w'’-]*")


class Listed(Protocol):
    """A row or an item."""

    @property
    def above(self) -> tuple[str, ...]:
        """Analysed words of the nearest heading above it."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Analysed words of its table's header."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Wants:
    """What a question's wording wants of a text; analysed words in the question's language."""

    ban: bool = False
    """It is asked what is not allowed."""
    kinds: frozenset[str] = frozenset()
    """Of what it is asked which there are."""
    hours_of: frozenset[str] = frozenset()
    """Whose opening hours are asked for."""
    hours_of_all: bool = False
    """Those of the whole house are: `Are you open on Sundays?`."""
    leave: bool = False
    """It is asked whether something may be brought."""
    groups: tuple[Group, ...] = ()
    """The people of whom it is asked."""
    attribute: str = ""
    """What is asked of a thing, such as its weight: a row tells it in a column, or not at all."""
    period: str = ""
    """For which time its price is asked: `hour`."""
    clause: AskedClause | None = None
    """What is asked of a contract that only a clause of its kind answers."""
    clock: bool = False
    """A time of the day is asked for."""
    releases: frozenset[str] = frozenset()
    """The keys of the releases of which it is asked what they brought, or when they came."""
    changes: frozenset[str] = frozenset()
    """The kinds of change that are asked for, where they are of a release: `fixed`; none for all."""
    newest: frozenset[str] = frozenset()
    """The words by which it is asked which release is the newest, when that came or what it brought."""
    names: frozenset[str] = frozenset()
    """The keys of the names of code that it has."""

    @property
    def of_release(self) -> bool:
        """It is asked of a release: of one that is named, or of the newest."""
        return bool(self.releases or self.newest)

    def lists(self, unit: Listed) -> bool:
        """True for a row or an item of what it is asked which there are: below a heading of that, or with a column of that name."""
        above = frozenset(unit.above) - frozenset(unit.columns)
        return bool(self.kinds) and (self.kinds <= above or self.kinds <= frozenset(unit.columns))

    def is_of(self, heading: str) -> bool:
        """False for the heading of the notes on another release than the one that is asked about."""
        release = release_of(heading) if self.releases else ""
        return not release or release in self.releases

    def has_clause(self, text: str, *, above: str = "") -> bool:
        """True for a sentence that tells what is asked of a contract, by itself or with the heading `above` it."""
        if self.clause is None:
            return False
        return self.clause.told_by(text) or (above != "" and not text.endswith("?") and self.clause.told_by(f"{above}: {text}"))

    def told(self, text: str, *, language: str, above: str = "") -> frozenset[str]:
        """Analysed words that a text tells in others: those of the clause that is asked for, and who is asked of where it is for others."""
        excluded = self._excluded(text, language=language)
        return excluded if self.clause is None or not self.has_clause(text, above=above) else excluded | self.clause.told

    def told_below(self, heading: str) -> frozenset[str]:
        """Analysed words that a heading tells in others: that of the notes on a release tells which there are."""
        return self.newest if self.newest and release_of(heading) else frozenset()

    def _excluded(self, text: str, *, language: str) -> frozenset[str]:
        alone = list(groups_only(text)) if self.groups else []
        out = (group for group in self.groups if any(one.excludes(group) for one in alone))
        return frozenset(term for group in out for term in terms(group.word, language=language))


def wants_of(question: str, *, language: str = "") -> Wants:
    """What the wording of a question wants."""
    said = question.strip()[:_LONGEST]
    kinds, who, changes = _KINDS_WANTED.match(said), whose_hours(said), changes_in(said)
    return Wants(
        ban=_BAN_WANTED.search(said) is not None,
        kinds=frozenset(terms(kinds["what"] or kinds["russian"], language=language)) if kinds is not None else frozenset(),
        hours_of=frozenset(terms(who, language=language)),
        hours_of_all=of_all(who),
        leave=BROUGHT.search(said) is not None,
        groups=tuple(groups_asked(said)),
        attribute=attribute_asked(said, language=language),
        period=period_asked(said),
        clause=clause_asked(said),
        clock=_CLOCK_WANTED.search(said) is not None,
        releases=releases_in(said) if news_in(said) or changes else frozenset(),
        changes=changes,
        newest=frozenset(terms(said[slice(*(newest_in(said) or (0, 0)))], language=language)),
        names=names_asked(said),
    )


def denies(text: str) -> bool:
    """True for a text that forbids or denies."""
    return _DENIES.search(text) is not None


def gives_or_denies_leave(text: str) -> bool:
    """True for a text that says what may or may not be."""
    return _LEAVE.search(text) is not None or denies(text)


def tells_kinds(text: str, wanted: frozenset[str], *, language: str = "") -> bool:
    """True for a sentence that says which there are of what is wanted: by a word for it, or by a list behind its name."""
    if _TELLS_KINDS.search(text) is not None:
        return True
    named = (word.end() for word in _WORD.finditer(text) if not wanted.isdisjoint(terms(word[0], language=language)))
    return any(_LISTS.search(text, at) is not None for at in list(named)[:1])
