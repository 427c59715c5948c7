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
    rf"(?:[ \t]*[,.!:;)\n]+\s*|\s+[–—-]+\s+|[ ](?={_OPENS}))"
    r"|\W*(?:hi|hello|hey|привет|здравствуйте)[ ](?-i:[A-ZА-ЯЁ])[\w-]+[,!]\s+",
    re.IGNORECASE,
)
_EXCUSE = regex(
    r"(?:sorry(?:[ ](?:to[ ]bother[ ]you|for[ ]the[ ]question))?|excuse[ ]me|(?:(?:just|i[ ]have)[ ])?(?:an?[ ])?(?:quick|short|small"
    r"|stupid)[ ]question|question"
    r"|извините|извини|простите|прости|(?:у[ ]меня[ ])?(?:такой[ ])?вопрос)(?:[ ]пожалуйста)?[ ]?[,:.;!–—-]+\s*",
    re.IGNORECASE,
)
_PLEASE = regex(r"(?:please|pls|plz|kindly|пожалуйста)[, ]+(?!\W|\Z)", re.IGNORECASE)
_MAY_COME = r"(?:,?[ ](?:please|pls|plz|kindly|maybe|perhaps))?"
_WHAT_FOLLOWS = rf"(?={_ASKS}|whats\b|(?:the|a|an|my|our|your)[ ])"
_FRAME = regex(
    rf"(?:(?:can|could|would|will)[ ](?:you|u|someone|somebody|anyone|anybody){_MAY_COME}[ ](?:tell|remind|inform|advise"
    rf"|let)(?:[ ](?:me|us))?(?:[ ]know)?"
    r"|i(?:['’]?m|[ ]am|[ ]was|[ ]have[ ]been)?[ ](?:just[ ])?(?:wondering|curious)"
    r"|i(?:['’]d|[ ]would)[ ](?:really[ ])?(?:like|love)[ ]to[ ](?:know|ask)|i[ ](?:just[ ])?(?:want|need|wanted"
    r"|needed)(?:ed)?[ ]to[ ](?:know|ask)"
    r"|(?:(?:do|does|did|would)[ ])?(?:you|u|anyone|anybody|someone|somebody)(?:[ ]guys)?(?:[ ]happen[ ]to|[ ]by[ ]any[ ]chance)?[ ]know"
    r"|(?:may|can|could|might)[ ]i[ ](?:please[ ])?ask(?:[ ]you)?|(?:tell|remind)[ ](?:me|us)|let[ ](?:me|us)[ ]know)"
    rf"{_MAY_COME}[,:]?[ ]+{_WHAT_FOLLOWS}"
    r"|(?:(?:не[ ])?(?:подскажете|подскажите|подскажи|скажете|скажите|скажи)|(?:не[ ])?мог(?:ли"
    r"|ла)?[ ]бы[ ](?:вы[ ])?(?:мне[ ])?(?:сказать|подсказать)"
    r"|(?:вы[ ])?(?:можете|не[ ]можете)[ ](?:мне[ ])?(?:сказать|подсказать)|хотел(?:а|ось|и)?[ ]бы[ ](?:узнать|знать|спросить|уточнить)"
    r"|хочу[ ](?:узнать|знать|спросить|уточнить)|(?:вы[ ])?не[ ]знаете(?:[ ]ли[ ]вы)?|знаете[ ]ли[ ]вы|меня[ ]интересует)"
    rf"(?:,?[ ]пожалуйста)?[,:]?[ ]+(?={_ASKS})",
    re.IGNORECASE,
)
_THANKS = (
    r"(?:many[ ]|much[ ])?thanks(?:[ ](?:so[ ]much|a[ ]lot|very[ ]much|in[ ]advance|again))*|thank[ ](?:you|u)(?:[ ](?:so[ ]much"
    r"|very[ ]much|in[ ]advance|again))*"
    r"|thx|tia|cheers|(?:kind|best|warm)?[ ]?regards(?:,?\s+(?-i:[A-Z])\w+)?|(?:большое[ ])?спасибо(?:[ ](?:заранее|большое))?"
    r"|заранее[ ](?:спасибо|благодар\w+)"
    r"|с[ ]уважением(?:,?\s+(?-i:[А-ЯЁ])\w+)?|please|pls|plz|пожалуйста"
)
_TAIL = regex(
    rf"(?:[?!.,;:–—-]\s*(?:{_THANKS})|(?<!say)(?<!word)(?<!spell)(?<!write)[ ](?:please|pls|plz|пожалуйста))[\s.!,:;)(?]*\Z",
    re.IGNORECASE,
)
_SLIPS = (
    (regex(r"\A(?:wats|wahts|whats|whts|wht['’]s)\b", re.IGNORECASE), "what is"),
    (regex(r"\A(how|where|who|when|why)s\b", re.IGNORECASE), r"\1 is"),
    (regex(r"\A(?:wat|waht|wath|whta|wht)\b", re.IGNORECASE), "what"),
    (regex(r"\A(?:wich|whitch|whcih|wihch)\b", re.IGNORECASE), "which"),
    (regex(r"\A(?:wen|whne|wehn)\b", re.IGNORECASE), "when"),
    (regex(r"\A(?:wher|whre|wheer)\b", re.IGNORECASE), "where"),
    (regex(r"\A(?:hwo|hw)\b", re.IGNORECASE), "how"),
    (regex(r"\A(how) (?:mutch|muhc|mcuh|mush)\b", re.IGNORECASE), r"\1 much"),
    (regex(r"\A(how) (?:meny|mnay)\b", re.IGNORECASE), r"\1 many"),
    (regex(r"\A((?:what|when|where|why|how(?: much| many| long| often)?)) (?:dose|dos|deos|doe)\b", re.IGNORECASE), r"\1 does"),
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
