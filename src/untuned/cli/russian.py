"""What the terminal says around an answer, in Russian: of a Russian question's answer all of it is in one language.

Answers are recorded with their notes in English, and a program that reads JSON gets them so.
"""

from __future__ import annotations

import re

from untuned.evaluation.page.named import REASONS
from untuned.evaluation.page.russian.patterns import Pattern, pattern
from untuned.text.regex import regex

_LONGEST = 1_200
"""Characters of what is looked at; hardly a sentence around an answer is longer, and a hostile one takes no long."""

_FRAME = (
    ("No answer", "Ответа нет"),
    ("it is not known", "причина неизвестна"),
    ("Nearest, but", "Ближе всего, но"),
    ("Where else to look", "Где ещё посмотреть"),
    ("it does not seem to answer this", "похоже, это не отвечает на вопрос"),
    ("the model does not take it for an answer", "модель не считает это ответом"),
    ("the model said nothing of it that could be verified", "модель не сказала об этом ничего, что удалось бы подтвердить"),
    ("this does not mention {what:text}", "здесь нет упоминания: {what}"),
    ("this is about the {what:text} plan", "это о тарифе {what}"),
    ("this is about something else", "это о другом"),
    ("this is about {what:text}", "это о другом: {what}"),
    ("note", "примечание"),
    ("left out", "не показано"),
    ("Only in part: what could not be verified was left out.", "Ответ неполный: то, что не удалось подтвердить, не показано."),
    ("Only in part; why is said below.", "Ответ неполный; почему, сказано ниже."),
    ("The sources disagree; both are shown.", "Источники расходятся; показаны оба."),
    ("This needs a person.", "Здесь нужен человек."),
    ("What this answer quoted was purged.", "То, что цитировал этот ответ, удалено навсегда."),
    ("answered", "ответ есть"),
    ("partial", "ответ неполный"),
    ("conflict", "источники расходятся"),
    ("abstained", "ответа нет"),
    ("needs_human", "нужен человек"),
    ("confidence {n:number}", "уверенность {n}"),
    ("confidence {n:number} that the documents answer this", "уверенность {n}, что в документах есть ответ"),
    (
        "what was found has the words of the question, and is about something else",
        "в найденном есть слова вопроса, но говорится о другом",
    ),
    ("nothing that was searched says anything like it", "в том, где искали, ничего похожего нет"),
    ("all of it", "целиком"),
    ("{n:number} ms", "{n} мс"),
    ("{n:count} tokens in, {out:count} out", "токенов: {n} на входе, {out} на выходе"),
    ("cost unknown", "цена неизвестна"),
    ("{n:count} of {all:count} requests failed", "не удалось запросов: {n} из {all}"),
    ("version {n:count}", "версия {n}"),
    ("by the header", "по заголовкам столбцов"),
    ("carried by its quotes", "подтверждено цитатами"),
    ("not decided by rules", "правила этого не решают"),
    ("not carried by its quotes", "не подтверждено цитатами"),
    ("probability {n:number} by {scorer}", "вероятность {n}, оценка: {scorer}"),
    ("source says '{source:text}', claim says '{says:text}'", "в источнике «{source}», а в утверждении «{says}»"),
    ("the source has no '{says:text}'", "в источнике нет «{says}»"),
    ("computed: {name} = {value:text}, as of {day:day}", "вычислено: {name} = {value}, на {day}"),
    ("computed: {name} = {value:text}", "вычислено: {name} = {value}"),
    ("from {inputs:text}", "из: {inputs}"),
    ("only an earlier version says this", "это есть только в прежней версии"),
    ("this stands in {path:text}", "это есть в {path}"),
)
_DROPPED = (
    ("a sentence about something else", "предложение о другом"),
    ("a claim that says more than its quotes", "утверждение, в котором больше, чем в его цитатах"),
    ("a claim that only repeats the question", "утверждение, которое только повторяет вопрос"),
    ("a claim that is a heading and says nothing", "утверждение из одного заголовка, которое ничего не говорит"),
    ("a claim that another model says its quotes do not carry", "утверждение, которое по мнению другой модели не следует из цитат"),
    ("a claim without a quote", "утверждение без цитаты"),
    ("a quote from a source that was not given", "цитата из источника, которого не было среди прочитанных"),
    ("a quote that its source does not have", "цитата, которой нет в её источнике"),
    ("a quote that stands in another source than the one it names", "цитата не из того источника, который назван"),
    ("a quote that only an earlier version has", "цитата, которая есть только в прежней версии"),
    ("a quote that reads like instructions to an assistant", "цитата, похожая на указания помощнику"),
    ("a quote of what the assistant itself once wrote", "цитата того, что когда-то написал сам помощник"),
    ("a quote that turns what its source says", "цитата, которая искажает смысл источника"),
    ("a quote without words", "цитата без слов"),
    ("a quote too short to prove anything", "цитата слишком короткая, чтобы что-то подтвердить"),
    ("a quote that cuts off a negation", "цитата без отрицания, которое есть в источнике"),
    ("a quote that cuts off a condition", "цитата без условия, которое есть в источнике"),
    ("a quote that cuts off a comparison", "цитата с обрезанным сравнением"),
    ("a quote that cuts a number in two", "цитата с обрезанным числом"),
    ("a quote that cuts a word in two", "цитата с обрезанным словом"),
    ("a quote with another sign before its number", "цитата с другим знаком перед числом"),
    ("a quote whose capitals are not its source's", "цитата, где прописные буквы не как в источнике"),
    ("a quote whose marks between words are not its source's", "цитата, где знаки между словами не как в источнике"),
    ("a quote with more at its ends than its source has", "цитата, по краям которой есть лишнее"),
    ("a quote that makes a statement of a question", "цитата, которая делает из вопроса утверждение"),
    ("a quote of what its source has struck through", "цитата того, что в источнике зачёркнуто"),
    ("a quote of what its source does not show", "цитата того, что в источнике скрыто"),
    ("a quote with more than three ellipses", "цитата, в которой больше трёх многоточий"),
    ("a quote with a part of fewer than three words beside an ellipsis", "цитата, где рядом с многоточием меньше трёх слов"),
    (
        "a quote whose parts stand too far apart or in another order",
        "цитата, части которой стоят далеко друг от друга или в другом порядке",
    ),
    ("a quote whose ellipsis joins paragraphs", "цитата, многоточие которой соединяет абзацы"),
    ("a quote whose ellipsis leaves out a negation or a condition", "цитата, многоточие которой скрывает отрицание или условие"),
    ("a quote whose ellipsis leaves out a number", "цитата, многоточие которой скрывает число"),
)
_TIME = (
    ("This holds as of {day:day}.", "Это верно на {day}."),
    ("This holds as it was known on {day:day}.", "Так было известно на {day}."),
    (
        "Asked as of {day:day}. Texts that name no day count from the day on which they were first synced.",
        "Вопрос задан на {day}. Тексты, в которых день не назван, считаются с того дня, когда их впервые прочитали.",
    ),
    ("Asked as it was known on {day:day}.", "Вопрос задан о том, что было известно на {day}."),
    (
        "{path:text} has changed since: this is its version {n:count}, superseded {day:day}; see '{command:text}'.",
        "С тех пор {path} изменился: это версия {n}, она заменена {day}; см. '{command}'.",
    ),
    (
        "{path:text} was removed since: this is its version {n:count}; see '{command:text}'.",
        "С тех пор {path} удалён: это версия {n}; см. '{command}'.",
    ),
    ("{by:text} has taken the place of {path:text} since {day:day}.", "{path} с {day} заменён: вместо него {by}."),
    ("{path:text} says that it held until {day:day}.", "Как сказано в {path}, он действовал до {day}."),
    ("{path:text} says that it holds from {day:day} on.", "Как сказано в {path}, он действует с {day}."),
    ("{path:text} says otherwise from {day:day} on; see '{command:text}'.", "С {day} в {path} сказано другое; см. '{command}'."),
    (
        "{path:text} takes the place of {former:text} from {day:day} on; see '{command:text}'.",
        "С {day} вместо {former} действует {path}; см. '{command}'.",
    ),
    (
        "{path:text} speaks of this, but holds only from {day:day} on; ask with '{command:text}'.",
        "Об этом говорит {path}, но он действует только с {day}; спросите с '{command}'.",
    ),
    (
        "{path:text} speaks of this too, but holds only from {day:day} on; see '{command:text}'.",
        "Об этом говорит и {path}, но он действует только с {day}; см. '{command}'.",
    ),
    (
        "{path:text} speaks of this, but counts only from {day:day} on; see '{command:text}'.",
        "Об этом говорит {path}, но он считается только с {day}; см. '{command}'.",
    ),
    (
        "No document was in force on {day:day}: the first one counts from {first:day} on.",
        "На {day} не действовал ни один документ: первый считается с {first}.",
    ),
    (
        "No document was known on {day:day}: the first one was synced on {first:day}.",
        "На {day} не было известно ни одного документа: первый прочитан {first}.",
    ),
    (
        "What {path:text} said before that day is found with '{command:text}'.",
        "Что в {path} было сказано до этого дня, найдётся с '{command}'.",
    ),
)
_SOURCES = (
    (
        "Sources disagree ({kind:said}): {one:text} says “{this:quote}” ({since:said}); "
        "{other:text} says “{that:quote}” ({then:said}). {newer:said}",
        "Источники расходятся ({kind}): в {one} сказано «{this}» ({since}); в {other} сказано «{that}» ({then}). {newer}",
    ),
    ("number", "число"),
    ("date", "день"),
    ("unit", "единица измерения"),
    ("negation", "отрицание"),
    ("name", "имя"),
    ("in force from {day:day}", "действует с {day}"),
    ("synced {day:day}", "прочитан {day}"),
    ("{path:text} is not in force yet.", "{path} ещё не действует."),
    ("Neither is newer by its day.", "По дням ни один не новее."),
    ("Which is newer cannot be told by the day of a sync.", "По дню чтения не узнать, какой новее."),
    ("{path:text} is newer.", "{path} новее."),
    ("It leans on {names:list}, which was not read.", "Цитаты опираются на то, что не прочитано: {names}."),
    ("It leans on {names:list}, which were not read.", "Цитаты опираются на то, что не прочитано: {names}."),
    ("{path:text} holds text that reads like instructions to an assistant.", "В {path} есть текст, похожий на указания помощнику."),
    (
        "Nothing that is shown says “{who:quote}”: it may be meant for others.",
        "В показанном нет слов «{who}»: возможно, это сказано о других.",
    ),
    ("… and {n:count} more item{s:s} in {source:text}", "… и ещё {n} {n|пункт|пункта|пунктов} в {source}"),
    ("Searched only where {within:list}.", "Искали только там, где {within}."),
    (
        "Too little was found within {beyond:text}; what is shown was looked for beyond.",
        "По условиям {beyond} нашлось слишком мало; показанное найдено без них.",
    ),
    ("Searched also for: {question:text}", "Искали ещё и так: {question}"),
    ("A rewrite was refused: it brought in {what:text}.", "Другая формулировка вопроса отвергнута: в ней появилось {what}."),
    ("A rewrite was refused: it left out {what:text}.", "Другая формулировка вопроса отвергнута: из неё пропало {what}."),
    (
        "Quotes stay in the language of their documents: for those “{language:quote}”, ask the whole question in that language.",
        "Цитаты остаются на языке своих документов: чтобы получить их «{language}», задайте весь вопрос на этом языке.",
    ),
    (
        "Which one “{said:quote}” means, its words do not tell: ask again by name.",
        "По словам «{said}» не понять, о чём именно речь: назовите это по имени.",
    ),
    ("Searched by words alone: {reason:text}.", "Искали только по словам: {reason}."),
    ("Found by what it means, in other words than the question's.", "Найдено по смыслу: сказано другими словами, чем в вопросе."),
    (
        "Passages are in the order of the search, for they could not be ordered anew: {reason:text}.",
        "Отрывки идут в порядке поиска, упорядочить их заново не удалось: {reason}.",
    ),
    (
        "Verified without {steps:text}: what is shown is held against less than usual.",
        "Проверено без шагов {steps}: показанное сверено с меньшим, чем обычно.",
    ),
    ("Routed: {kind:said} ({share}), which is not answered here.", "Вид вопроса: {kind} ({share}); на такие здесь не отвечают."),
    ("Routed: {kind:said} ({share}); answered by '{name}'.", "Вид вопроса: {kind} ({share}); отвечает вариант '{name}'."),
    (
        "Routed: {kind:said} ({share}), not sure enough for another variant; answered by '{name}'.",
        "Вид вопроса: {kind} ({share}), для другого варианта уверенности мало; отвечает '{name}'.",
    ),
    (
        "Routed: {kind:said} ({share}), and too few examples show that anything else would be safe; answered by '{name}'.",
        "Вид вопроса: {kind} ({share}); примеров слишком мало, чтобы отвечать иначе было безопасно; отвечает '{name}'.",
    ),
    (
        "Routed: {kind:said} ({share}), and follow-ups are looked up; answered by '{name}'.",
        "Вид вопроса: {kind} ({share}); на уточняющие вопросы отвечают по документам; отвечает '{name}'.",
    ),
    (
        "Routed: perhaps out of scope ({share}), and {what:said}; answered by '{name}'.",
        "Вопрос, возможно, не по адресу ({share}), но {what}; отвечает '{name}'.",
    ),
    ("nothing is refused here", "здесь не отказывают"),
    ("only {share} and more is refused", "отказ только от {share}"),
    ("knowledge", "знания"),
    ("structural", "об устройстве"),
    ("reasoning", "рассуждение"),
    ("action", "действие"),
    ("out of scope", "не по адресу"),
)
_MODELS = (
    (
        "The model gave no usable answer ({reason:text}); these are the documents' own sentences.",
        "Модель не дала пригодного ответа ({reason}); это предложения самих документов.",
    ),
    (
        "The model gave no usable answer ({reason:text}); the documents' own sentences do not answer either.",
        "Модель не дала пригодного ответа ({reason}); предложения самих документов тоже не отвечают.",
    ),
    (
        "The model's answer was cut off ({reason:text}); what is shown was verified before.",
        "Ответ модели оборвался ({reason}); показанное было проверено раньше.",
    ),
    (
        "What could not be verified was left out; asking the model again failed ({reason:text}).",
        "То, что не удалось подтвердить, не показано; спросить модель ещё раз не получилось ({reason}).",
    ),
    (
        "The model was asked to look its answer over, which failed ({reason:text}); this is the answer before.",
        "Модель просили проверить свой ответ, но не получилось ({reason}); это ответ до проверки.",
    ),
    (
        "The model says that the documents do not answer this, but a passage seems to: see the nearest one.",
        "Модель говорит, что в документах ответа нет, но один отрывок, похоже, отвечает: он показан.",
    ),
    (
        "Little that was found seems to be about this: see whether what is quoted answers it.",
        "Найденное, похоже, почти не об этом: посмотрите, отвечает ли на вопрос то, что процитировано.",
    ),
    (
        "None of the model's claims could be verified, but what stands in {place:text} seems to answer this.",
        "Ни одно утверждение модели не подтвердилось, но ответ, похоже, есть в {place}.",
    ),
    (
        "The model that was to check the answer failed ({reason:text}); what it did not see is shown all the same.",
        "Модель, которая проверяет ответ, не сработала ({reason}); непроверенное ею всё равно показано.",
    ),
    ("No document has {asked:text}; there are: {values:text}.", "Ни в одном документе нет {asked}; есть: {values}."),
    ("No document has {asked:text}; none states any {field:text}.", "Ни в одном документе нет {asked}; поле {field} нигде не указано."),
    (
        "No document that you may read has {asked:text}; there are: {values:text}.",
        "Ни в одном доступном вам документе нет {asked}; есть: {values}.",
    ),
    (
        "No document that you may read has {asked:text}; none states any {field:text}.",
        "Ни в одном доступном вам документе нет {asked}; поле {field} нигде не указано.",
    ),
    (
        "The model did not word the question anew ({reason:text}); rules did.",
        "Модель не переформулировала вопрос ({reason}); это сделали правила.",
    ),
    (
        "The model marked no final answer, so all that it wrote is shown.",
        "Модель не отметила окончательный ответ, поэтому показано всё, что она написала.",
    ),
    (
        "The model that was to word the answer anew failed ({reason:text}); this is the answer as it was.",
        "Модель, которая должна была изложить ответ иначе, не сработала ({reason}); это ответ, каким он был.",
    ),
    ("The model's verdict could not be read.", "Решение модели прочитать не удалось."),
)
_REASONS = tuple(REASONS.values())

SENTENCES = (*_FRAME, *_REASONS, *_DROPPED, *_TIME, *_SOURCES, *_MODELS)
_PATTERNS: tuple[Pattern, ...] = tuple(sorted((pattern(*pair) for pair in SENTENCES), key=lambda one: len(one.literal), reverse=True))
"""Every sentence, the one with the most words of its own first."""

_CONDITIONS = regex(r", and ")
_CONDITION = regex(r"(?P<field>[^“”]{1,80}?) is (?P<said>.{1,400})", re.DOTALL)
_ENDS = (
    (regex(r" \(from “(?P<words>[^“”]*)”\)\Z"), " (из «{words}»)"),
    (regex(r" or not stated\Z"), " или не указано"),
    (regex(r" or one of (?P<n>\d+) more\Z"), " или ещё одно из {n}"),
    (regex(r" or later\Z"), " или позже"),
    (regex(r" or earlier\Z"), " или раньше"),
    (regex(r" or more\Z"), " или больше"),
    (regex(r" or less\Z"), " или меньше"),
)


def russian(text: str) -> str:
    """The sentence in Russian; as it is where no table has it."""
    return _said(text) or text


def _said(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    return next((said for one in _PATTERNS if (said := one.said(text, _SAYS)) is not None), None)


def _listed(text: str) -> str:
    """Conditions of a search, or names of what was not read."""
    parts = [_condition(part) for part in _CONDITIONS.split(text)]
    if None not in parts:
        return " и ".join(part for part in parts if part is not None)
    return text.replace(" and ", " и ").replace(" of ", " из ").replace(" more", " других")


def _condition(text: str) -> str | None:
    """`product is Pro or not stated (from “Pro”)`, in Russian; None for what is no condition."""
    found = _CONDITION.fullmatch(text)
    if found is None:
        return None
    said, behind = found["said"], ""
    for ending, russian_ending in _ENDS:
        end = ending.search(said)
        if end is not None:
            said, behind = said[: end.start()], russian_ending.format(**end.groupdict()) + behind
    said = "как задано" if said == "as asked for" else said.replace(" or ", " или ")
    return f"{found['field']}: {said}{behind}"


_SAYS = {"said": _said, "list": _listed}
