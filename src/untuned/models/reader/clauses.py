"""What is asked of contracts, and whether a clause tells it, in whatever words: English and Russian.

"When does the lease expire?" is answered by `shall remain in force until 31 May`, and not by what survives its expiry; "How long is the
warranty?" by no clause without a time; "Can we terminate without cause?" not by what ends it for a breach. What each kind of clause says
was read in every second contract of cuad; benchmarks/named_documents.py measures it on the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from untuned.models.reader.lasting import (
    OF_CONTRACTS,
    OF_RUSSIAN_CONTRACTS,
    SPAN,
    tells_duration,
    tells_notice,
    tells_renewal,
    tells_term,
)
from untuned.models.reader.parties import PARTIES_ASKED, ROLE_ASKED, tells_parties, tells_role
from untuned.text.regex import regex
from untuned.text.words import terms

_ENDS = r"(?:expir\w+|ends?|ending|runs? out|terminates?|lapses?)"
_LASTS = r"(?:last|run|valid|binding|effective|in (?:force|effect)|remain\b.{0,20})"
_TERM_ASKED = regex(
    rf"^when (?:does|do|did|will|is|are)\b(?=.*\b{OF_CONTRACTS}\b).{{1,200}}? (?:due to |set to )?{_ENDS}\W*$"
    rf"|^(?:how long|until when|till when|for how long) (?:does|do|did|will|is|are)\b(?=.*\b{OF_CONTRACTS}\b).{{1,200}}? {_LASTS}\W*$"
    rf"|^how long (?:is|are) (?:the|our|my|your|this) (?:[\w'’&.-]+ ){{0,3}}?{OF_CONTRACTS}(?: (?:of|with|for|between) .{{1,100}})?\W*$"
    rf"|^what (?:is|are) the (?:initial |current )?(?:term|duration|end date|expir\w+(?: date)?)(?: of| for)\b(?=.*\b{OF_CONTRACTS}\b)"
    rf"|^(?:когда|до как(?:ого|ой|их)(?: (?:числа|дня|срока|даты|года|времени))?)(?!\w)(?=.*{OF_RUSSIAN_CONTRACTS}).*"
    r"(?:истека|истеч|заканчива|законч|конча|прекраща|прекратит|действ)"
    rf"|^(?:на какой срок|сколько|как долго|как(?:ой|ов) срок)(?!\w)(?=.*{OF_RUSSIAN_CONTRACTS}).*(?:заключ|действ)",
    re.IGNORECASE,
)
_DURATION_ASKED = regex(
    r"^(?:for )?how long (?:is|are|was|were|does|do) (?:the|our|your|my|its|their|this)? ?(?:[\w'’-]+ ){0,3}?"
    r"(?P<what>warrant(?:y|ies)|guarantees?|confidentiality|exclusivity|non-?compet\w+|trial|probation\w*)\b"
    r"|^(?:какой|каков|сколько длится|на какой срок|как долго).{1,40}(?P<russian>гаранти\w+|испытательн\w+|конфиденциальн\w+)",
    re.IGNORECASE,
)
_NOTICE_ASKED = regex(
    r"\bhow (?:much|long|many (?:days|weeks|months)['’]?s?)(?: is| are)?(?: the| a)? (?:prior |advance |written )*notice\b"
    r"|\bwhat (?:is|are) the notice (?:period|term)s?\b"
    r"|^за (?:сколько|какой срок)(?!\w).*(?:уведом|предупре|извест|извещ)|(?<!\w)срок (?:уведомл|предупрежд|извещ)",
    re.IGNORECASE,
)
_RENEWAL_ASKED = regex(
    rf"(?=.*(?:{_NOTICE_ASKED.pattern})).*(?:\b(?:renew\w*|extension|extend\w*)\b|(?<!\w)(?:продл|пролонг)\w+)", re.IGNORECASE
)
_AT_WILL_ASKED = regex(
    r"\b(?:terminat\w+|cancel\w*|end|leave|quit|withdraw\w*|get out)\b.*\b(?:without (?:any |a |good |giving )?(?:cause|reasons?)"
    r"|for convenience|at will|for any reason|for no reason)\b"
    r"|(?<!\w)(?:расторг|расторж|прекрат|отказ)\w+.*(?<!\w)(?:без (?:причин|объяснени|указани|основани)|в любое время)",
    re.IGNORECASE,
)
_AT_WILL = regex(
    r"\b(?:(?:with or )?without (?:any |good |stated |showing |assigning )*(?:cause|reasons?)|for (?:\w+ )?(?:own )?convenience"
    r"|(?:for|any)(?: any)?(?: or no)? reason(?: whatsoever)?|for no reason|at will|other than for cause)\b"
    r"|(?<!\w)без (?:объяснени\w+ |указани\w+ )?(?:причин\w*|мотив\w*|оснований)",
    re.IGNORECASE,
)
_AT_ANY_TIME = regex(
    r"\b(?:at any time|in its (?:sole|absolute) discretion|at (?:its|their|his|her) (?:sole )?(?:option|discretion)"
    rf"|(?:by|upon|on|with) (?:giving )?(?:not less than |at least )?(?:{SPAN})[^.;]{{0,30}}notice)\b"
    r"|(?<!\w)(?:в любое время|в одностороннем)",
    re.IGNORECASE,
)
_ONLY_FOR_CAUSE = regex(
    r"\b(?:if|in the event|in case|breach\w*|default\w*|fails?|failure|insolven\w+|bankrupt\w+|for cause|unless|upon the occurrence|where"
    r"|should|in such (?:case|event)|then in)\b|(?<!\w)(?:если|в случае|нарушен\w+|при услови\w+)",
    re.IGNORECASE,
)
_MAY_END = regex(
    r"\b(?:may|can|entitled|rights?|option|elects?|wish(?:es)?|shall)\b[^.;]{0,100}?"
    r"\b(?:terminat(?:e[ds]?|able|ing)|cancel\w*|withdraw\w*|end)\b|\bterminable\b|(?<!\w)(?:расторг|расторж|прекра|отказ)\w+",
    re.IGNORECASE,
)
_LIABILITY_ASKED = regex(
    r"\b(?:liabilit\w+|liable)\b.*\b(?:limit\w*|cap|capped|maximum|excluded)\b"
    r"|\b(?:limit\w*|cap|capped|maximum|max)\b.*\b(?:liabilit\w+|liable)\b"
    r"|(?<!\w)(?:ограничен|предел|максимальн)\w*.*ответственност|ответственност\w*.*(?<!\w)(?:ограничен|предел|максимальн)",
    re.IGNORECASE,
)
_LIABLE = regex(r"\b(?:liab\w+|responsib\w+ for)|ответственност\w*|(?<!\w)отвеча\w+", re.IGNORECASE)
_LIMITS = regex(
    r"\b(?:(?:shall|will|be|is|are|hereby) (?:\w+ )?limited|(?:not|never|no event|nor) (?:\w+\W+){0,8}?(?:exceed|liable)|in no event"
    r"|under no circumstances|neither (?:\w+\W+){1,12}liable|no (?:\w+\W+){0,6}(?:shall|will) be liable|no liability"
    r"|limits? (?:of|on|its|their)|maximum (?:\w+ )?liab\w+|lesser of)"
    r"|(?<!\w)не (?:отвеча|нес[её]т|превыша|может превышать)\w*|(?<!\w)ограничен\w*|(?<!\w)ограничива\w+",
    re.IGNORECASE,
)
_COMPANY = regex(r"limited liability (?:compan\w+|partnership\w*)", re.IGNORECASE)
_NO_LIMIT = regex(r"\b(?:insur\w+|delay|failure to perform|force majeure|debts)\b", re.IGNORECASE)
"""What is insured, and what holds somebody up."""
_PART = regex(r"[.;]")
_LONGEST = 300
"""Characters of a question that are looked at."""
_FEWEST = 8
"""Words from which on a sentence is more than a clause's title."""
_LAW_ASKED = regex(
    r"\b(?:what|which) (?:[\w'’-]+ ){0,2}?(?:laws?|state) (?:governs?|applies|apply)\b|\bgoverning law\b|\blaws? (?:govern|appl)\w*"
    r"|\b(?:governed|construed)\b.*\blaws?\b|(?<!\w)как(?:ое|им|ого) (?:прав|закон)\w*.*(?:примен|регулир)",
    re.IGNORECASE,
)
_LAW = regex(
    r"\b(?:govern\w*|constru\w*|interpret\w*|controlled|subject to|applied|applies)\b[^;]{0,160}?\b(?:laws?|code)\b"
    r"|\blaws?\b[^;]{0,100}?\b(?:governs?|govern|applies|apply|control)\b"
    r"|(?<!\w)(?:регулиру|примен|руководств)\w+[^;]{0,100}?(?<!\w)(?:прав|закон)\w+"
    r"|(?<!\w)(?:прав|закон)\w+[^;]{0,100}?(?<!\w)(?:регулиру|примен)\w+",
    re.IGNORECASE,
)
_ASSIGNMENT_ASKED = regex(
    rf"^(?:can|may|is|are|could|must)\b(?=.*\b{OF_CONTRACTS}\b).*\b(?:assign\w*|transfer(?:red|able)?)\b"
    rf"|(?<!\w)(?:переуступ|уступ)\w+.*{OF_RUSSIAN_CONTRACTS}",
    re.IGNORECASE,
)
_ASSIGN = r"(?:assign(?!s\b|ees?\b)\w*|transfer\w*)"
_ASSIGNS = regex(
    rf"\b(?:may|shall|will|cannot|can|not|neither|no|without|prohibit\w*|entitled|rights?|consent|void|freely)\b[^;]{{0,200}}?\b{_ASSIGN}\b"
    rf"|\b{_ASSIGN}\b[^;]{{0,200}}?\b(?:not|without|consent|void|prohibit\w*|permitted|freely)\b"
    r"|(?<!\w)(?:переуступ|уступ|переда)\w+",
    re.IGNORECASE,
)
_ASSIGNED = regex(
    rf"\b(?:{OF_CONTRACTS}|rights?|obligations?|duties|interests?|here(?:in|under|of))\b"
    rf"|{OF_RUSSIAN_CONTRACTS}|(?<!\w)(?:прав|обязанност)\w+",
    re.IGNORECASE,
)
_OF_WORK = regex(
    r"\bhereby (?:\w+ ){0,2}?(?:assign|transfer)|\b(?:agrees?|obligat\w+) to assign|\b(?:wire|bank|information|title|data) transfer"
    r"|\btransfer(?:red)? title",
    re.IGNORECASE,
)
"""What is handed over under a contract, and not the contract."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One kind of clause: how it is asked for, what tells it."""

    asked: re.Pattern[str]
    tells: Callable[[str, str], bool]
    """True for a sentence, white space as single spaces, that tells it of what is named second."""
    told: str = ""
    """Words of asking that such a clause need not repeat, apart by spaces."""
    sought: str = ""
    """Other words that such clauses have: what a search for them looks for too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedClause:
    """What a question asks of a contract that only a clause of its kind answers."""

    kind: str
    of: str = ""
    """What it is of which it is asked how long it lasts, or who it is."""

    @property
    def sought(self) -> str:
        """Other words that such clauses have, apart by spaces."""
        return _CLAUSES[self.kind].sought

    def told_by(self, text: str) -> bool:
        """True for a sentence that tells it."""
        return _CLAUSES[self.kind].tells(" ".join(text.split()), self.of)

    @property
    def told(self) -> frozenset[str]:
        """The analysed words of asking that such a clause need not repeat."""
        return _analysed(_CLAUSES[self.kind].told)


def clause_asked(question: str) -> AskedClause | None:
    """What is asked of a contract; None for anything else."""
    said = question.strip()[:_LONGEST]
    for kind, clause in _CLAUSES.items():
        found = clause.asked.search(said)
        if found is not None:
            named = found.groupdict()
            return AskedClause(kind=kind, of=named.get("what") or named.get("russian") or "")
    return None


@cache
def _analysed(listed: str) -> frozenset[str]:
    return frozenset(terms(listed, stop_words=False))


def _tells_end_at_will(text: str) -> bool:
    at_will = _AT_WILL.search(text) or (_AT_ANY_TIME.search(text) and not _ONLY_FOR_CAUSE.search(text))
    return bool(at_will) and _MAY_END.search(text) is not None


def _tells_limit(text: str) -> bool:
    parts = _PART.split(_COMPANY.sub(" ", text))
    told = ". ".join(part for part in parts if _NO_LIMIT.search(part) is None)
    return len(told.split()) >= _FEWEST and bool(_LIABLE.search(told)) and bool(_LIMITS.search(told))


def _tells_assignment(text: str) -> bool:
    return all(pattern.search(text) for pattern in (_ASSIGNS, _ASSIGNED)) and _OF_WORK.search(text) is None


_CLAUSES: Mapping[str, Clause] = {
    "renewal": Clause(
        asked=_RENEWAL_ASKED,
        tells=lambda text, _: tells_renewal(text),
        told="end renewal renew notice needed much notify",
        sought="renew automatically successive notice prior expiration term продление уведомление",
    ),
    "notice": Clause(asked=_NOTICE_ASKED, tells=lambda text, _: tells_notice(text)),
    "at will": Clause(
        asked=_AT_WILL_ASKED,
        tells=lambda text, _: _tells_end_at_will(text),
        told="terminate cancel end cause reason convenience without will расторгнуть прекратить отказаться причины причин объяснения",
        sought="termination convenience any reason notice расторгнуть односторонний уведомление",
    ),
    "liability": Clause(
        asked=_LIABILITY_ASKED,
        tells=lambda text, _: _tells_limit(text),
        told="limit limited limits cap capped maximum liable liability предел ограничена ограничение максимальная ответственность",
        sought="liability limitation exceed event damages ответственность ограничена убытки",
    ),
    "law": Clause(
        asked=_LAW_ASKED,
        tells=lambda text, _: _LAW.search(text) is not None,
        told="law laws govern governs governed governing apply applies право законодательство применяется регулируется",
        sought="governed construed accordance laws state регулируется законодательством",
    ),
    "assignment": Clause(
        asked=_ASSIGNMENT_ASKED,
        tells=lambda text, _: _tells_assignment(text),
        told="assign assigned assignment transfer transferred someone somebody else person переуступить уступить передать",
        sought="assign assignment transfer consent successors уступка передача согласия",
    ),
    "term": Clause(
        asked=_TERM_ASKED,
        tells=lambda text, _: tells_term(text),
        told="expire expires expiry expiration end ends ending run out terminate terminates lapse last valid force effect effective binding"
        " term duration remain date истекает истекать истечёт заканчивается закончится кончается прекращается действует действие действия"
        " срок заключён заключен число дата",
        sought="term initial period continue effect force commence until years срок действует действия вступает силу",
    ),
    "duration": Clause(asked=_DURATION_ASKED, tells=tells_duration),
    "parties": Clause(
        asked=PARTIES_ASKED,
        tells=lambda text, _: tells_parties(text),
        told="party parties between whom сторона стороны стороной между кем",
        sought="agreement made entered between hereinafter договор заключён между именуемый",
    ),
    "role": Clause(
        asked=ROLE_ASKED,
        tells=tells_role,
        told="under по является",
        sought="agreement made entered between hereinafter договор заключён между именуемый",
    ),
}
