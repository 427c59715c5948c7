"""The words around what a question asks a fact for, and words that well-known facts go by; English and Russian, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from untuned.text.regex import regex
from untuned.text.words import terms


def word_set(text: str) -> frozenset[str]:
    """The words between the text's spaces."""
    return frozenset(text.split())


FIRST_PERSON = word_set(
    "i me my mine we us our ours я меня мне мной мой моя мое мои моего моей моему моем моих мою мы нас нам наш "
    "нашего нашей нашу наша наше наши"
)
SECOND_PERSON = word_set(
    "you your yours ты тебя тебе твой твоя твое твои твоего твоей твоих твою вы вас вам ваш ваша ваше ваши вашего вашей вашему ваших вашу"
)

NOMINATIVE = word_set("i we you я мы ты вы")
"""Who does or is something: "сколько лет я клиент" asks for a time, "сколько лет моему клиенту" for somebody's age."""

_ALWAYS = word_set("""
a an the of for in on at to by with from and or is are am please currently current exactly again
и в во на у по о об от к ко для из с со есть является пожалуйста текущий текущая текущее точно именно это
""")
"""What a question may hold beside the words of a fact, whatever it asks."""
_HAVING = word_set("do does have has")
_NOW = word_set("now today сейчас сегодня")
_OF_EVENTS = word_set("was were did will become became been had был была было были будет стал стала стали")
"""The same for what happened or will happen on a day."""

_WHAT = word_set("what which какой какая какое какие какого каков какова каково каковы какую каким какая что чему равен равна равно")
_WHEN = word_set("when since когда каком какого году числа день date day what which год какой")
_WHO = word_set("who whom whose кто чей чья кого кому")
_WHERE = word_set("where где куда")
_COUNT = word_set("how many much сколько there")
_AGE = word_set("how old age what сколько лет год года возраст какой каков years year")
_ELAPSED = word_set("""
how long many years months weeks days year been since ago for already time passed has have сколько лет год года месяцев недель дней времени
прошло уже как долго давно тому назад что
""")
_UNTIL = word_set("""
how long many days until till before left remain there still сколько дней осталось до через времени ещё еще остается how much time
""")

_POLITE = regex(
    r"^\W*(?:(?:hi|hello|hey|привет|здравствуйте)\b\W*)?(?:please\b\W*|пожалуйста\b\W*)?"
    r"(?:(?:(?:can|could|would|will) you )?(?:please )?(?:tell|show|give|remind|let) (?:me|us)(?: know)?\b\W*"
    r"|(?:do you know|i(?:['’]d| would) like to know|i (?:want|need) to know)\b\W*"
    r"|(?:скажи|подскажи|напомни|назови|покажи)(?:те)?\b(?: мне| нам)?(?:,? пожалуйста)?\W*)?",
    re.IGNORECASE,
)

LIGHT = word_set("please exactly currently again a an the пожалуйста точно именно же")
"""Words without which a question is the same."""

BESIDE_A_DAY = word_set("since date on from day at дата день с со число start started")
"""Words of a date's name that a question of how long leaves out: `customer_since` is asked for as "a customer"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A fact that many files hold: the keys it stands under, and what questions call it."""

    keys: frozenset[str]
    labels: tuple[str, ...]
    origin: bool = False
    """The day from which its subject's age counts."""
    birthday: bool = False


KNOWN = (
    Known(
        keys=word_set("birth_date birthdate date_of_birth birthday born birth дата_рождения день_рождения"),
        labels=(
            "birth date",
            "date of birth",
            "birthday",
            "born",
            "дата рождения",
            "день рождения",
            "дня рождения",
            "родился",
            "родилась",
            "родились",
        ),
        origin=True,
        birthday=True,
    ),
    Known(
        keys=word_set("founded established founding_date foundation_date founded_on дата_основания"),
        labels=("founded", "established", "founding date", "основана", "основан", "основано", "дата основания"),
        origin=True,
    ),
    Known(keys=frozenset({"name", "full_name", "имя"}), labels=("name", "имя", "название")),
    Known(
        keys=word_set("phone telephone phone_number tel телефон"),
        labels=("phone", "phone number", "telephone", "telephone number", "телефон", "номер телефона"),
    ),
    Known(
        keys=word_set("email e_mail mail email_address почта"),
        labels=("email", "email address", "e-mail", "e-mail address", "почта", "электронная почта", "адрес электронной почты"),
    ),
    Known(keys=frozenset({"address", "адрес"}), labels=("address", "адрес")),
    Known(keys=word_set("employees staff headcount сотрудники"), labels=("employees", "staff", "сотрудники", "сотрудников")),
    Known(keys=word_set("website site url сайт"), labels=("website", "site", "сайт", "адрес сайта")),
    Known(keys=frozenset({"timezone", "time_zone"}), labels=("time zone", "timezone", "часовой пояс")),
    Known(keys=word_set("job occupation profession профессия"), labels=("job", "occupation", "profession", "профессия", "работа")),
)

GO_WITHOUT_SAYING = frozenset(
    [("where", key) for key in ("address", "location", "place", "адрес", "место")]
    + [(kind, key) for kind in ("when", "until", "elapsed") for key in ("date", "day", "дата")]
    + [("length", key) for key in ("length", "duration", "term", "срок")]
)
"""(kind of question, key): facts that a question names by its kind and its subject alone, as "when is the summer party"."""

MY_NAME = ("what am i called", "как меня зовут")
YOUR_NAME = ("what are you called", "как тебя зовут", "как вас зовут")
"""Questions for a name that do not say "name"."""


def known(key: str) -> Known | None:
    """What is known of a fact by its key alone."""
    low = key.lower().replace("-", "_").replace(" ", "_")
    return next((each for each in KNOWN if low in each.keys), None)


def bare(question: str) -> str:
    """The question without greeting and request, and with the parts of `names_like_this` apart."""
    return _POLITE.sub("", question.replace("_", " "), count=1)


def stems(text: str) -> tuple[str, ...]:
    """Every word's stem in order, stop words too, as search has it."""
    return tuple(terms(text.replace("_", " "), stop_words=False))


@cache
def frame(kind: str) -> frozenset[str]:
    """Stems of the words that a question of a kind may hold beside those of a fact."""
    words = {
        "what": _WHAT | _HAVING,
        "when": _WHEN | _OF_EVENTS | _HAVING,
        "who": _WHO | _OF_EVENTS,
        "where": _WHERE | _OF_EVENTS,
        "count": _COUNT | _HAVING,
        "age": _AGE | _NOW,
        "elapsed": _ELAPSED | _NOW,
        "length": _ELAPSED,
        "until": _UNTIL | _HAVING | _NOW,
        "yes_no": _HAVING | {"ли"},
    }[kind]
    return frozenset(stem for word in words | _ALWAYS | FIRST_PERSON | SECOND_PERSON for stem in stems(word))
