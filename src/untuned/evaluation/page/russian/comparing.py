"""Why a comparison has its verdict, and by which method."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_WHERE = (
    ("{n:count} question{s:s}", "{n} {n|вопросу|вопросам|вопросам}", "{n} {n|вопроса|вопросов|вопросов}"),
    (
        "{n:count} question{s:s} in {c:count} cluster{t:s}",
        "{n} {n|вопросу|вопросам|вопросам} в {c} {c|группе|группах|группах}",
        "{n} {n|вопроса|вопросов|вопросов} в {c} {c|группе|группах|группах}",
    ),
)
"""English, and Russian after `по` and after `из`."""
_LIES = "({level:number} % interval {low:points} to {high:points}; {p:p})."
_LIES_RU = "(интервал {level}\u202f%: от {low} до {high}; {p})."


def _seen() -> Iterator[tuple[str, str]]:
    for where, by, of in _WHERE:
        yield (
            f"Over {where} the mean of {{b}} less that of {{a}} is {{d:points}} {_LIES}",
            f"По {by} среднее у {{b}} минус среднее у {{a}} — {{d}} {_LIES_RU}",
        )
        for does, told in (("is right", "верно отвечает"), ("fails", "ошибается")):
            yield (
                f"{{b}} alone {does} on {{g:count}} and {{a}} alone on {{l:count}} of {where}: a difference of {{d:points}} {_LIES}",
                f"Из {of} на {{g}} {told} только {{b}}, на {{l}} — только {{a}}: разница {{d}} {_LIES_RU}",
            )


def _whole() -> Iterator[tuple[str, str]]:
    for side, more in product((("above", "выше"), ("below", "ниже")), (("more", "больше"), ("less", "меньше"))):
        yield (
            f"The whole interval lies {side[0]} zero, and {more[0]} is better.",
            f"Весь интервал лежит {side[1]} нуля, а чем {more[1]}, тем лучше.",
        )


def _tested() -> Iterator[tuple[str, str]]:
    exact = (("test", "Критерий"), ("exact test", "Точный критерий"))
    also = (("shows no difference", "разницы не показывает"), ("does not show a difference either", "разницы тоже не показывает"))
    for test, shows in product(exact, also):
        yield (
            f"The {test[0]} at {{level:number}} {shows[0]}, and the interval is too wide to say that there is none.",
            f"{test[1]} на уровне {{level}} {shows[1]}, а интервал слишком широк, чтобы сказать, что её нет.",
        )


def _missing() -> Iterator[tuple[str, str]]:
    limits = (("", ""), (" (within the range of the scores that are there)", " (в пределах имеющихся оценок)"))
    for (lack, were), (english, russian) in product((("question lacks", "it was"), ("questions lack", "they were")), limits):
        yield (
            f"{{n:count}} further {lack} a score: whatever {were}, the difference on all of them lies from "
            f"{{low:points}} to {{high:points}}{english}.",
            "Ещё у {n} {n|вопроса|вопросов|вопросов} нет оценки: какой бы она ни была, разница на всех вопросах лежит "
            f"между {{low}} и {{high}}{russian}.",
        )


def _added() -> Iterator[tuple[str, str]]:
    further = (("", ""), (" from further clusters", " из других групп"))
    for (english, russian), settles in product(further, ("it settles", "they settle")):
        yield (
            f"Add about {{n:count}} question{{s:s}}{english}: if the difference stays as it is, {settles} it four times in five.",
            f"Добавьте примерно {{n}} {{n|вопрос|вопроса|вопросов}}{russian}: если разница останется такой же, в четырёх случаях из пяти "
            "этого хватит.",
        )


SENTENCES: tuple[tuple[str, str], ...] = (
    *_seen(),
    *_whole(),
    *_tested(),
    *_missing(),
    (
        "None of {n:count} question{s:s} has both scores: there is nothing to compare.",
        "Ни у одного из {n} {n|вопроса|вопросов|вопросов} нет обеих оценок: сравнивать нечего.",
    ),
    (
        "See which runs failed or had no score, or give scores of the same questions.",
        "Посмотрите, какие прогоны не удались или остались без оценки, либо дайте оценки одних и тех же вопросов.",
    ),
    (
        "This is an anecdote: with fewer than 30 questions the verdict is never better, worse or equivalent.",
        "Это слишком мало, чтобы судить: если вопросов меньше 30, вывод не бывает ни «лучше», ни «хуже», ни «равноценно».",
    ),
    (
        "The {level:number} % interval lies within the minimum effect of {m:points}.",
        "Интервал {level}\u202f% целиком лежит в пределах наименьшего важного эффекта, {m}.",
    ),
    (
        "The difference is there, but smaller than what you said matters.",
        "Разница есть, но она меньше той, которую вы назвали важной.",
    ),
    (
        "The interval excludes zero, which is not taken from so few.",
        "Нуль в интервал не попадает, но при таком малом числе вопросов это ничего не значит.",
    ),
    (
        "It may be smaller than the minimum effect of {m:points}.",
        "Разница может оказаться меньше наименьшего важного эффекта, {m}.",
    ),
    (
        "The test alone would reject, but the interval reaches zero; a difference is said only when both show it.",
        "Сам критерий разницу показывает, но интервал доходит до нуля; о разнице говорят, только если её показывают оба.",
    ),
    (
        "These alone could undo it, so that there is no verdict: ask again what failed, or see why it has no score.",
        "Одно это могло бы изменить вывод, поэтому его нет: задайте заново то, что не удалось, или выясните, почему нет оценок.",
    ),
    (
        "Questions of which only {a} has a score, as where the other gave no answer: {n:count}.",
        "Вопросов, у которых оценка есть только у {a}, например потому, что второй вариант не ответил: {n}.",
    ),
    ("They are no part of this.", "Они сюда не вошли."),
    (
        "{n:count} questions lack a score of some repeats: whatever these were, the difference lies from {low:number} to {high:number}.",
        "У {n} {n|вопроса|вопросов|вопросов} нет оценки части повторов: какой бы она ни была, разница лежит между {low} и {high}.",
    ),
    ("Take the cheaper one.", "Берите более дешёвый."),
    ("Take {b} if its cost and latency are in your budget.", "Берите {b}, если его цена и время ответа укладываются в бюджет."),
    ("Keep {a}.", "Оставьте {a}."),
    (
        "Ask at least 30 questions: so few do not tell how many would settle it.",
        "Задайте хотя бы 30 вопросов: по такому малому числу не сказать, сколько их нужно для вывода.",
    ),
    (
        "Fewer than {n:count} clusters can never show a difference: add questions from further clusters.",
        "Если групп меньше {n}, разницу показать нельзя: добавьте вопросы из других групп.",
    ),
    (
        "No sensible number of questions would settle it at this difference: take the cheaper one, or a larger minimum effect.",
        "При такой разнице разумного числа вопросов не хватит: берите более дешёвый или увеличьте наименьший важный эффект.",
    ),
    *_added(),
    ("That is a rough guess, which moves as questions are added.", "Это грубая оценка: с новыми вопросами она изменится."),
    (
        "Were the difference up to a standard error larger or smaller, it would be from {a:count} to {b:count}.",
        "Будь разница больше или меньше в пределах стандартной ошибки, их потребовалось бы от {a} до {b}.",
    ),
    (
        "Were the difference up to a standard error larger or smaller, it would be from {a:count} to more than can sensibly be asked.",
        "Будь разница больше или меньше в пределах стандартной ошибки, их потребовалось бы от {a} до неразумно большого числа.",
    ),
    # methods
    ("exact McNemar test, Fay-Lumbard interval", "точный критерий Макнемара, интервал Фэя — Ламбарда"),
    ("mid-p McNemar test, Tango interval", "критерий Макнемара со средним p, интервал Танго"),
    (
        "sign-flip permutation test, t and smoothed studentised bootstrap interval",
        "перестановочный критерий со сменой знаков, интервал по t и по сглаженному стьюдентизированному бутстрепу",
    ),
    ("cluster-robust t (CR2)", "критерий t, устойчивый к группам (CR2)"),
    (
        "cluster sign-flip test and cluster-robust t (CR2)",
        "критерий со сменой знаков по группам и критерий t, устойчивый к группам (CR2)",
    ),
    ("none: no question has both scores", "нет: ни у одного вопроса нет обеих оценок"),
)
"""(English, Russian)."""
