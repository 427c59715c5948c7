"""Questions as people type them in a chat: without the courtesies around them, and with their words of asking as they are spelled."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_LONGEST = 1_000
"""Characters of a question that is looked at: a longer one is a letter."""
_ASKS = (
    r"(?:what|how|when|where|who|whom|whose|which|why|что|чего|чем|как\w{0,4}|когда|где|куда|откуда|кто|кого|кому|кем|чей|чья|чьи|сколько|почему"
    r"|зачем|котор\w{1,3}|(?:во|до|с|по|на|в|у|к|за|из|от|о)[ ](?:скольк\w{1,2}|как\w{2,3}|ч[её]м|что|кого|кому|ком|котор\w{2,3})"
    r"|(?:можно|нужно|есть|надо)[ ]ли)\b"
)
_OPENS = (
    rf"(?:{_ASKS}|(?:can|could|do|does|did|is|are|was|were|may|might|will|would|should|i|we|my|please|pls|plz|tell|let"
    r"|whats|wats|hows|wheres|whos)\b)"
)
_GREETING = regex(
    r"\W*(?:(?:hi|hello|hey|hiya|howdy|greetings|good[ ](?:morning|afternoon|evening|day))"
    r"(?:[ ](?:there|all|everyone|everybody|team|folks|guys|again|support))?"
    r"|dear[ ](?:team|all|support|sirs?|madam|sir[ ](?:or|/)[ ]madam)|привет(?:ствую)?|здравствуй(?:те)?|добр(?:ый[ ](?:день|вечер)"
    r"|ое[ ]утро|ого[ ]дня)"
    r"|уважаем\w{2,3}[ ]\w+)(?:[ ](?:всем|коллеги|друзья))?"
    rf"(?:[ \t]*[,.!:;)\n]+\s*|\s+[–—-]+\s+|[ ](?={_OPENS}))",
    re.IGNORECASE,
)
_EXCUSE = regex(
    r"(?:sorry(?:[ ](?:to[ ]bother[ ]you|for[ ]the[ ]question))?|excuse[ ]me|(?:(?:just|i[ ]have)[ ])?(?:an?[ ])?(?:quick|short|small"
    r"|stupid)[ ]question|question"
    r"|извините|извини|простите|прости|(?:у[ ]меня[ ])?(?:такой[ ])?вопрос)(?:[ ]пожалуйста)?[ ]?[,:.;!–—-]+\s*",
    re.IGNORECASE,
)
_PLEASE = regex(r"(?:please|pls|plz|kindly|пожалуйста)[, ]+(?!\W|\Z|please\b)", re.IGNORECASE)
_MAY_COME = r"(?:,?[ ](?:please|pls|plz|kindly|maybe|perhaps))?"
_FRAME = regex(
    rf"(?:(?:(?:can|could|would|will)[ ](?:you|u|someone|somebody|anyone|anybody){_MAY_COME}[ ])?"
    r"(?:(?:tell|remind)[ ](?:me|us)|let[ ](?:me|us)[ ]know)"
    r"|i(?:['’]d|[ ]would)[ ](?:really[ ])?(?:like|love)[ ]to[ ]know|i[ ](?:just[ ])?(?:want|need|wanted|needed)[ ]to[ ]know"
    r"|(?:(?:do|does|did|would)[ ])?(?:you|u|anyone|anybody|someone|somebody)(?:[ ]guys)?(?:[ ]happen[ ]to|[ ]by[ ]any[ ]chance)?[ ]know)"
    rf"{_MAY_COME}[,:]?[ ]+(?={_ASKS}|whats\b|(?:the|an?)[ ])"
    rf"|(?:(?:can|could|would|will)[ ](?:you|u|someone|somebody|anyone|anybody){_MAY_COME}[ ](?:inform|advise)(?:[ ](?:me|us))?"
    r"|i(?:['’]?m|[ ]am|[ ]was|[ ]have[ ]been)?[ ](?:just[ ])?(?:wondering|curious)"
    r"|i(?:['’]d|[ ]would)[ ](?:really[ ])?(?:like|love)[ ]to[ ]ask|i[ ](?:just[ ])?(?:want|need|wanted|needed)[ ]to[ ]ask"
    r"|(?:may|can|could|might)[ ]i[ ](?:please[ ])?ask(?:[ ]you)?)"
    rf"{_MAY_COME}[,:]?[ ]+(?={_ASKS}|whats\b)"
    r"|(?:(?:не[ ])?(?:подскажете|подскажите|подскажи|скажете|скажите|скажи)|(?:не[ ])?мог(?:ли"
    r"|ла)?[ ]бы[ ](?:вы[ ])?(?:мне[ ])?(?:сказать|подсказать)"
    r"|(?:вы[ ])?(?:можете|не[ ]можете)[ ](?:мне[ ])?(?:сказать|подсказать)|хотел(?:а|ось|и)?[ ]бы[ ](?:узнать|знать|спросить|уточнить)"
    r"|хочу[ ](?:узнать|знать|спросить|уточнить)|(?:вы[ ])?не[ ]знаете(?:[ ]ли[ ]вы)?|знаете[ ]ли[ ]вы|меня[ ]интересует)"
    rf"(?:,?[ ]пожалуйста)?[,:]?[ ]+(?={_ASKS})",
    re.IGNORECASE,
)
_THANKS = (
    r"(?:many[ ]|much[ ])?thanks(?:[ ](?:so[ ]much|a[ ]lot|very[ ]much|in[ ]advance|again))*"
    r"|thank[ ](?:you|u)(?:[ ](?:so[ ]much|very[ ]much|in[ ]advance|again))*|thx|cheers"
    r"|(?:kind|best|warm)?[ ]?regards(?:,?\s+(?-i:[A-Z])\w+)?"
    r"|(?:большое[ ])?спасибо(?:[ ](?:заранее|большое))?|заранее[ ](?:спасибо|благодар\w+)|с[ ]уважением(?:,?\s+(?-i:[А-ЯЁ])\w+)?"
    r"|please|pls|plz|пожалуйста"
)
_NAMED = (
    r"(?<!:)(?<!\bfor)(?<!\bword)(?<!\btype)(?<!\bwith)(?<!\band)(?<!\bor)(?<!\bsay)(?<!\bspell)(?<!\bwrite)(?<!\bis)"
    r"(?<!слово)(?<!пишется)(?<!значит)"
)
"""Not behind a word that speaks of the courtesy itself: "the word for please"."""
_TAIL = regex(
    rf"(?:(?:[?!.,]|\n)\s*(?:{_THANKS})|{_NAMED}[ ](?:please|pls|plz|пожалуйста))[\s.!,:;)(?]*\Z",
    re.IGNORECASE,
)
_SLIPS = (
    (regex(r"\A(?:wats|wahts|whats|whts|wht['’]s)\b", re.IGNORECASE), "what is"),
    (regex(r"\A([Hh]ow|[Ww]here|[Ww]ho|[Ww]hen|[Ww]hy)s\b"), r"\1 is"),
    (regex(r"\A(?:waht|wath|whta|wht)\b", re.IGNORECASE), "what"),
    (regex(r"\A(?:wich|whitch|whcih|wihch)\b", re.IGNORECASE), "which"),
    (regex(r"\A(?:[Ww]hne|[Ww]ehn)\b"), "when"),
    (regex(r"\A(?:wher|whre|wheer)\b", re.IGNORECASE), "where"),
    (regex(r"\A[Hh]wo\b"), "how"),
    (regex(r"\A(how) (?:mutch|muhc|mcuh)\b", re.IGNORECASE), r"\1 much"),
    (regex(r"\A(how) (?:meny|mnay)\b", re.IGNORECASE), r"\1 many"),
    (
        regex(
            r"\A((?i:what|when|where|why|how(?: much| many| long| often)?)) (?:dose|dos|deos|doe)"
            r"(?= (?:it|this|that|the|an?|my|your|our)\b)"
        ),
        r"\1 does",
    ),
    (regex(r"\A(?:скока|скоко|сколко|сколька)\b", re.IGNORECASE), "сколько"),
    (regex(r"\A(?:чо|чё|шо)\b", re.IGNORECASE), "что"),
    (regex(r"\A(?:када|кагда)\b", re.IGNORECASE), "когда"),
)
_LETTERS = regex(r"[^\W\d_]{2,}")
_MOST_ROUNDS = 4


def plain_question(text: str) -> str:
    """A question without greetings, thanks and frames such as `could you tell me`, and with `whats` as `what is`; English and Russian.

    As it is where nothing of it is that, or nothing would be left; a frame before `if` stays, since that asks for a yes or no.
    """
    if len(text) > _LONGEST:
        return text
    plain = text.strip()
    for _ in range(_MOST_ROUNDS):
        shorter = _without_beginning(plain)
        shorter = _TAIL.sub(lambda found: "?" if "?" in found[0] else "", shorter).strip()
        if shorter == plain:
            break
        plain = shorter
    for slip, said in _SLIPS:
        plain = slip.sub(said, plain)
    return plain if plain != text.strip() and _LETTERS.search(plain) else text


def _without_beginning(text: str) -> str:
    for pattern in (_GREETING, _EXCUSE, _PLEASE, _FRAME):
        found = pattern.match(text)
        text = text if found is None else text[found.end() :]
    return text
