"""The three answers of advice with their evidence, the matrix, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_OF = (
    ("answers of '{name}'", "{n|ответа|ответов|ответов} варианта «{name}»"),
    ("answers with the evidence at hand", "{n|ответа|ответов|ответов} с готовым основанием"),
    ("answers", "{n|ответа|ответов|ответов}"),
)
_IN = (("answers of '{name}'", "ответах варианта «{name}»"), ("answers with the evidence at hand", "ответах с готовым основанием"))


def _shares() -> Iterator[tuple[str, str]]:
    for english, russian in _OF:
        yield f"{{a:count}} of {{n:count}} {english} ({{s:share}})", f"в {{a}} из {{n}} {russian} ({{s}})"
        yield f"{{a:count}} of {{n:count}} {english}", f"в {{a}} из {{n}} {russian}"
    for english, russian in (*_IN, ("answers", "ответах")):
        yield f"failures of form or refusal in {english}", f"неверная форма или отказ в {russian}"


def _known() -> Iterator[tuple[str, str]]:
    since = (
        ("since today", "с сегодняшнего дня"),
        ("for {d:count} day{s:s}", "{d} {d|день|дня|дней}"),
    )
    takes = (
        ", and it takes {l:count} days to tell how fast they change",
        ", а чтобы судить, как быстро они меняются, нужно {l} {l|день|дня|дней}",
    )
    for english, russian in since:
        yield f"the documents of the evidence are known {english}{takes[0]}", f"документы с основаниями известны {russian}{takes[1]}"
        yield (
            f"{{a:count}} of {{p:count}} passages changed, but their documents are known {english}{takes[0]}",
            f"изменилось {{a}} из {{p}} {{p|фрагмента|фрагментов|фрагментов}}, но их документы известны {russian}{takes[1]}",
        )


def _tried() -> Iterator[tuple[str, str]]:
    for english, russian in (
        ("a schema that binds the output", "вывод по строгой схеме"),
        ("no schema that binds the output", "без строгой схемы"),
    ):
        yield (
            f"tried: {{a:count}} wording{{x:s}} of the prompt, {{b:count}} set{{y:s}} of examples, {english}",
            f"испытано: {{a}} {{a|формулировка|формулировки|формулировок}} промпта, {{b}} {{b|набор|набора|наборов}} примеров, {russian}",
        )
    for english, russian in (
        ("a plateau", "плато достигнуто"),
        ("no plateau yet", "плато ещё не достигнуто"),
        ("a plateau cannot be told yet", "о плато судить рано"),
    ):
        yield english, russian
        yield f"{english}: {{why:said}}", f"{russian}: {{why}}"


def _replayed() -> Iterator[tuple[str, str]]:
    seen = (
        ("{w:count} cycles of {k:count} days", "{w} {w|цикл|цикла|циклов} по {k} {k|дню|дня|дней}"),
        ("one cycle of {k:count} days", "один цикл в {k} {k|день|дня|дней}"),
    )
    scaled = (
        ("", ""),
        (", scaled to {c:count}", ", с пересчётом на {c} {c|день|дня|дней}"),
        (", {s:count} of them over the shorter history that they have", ", из них {s} — за их более короткую историю"),
    )
    for over, more in product(seen, scaled):
        yield (
            f"{{a:count}} of {{p:count}} passages in {{d:count}} document{{x:s}} changed, replayed over {over[0]}{more[0]}",
            f"{{a|изменился|изменились|изменилось}} {{a}} из {{p}} {{p|фрагмента|фрагментов|фрагментов}} в "
            f"{{d}} {{d|документе|документах|документах}}; просмотрено: {over[1]}{more[1]}",
        )


def _worth() -> Iterator[tuple[str, str]]:
    said = (("it pays", "окупается"), ("it does not pay", "не окупается"), ("it cannot be told", "сказать нельзя"))
    when = (("after {m:months}", "через {m}"), ("never", "никогда"))
    for told, after in product(said, when):
        yield (
            f"{told[0]}: at the middle of the assumptions {after[0]}, and in {{s:share}} of the draws over the assumptions "
            "it pays within {h:months}",
            f"{told[1]}: при средних допущениях — {after[1]}; в {{s}} случаев по всему разбросу допущений вложения возвращаются "
            "не позже чем через {h}",
        )
    for known, russian in (("assumed", "предположено"), ("taken", "взято")):
        for side, above in (("above", "выше"), ("below", "ниже")):
            yield (
                f"{{told:said}}: it pays {side} {{value:amount}} ({{middle:amount}} is {known})",
                f"{{told}}: окупается при значении {above} {{value}} ({russian} {{middle}})",
            )
    for gone, russian in (("is", "отключают"), ("was", "отключили")):
        for base, named in (("the base", "базовую модель"), ("{base}", "{base}")):
            yield f"{base} {gone} switched off on {{day:day}}", f"{named} {russian} {{day}}"


_ASSUMED = (
    ("calls a month", "запросов в месяц"),
    ("input tokens of a call", "входных токенов на запрос"),
    ("output tokens of a call", "выходных токенов на запрос"),
    ("dollars for a million input tokens", "цена миллиона входных токенов, $"),
    ("dollars for a million output tokens", "цена миллиона выходных токенов, $"),
    ("the share of answers that fail", "доля неудачных ответов"),
    ("dollars that a failed answer costs", "цена неудачного ответа, $"),
    ("the share of failures that tuning mends", "доля неудач, которые исправит дообучение"),
    ("the share of input tokens that a tuned model needs", "доля входных токенов, нужных дообученной модели"),
    ("the price of a tuned model, as a multiple of the base's", "во сколько раз дообученная модель дороже базовой"),
    ("dollars for a training", "цена обучения, $"),
    ("dollars a month for hosting", "размещение в месяц, $"),
    ("minutes to review a row", "проверка строки, минут"),
    ("dollars for an hour of a person's time", "час работы человека, $"),
    ("days until it may answer", "дней до первого ответа"),
    ("the share of rows looked over again for each training", "доля строк, которые проверяют заново перед каждым обучением"),
)
_KNOWN = (
    ("how many questions are asked in a month: '[advice] calls_a_month'", "сколько вопросов задают в месяц: «[advice] calls_a_month»"),
    (
        "the input tokens of a call: '[advice] input_tokens', or a climb that asks a model",
        "сколько входных токенов в запросе: «[advice] input_tokens» или подъём, который спрашивает модель",
    ),
    (
        "the output tokens of a call: '[advice] output_tokens', or a climb that asks a model",
        "сколько выходных токенов в запросе: «[advice] output_tokens» или подъём, который спрашивает модель",
    ),
    (
        "the price of input tokens, which the list does not know: '[advice] input_price'",
        "сколько стоят входные токены, чего нет в прейскуранте: «[advice] input_price»",
    ),
    (
        "the price of output tokens, which the list does not know: '[advice] output_price'",
        "сколько стоят выходные токены, чего нет в прейскуранте: «[advice] output_price»",
    ),
    ("what a failed answer costs: '[advice] failure_cost'", "сколько стоит неудачный ответ: «[advice] failure_cost»"),
    (
        "what a failed answer costs ('[advice] failure_cost'): from {v:amount} on it pays",
        "сколько стоит неудачный ответ («[advice] failure_cost»): начиная с {v} дообучение окупается",
    ),
    ("a closer figure of {told:said}", "точнее: {told}"),
    ("question 2", "ответ на второй вопрос"),
)
_SOURCES = (
    ("version history", "история версий"),
    ("measurements", "измерения"),
    ("measured", "измерено"),
    ("price list", "прейскурант"),
    ("assumed: how often rows change", "предположено: как часто меняются строки"),
    ("assumed: {key}", "предположено: {key}"),
)

SENTENCES: tuple[tuple[str, str], ...] = (
    # 1: knowledge
    ("the model alone answers as well as with the documents", "сама модель отвечает не хуже, чем с документами"),
    (
        "no question names a passage of the documents whose changes could be followed",
        "ни один вопрос не указывает фрагмента документов, за изменениями которого можно проследить",
    ),
    *_known(),
    (
        "{s:share} of the evidence changes within {d:count} days, and {t:share} may be wrong: "
        "a model trained on it would be out of date before the next training",
        "за {d} {d|день|дня|дней} меняется {s} оснований, а неверным может быть {t}: обученная на них модель устареет до следующего "
        "обучения",
    ),
    (
        "{s:share} of the evidence changes within {d:count} days, less than the {t:share} that may be wrong",
        "за {d} {d|день|дня|дней} меняется {s} оснований, меньше допустимых {t}",
    ),
    (
        "{s:share} of the evidence changes within {d:count} days, which cannot be told from the {t:share} that may be wrong",
        "за {d} {d|день|дня|дней} меняется {s} оснований, и это неотличимо от допустимых {t}",
    ),
    *_replayed(),
    ("right without any document", "верно без единого документа"),
    ("right with documents", "верно с документами"),
    (
        "questions with the passages that answer them: 'untuned questions import', or 'draft'",
        "вопросы с фрагментами, которые на них отвечают: «untuned questions import» или «draft»",
    ),
    (
        "a longer history of the documents: 'untuned sync --git-history', or sync them as they change",
        "история документов: «untuned sync --git-history» или синхронизация при каждом изменении",
    ),
    (
        "more questions with evidence, from more documents, or a longer history",
        "больше вопросов с основанием, больше документов или более длинная история",
    ),
    ("how often the model is right alone: climb with 'closed_book'", "как часто модель права сама: подъём с «closed_book»"),
    # 2: behaviour
    *_shares(),
    *_tried(),
    ("nothing was tried yet: no ladder was climbed", "ещё ничего не испытано: подъёма по лестнице не было"),
    ("a climb: 'untuned climb'", "подъём по лестнице: «untuned climb»"),
    (
        "no answer was measured with the question's own evidence at hand",
        "не измерено ни одного ответа с готовым основанием",
    ),
    (
        "{told:list} fail by form or refusal: no more than the {t:share} that may",
        "форма или отказ неверны {told}: не больше допустимых {t}",
    ),
    (
        "{told:list} fail by form or refusal, at least {low:share} beyond doubt, "
        "after everything cheaper was tried and gained nothing more",
        "форма или отказ неверны {told}, наверняка не меньше чем в {low}; всё более дешёвое испытано и больше ничего не даёт",
    ),
    ("{told:list} fail by form or refusal, {why:said}", "форма или отказ неверны {told}, {why}"),
    ("and prompting was not tried enough", "а с промптами испытано ещё не всё"),
    ("and more of the same may still gain", "а новые попытки того же рода ещё могут помочь"),
    ("and fewer than {n:count} are an anecdote", "а если ответов меньше {n}, судить рано"),
    ("which cannot be told from the {t:share} that may", "и это неотличимо от допустимых {t}"),
    (
        "{k:count} more wordings of the prompt ({a:count} of {b:count} measured)",
        "ещё {k} {k|формулировка|формулировки|формулировок} промпта (измерено {a} из {b})",
    ),
    (
        "{k:count} more sets of examples ({a:count} of {b:count} measured)",
        "ещё {k} {k|набор|набора|наборов} примеров (измерено {a} из {b})",
    ),
    ("an output that a schema binds", "вывод по строгой схеме"),
    (
        "answers with the question's own evidence at hand: the side rung 'oracle context' of 'untuned climb'",
        "ответы с готовым основанием: боковая ступень «oracle context» команды «untuned climb»",
    ),
    (
        "{n:count} of the {m:count} more questions whose evidence is known, asked with it at hand",
        "{n} из ещё {m} {m|вопроса|вопросов|вопросов}: с известным основанием, заданных вместе с ним",
    ),
    (
        "about {n:count} of the {m:count} more questions to tell the failures from what may be",
        "примерно {n} из ещё {m} {m|вопроса|вопросов|вопросов}, чтобы отличить неудачи от допустимого",
    ),
    (
        "about {n:count} of the {m:count} more questions to tell whether it is a plateau",
        "примерно {n} из ещё {m} {m|вопроса|вопросов|вопросов}, чтобы решить, плато ли это",
    ),
    (
        "{n:count} more questions whose evidence is known, asked with it at hand",
        "ещё {n} {n|вопрос|вопроса|вопросов} с известным основанием, заданных вместе с ним",
    ),
    (
        "about {n:count} more questions to tell the failures from what may be",
        "ещё примерно {n} {n|вопрос|вопроса|вопросов}, чтобы отличить неудачи от допустимого",
    ),
    (
        "about {n:count} more questions to tell whether it is a plateau",
        "ещё примерно {n} {n|вопрос|вопроса|вопросов}, чтобы решить, плато ли это",
    ),
    ("two attempts of different kinds that gain nothing", "две попытки разных видов, которые ничего не дали"),
    (
        "'{name}' stands, and {a:count} of its {n:count} answers fail in some way, right values in unusable text among them",
        "выбран «{name}»; чем-то негодны {a} из {n} {n|его ответа|его ответов|его ответов}, в том числе верные в негодном тексте",
    ),
    # 3: worth
    *_ASSUMED,
    *_worth(),
    *_KNOWN,
    ("{told:said}: {low:amount} to {high:amount}", "{told}: от {low} до {high}"),
    ("{told:said}: {value:amount}", "{told}: {value}"),
    ("there is nothing that tuning would mend", "дообучению нечего исправлять"),
    ("it is not known what tuning would mend", "неизвестно, что исправило бы дообучение"),
    ("figures are missing", "не хватает данных"),
    ("{why:said}, before tuning it could pay", "{why}, раньше, чем дообучение могло бы окупиться"),
    ("nobody can train the base after {day:day}", "после {day} базовую модель дообучить нельзя"),
    ("nobody can train it after {day:day}", "после {day} её дообучить нельзя"),
    ("nobody can train {base} after {day:day}", "после {day} дообучить {base} нельзя"),
    (
        "no day is known on which it is switched off; {m:months} are assumed",
        "день отключения неизвестен; принято {m}",
    ),
    (
        "the date: a base that stays until {day:day} or longer would pay",
        "срок: базовая модель, которая проработает до {day} или дольше, окупилась бы",
    ),
    ("no single assumption turns it over", "ни одно допущение само по себе вывода не меняет"),
    *_SOURCES,
    # the matrix
    ("training data noisy or little", "данных для обучения мало, или они с шумом"),
    ("answers stand in documents", "ответы есть в документах"),
    ("reasoning fails", "подводит рассуждение"),
    ("what is right shifts often", "верный ответ часто меняется"),
    ("form fails whatever is tried", "форма неверна, что бы ни пробовали"),
    ("refusal fails whatever is tried", "отказы неверны, что бы ни пробовали"),
    ("few-shot", "примеры в промпте"),
    ("retrieval", "поиск по документам"),
    ("chain of thought", "рассуждение по шагам"),
    ("templates and retrieval", "шаблоны и поиск"),
    ("tuning, in limited scope", "дообучение, в узких пределах"),
    ("held against the model alone", "в сравнении с самой моделью"),
    ("no rows are named: '[advice] rows'", "строки для обучения не названы: «[advice] rows»"),
    (
        "{rows:count} rows: {a:count} reviewed and sound, {b:count} noisy, {c:count} stale",
        "{rows} {rows|строка|строки|строк}: проверено и годно {a}, с шумом {b}, устарело {c}",
    ),
    ("{told:list} are wrong with the evidence read", "основание прочитано, а ответ неверен {told}"),
    (
        "{told:list} are wrong with the evidence read; thinking mended some",
        "основание прочитано, а ответ неверен {told}; рассуждение часть исправило",
    ),
    # what to know of it
    (
        "A model of the climb is simulated: nothing here says how a real one would do.",
        "Модель этого подъёма не настоящая: о том, как справилась бы настоящая, это ничего не говорит.",
    ),
    (
        "The climb was not finished: what it did not try may change the advice.",
        "Подъём не окончен: то, что он не испытал, может изменить совет.",
    ),
    (
        "The climb asked {a:count} question{x:s}; there are {b:count} now.",
        "В подъёме {a|задан|заданы|задано} {a} {a|вопрос|вопроса|вопросов}; теперь их {b}.",
    ),
    (
        "The climb asked {model}: how {base} fails is not measured.",
        "В подъёме спрашивали {model}: как ошибается {base}, не измерено.",
    ),
    (
        "{n:count} rows ask what a question of the measurement asks: nothing trained on them can be measured with it.",
        "{n} {n|строка спрашивает|строки спрашивают|строк спрашивают} то же, что вопросы измерения: обученное на них этими вопросами "
        "измерить нельзя.",
    ),
    (
        "Nobody can train {base} anew after {day:day}: what it learned by then stays ({source}).",
        "После {day} переобучить {base} нельзя: в ней останется то, чему она к тому дню научилась ({source}).",
    ),
    (
        "{n:count} question{x:s} an anecdote: under {least:count} nothing is said",
        "{n} {n|вопрос|вопроса|вопросов} — слишком мало: если их меньше {least}, совета нет",
    ),
    (
        "the climb asked {n:count} question{x:s}, which is an anecdote: under {least:count} nothing is said",
        "в подъёме {n|задан|заданы|задано} {n} {n|вопрос|вопроса|вопросов} — слишком мало: если их меньше {least}, совета нет",
    ),
    (
        "a climb that asks all {n:count} questions that there are now: 'untuned climb'",
        "подъём по всем {n} {n|вопросу|вопросам|вопросам}, которые теперь есть: «untuned climb»",
    ),
    (
        "{n:count} question{x:s} locked: advice rests on the development questions alone.",
        "{n} {n|вопрос закрыт|вопроса закрыты|вопросов закрыты}: совет опирается только на вопросы для разработки.",
    ),
    ("at least {n:count} more question{x:s}", "ещё не меньше {n} {n|вопроса|вопросов|вопросов}"),
)
"""(English, Russian)."""
