"""What a climb says: why a rung was climbed or not, whether more would still gain, what to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RUNGS: Mapping[str, str] = MappingProxyType(
    {
        "closed book": "по памяти",
        "zero-shot": "без примеров",
        "few-shot": "с примерами",
        "chain of thought": "рассуждение по шагам",
        "naive retrieval": "простой поиск",
        "chunking, metadata, 4-grams": "нарезка с метаданными",
        "rerank and references": "переупорядочивание и ссылки",
        "verified quotes": "проверенные цитаты",
        "structured output": "вывод по схеме",
        "meaning": "поиск по смыслу",
        "few-shot on top": "плюс примеры",
        "nearest examples on top": "плюс ближайшие примеры",
        "chain of thought on top": "плюс рассуждение",
        "oracle context": "готовое основание",
        "oracle context and validator": "готовое основание и проверка",
        "no-op": "повтор без изменений",
    }
)
"""Names of rungs; a rung of the project's own has the name that it was given."""

_TOP = (
    "Ни одна из попыток ({names}) не показала выигрыша. Больше других могла бы дать ступень «{top}»: по верхней границе 90\u202f% "
    "не больше {bound}"
)

SENTENCES: tuple[tuple[str, str], ...] = (
    # rungs
    ("The climb was stopped before it.", "Подъём остановлен раньше этой ступени."),
    ("The cheapest way to answer that there is here.", "Самый дешёвый способ отвечать из тех, что здесь есть."),
    (
        "Of its {n:count} points, each was held against the one that stood by then.",
        "Каждая из её {n} {n|точки|точек|точек} сравнивалась с тем вариантом, который был выбран к тому времени.",
    ),
    (
        "The missing scores alone could make the gain: ask what failed again.",
        "Такой выигрыш могли бы дать одни недостающие оценки: задайте сбойные вопросы ещё раз.",
    ),
    (
        "What only one of them has a score of could undo the gain: see how much each of them answers.",
        "Вопросы, у которых оценка есть лишь у одного из них, могли бы отменить выигрыш: посмотрите, на сколько вопросов отвечает каждый.",
    ),
    (
        "By itself, at {alpha:number}, it would be better; {left:count} comparisons share that here, so that this one is decided at "
        "{level:number}.",
        "Сам по себе, на уровне {alpha}, вариант был бы лучше; этот уровень здесь делят {left} {left|сравнение|сравнения|сравнений}, "
        "и это решается на уровне {level}.",
    ),
    (
        "By itself, at {alpha:number}, it would be worse; {left:count} comparisons share that here, so that this one is decided at "
        "{level:number}.",
        "Сам по себе, на уровне {alpha}, вариант был бы хуже; этот уровень здесь делят {left} {left|сравнение|сравнения|сравнений}, "
        "и это решается на уровне {level}.",
    ),
    ("It is not climbed: {why:said}.", "Ступень не пройдена: {why}."),
    ("how long it takes is not known, and the budget has a limit", "время ответа неизвестно, а бюджет его ограничивает"),
    (
        "its slower answers take {a:count} ms, and the budget is {b:count} ms",
        "её медленные ответы занимают {a}\u202fмс, а бюджет — {b}\u202fмс",
    ),
    ("what it costs is not known, and the budget has a limit", "цена неизвестна, а бюджет её ограничивает"),
    (
        "1,000 answers cost {a:number} USD, and the budget is {b:number} USD",
        "1000 ответов стоят {a}\u202f$, а бюджет — {b}\u202f$",
    ),
    ("It is put on another variant, and none stands.", "Ступень надстраивается над другим вариантом, а ни один ещё не выбран."),
    ("The quality that is wanted is reached by {name}.", "Нужное качество уже даёт {name}."),
    (
        "{name}, which stands, reads no documents: it was tried there already.",
        "Выбранный вариант {name} не читает документов: без них это уже испытано.",
    ),
    ("It is the same as {name}, which stands.", "Это то же самое, что {name}, а он уже выбран."),
    ("It is the same as {name}, which was tried.", "Это то же самое, что {name}, а он уже испытан."),
    (
        "A plateau is reached, and what is left is more of the same: {why:said}",
        "Плато достигнуто, а осталось только то же самое. {why}",
    ),
    # plateau
    ("Nothing was tried yet.", "Ещё ничего не испытано."),
    ("Nothing was tried against the variant that stands.", "С выбранным вариантом ещё ничего не сравнивали."),
    (
        "{n:count} question{x:s} an anecdote: at least {least:count} are needed to say anything of a plateau.",
        "{n} {n|вопрос|вопроса|вопросов} — слишком мало, чтобы судить: о плато можно говорить, начиная с {least}.",
    ),
    (
        "{names:rungs} would gain, and the budget keeps it from being climbed.",
        "Выигрыш был бы ({names}), но он не укладывается в бюджет.",
    ),
    (
        "Only {names:rungs} was tried against the variant that stands: a plateau takes attempts of two different kinds.",
        "С выбранным вариантом сравнивали лишь одно ({names}): о плато говорят после попыток двух разных видов.",
    ),
    (
        "Of {names:rungs}, none is shown to gain, and {top:rungs} gains {bound:points} at most by its upper 90 % bound: "
        "less than the {least:points} that would matter.",
        f"{_TOP}, то есть меньше {{least}}, с которых разница важна.",
    ),
    (
        "Of {names:rungs}, none is shown to gain, and {top:rungs} gains {bound:points} at most by its upper 90 % bound, "
        "where {least:points} would matter: it cannot be told.",
        f"{_TOP}, а разница важна с {{least}}: решить пока нельзя.",
    ),
    ("Add about {n:count} question{s:s}.", "Добавьте примерно {n} {n|вопрос|вопроса|вопросов}."),
    (
        "Add about {n:count} question{s:s}: if {rung:rungs} gains as much as it seems to, it is climbed to four times in five.",
        "Добавьте примерно {n} {n|вопрос|вопроса|вопросов}: если ступень «{rung}» и вправду даёт столько, сколько кажется, в четырёх "
        "случаях из пяти она будет пройдена.",
    ),
    (
        "Ask again what failed: the missing scores alone could be such a gain.",
        "Задайте сбойные вопросы ещё раз: такой выигрыш могли бы дать одни недостающие оценки.",
    ),
    ("No sensible number of questions would decide it.", "Разумного числа вопросов для решения не хватит."),
    # what to know of the whole
    (
        "The same variant asked once more is not the same (p = {p:number}): something changes between askings, "
        "and differences of this size are no gains.",
        "Тот же вариант при повторе отвечает иначе (p = {p}): между запросами что-то меняется, и разница такой величины — не выигрыш.",
    ),
    (
        "{n:count} question{x:s} an anecdote: under {least:count} nothing is climbed.",
        "{n} {n|вопрос|вопроса|вопросов} — слишком мало, чтобы судить: если их меньше {least}, ни одна ступень не берётся.",
    ),
    ("Add {n:count} or more.", "Добавьте не меньше {n}."),
    (
        "No chat model is named, and rungs that need one are passed over: name one below [model] in untuned.toml, "
        'such as name = "ollama:qwen3", or as model.name in the variant.',
        "Модель чата не названа, и ступени, которым она нужна, пропущены: назовите её в разделе [model] файла untuned.toml, "
        'например name = "ollama:qwen3", или как model.name в варианте.',
    ),
    (
        "It is not finished: 'untuned climb --resume {id}' goes on, and what was asked is not paid for again.",
        "Подъём не окончен: «untuned climb --resume {id}» продолжит его, и за уже заданное платить не придётся.",
    ),
    (
        "All of this was chosen on development questions: 'untuned climb --split locked' confirms the variant that stands, once; "
        "where no questions are locked yet, 'untuned questions split' sets some aside, and then climb again on those that are left.",
        "Всё это выбрано на вопросах для разработки: «untuned climb --split locked» один раз проверит выбранный вариант на закрытых; "
        "если закрытых вопросов ещё нет, их отделит «untuned questions split», а подъём нужно повторить на оставшихся.",
    ),
    (
        "{name} stands because nothing cheaper can, though it is over the budget: {why:said}.",
        "Выбран {name}, потому что ничего дешевле нет, хотя он не укладывается в бюджет: {why}.",
    ),
    (
        "The quality of {q:number} that is wanted is not shown to be reached.",
        "Не показано, что нужное качество, {q}, достигнуто.",
    ),
    # a look at the locked questions
    ("The variant that it was climbed from.", "Вариант, с которого начат подъём."),
    ("Nothing was climbed: the cheapest stands.", "Ни одна ступень не пройдена: выбран самый дешёвый вариант."),
    ("It is confirmed.", "Выигрыш подтверждён."),
    (
        "It is not confirmed: what was gained on the development questions is not shown here.",
        "Выигрыш не подтверждён: то, что получено на вопросах для разработки, здесь не видно.",
    ),
    (
        "It was confirmed before, as {id}: no further look at the locked questions is taken.",
        "Это уже проверено, см. {id}: ещё раз на закрытые вопросы не смотрим.",
    ),
    (
        "Under {least:count} locked questions nothing is confirmed, and the look is counted all the same: lock {n:count} more before the "
        "next one.",
        "Если закрытых вопросов меньше {least}, ничего не подтверждается, а взгляд всё равно засчитан: закройте ещё {n} до следующего.",
    ),
    (
        "Look {n:count} at the locked questions, decided at {alpha:number}; it is about climb {id}.",
        "Взгляд № {n} на закрытые вопросы, выводы на уровне {alpha}; проверяется подъём {id}.",
    ),
)
"""(English, Russian)."""
