"""The page's own words, in English and Russian. What the measuring core says in sentences of its own stays English, and is marked so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from untuned.types.pages import PageLanguage

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the whole page
        "measurement": ("Comparison", "Сравнение"),
        "climb": ("Ladder", "Лестница"),
        "advice": ("Advice", "Совет"),
        "made": ("made", "составлено"),
        "questions": ("questions", "вопросов"),
        "dev": ("development questions", "вопросы для разработки"),
        "locked": ("locked questions", "закрытые вопросы"),
        "all": ("all questions", "все вопросы"),
        "contents": ("On this page", "На этой странице"),
        "note": ("Note", "Примечание"),
        "notes": ("What must be known before reading on", "Что нужно знать, прежде чем читать дальше"),
        "theme": ("Light or dark", "Светлая или тёмная"),
        # verdicts
        "verdicts": ("Verdicts", "Выводы"),
        "better": ("better", "лучше"),
        "worse": ("worse", "хуже"),
        "equivalent": ("equivalent", "равноценно"),
        "not enough evidence": ("not enough evidence", "данных недостаточно"),
        "against": ("against", "против"),
        "difference": ("difference", "разница"),
        "points": ("points", "п. п."),
        "interval": ("{level} % interval", "интервал {level} %"),
        "add": ("about {n} more questions would decide it", "решили бы ещё примерно {n} вопросов"),
        "have both": ("{n} of {total} questions have both scores", "обе оценки есть у {n} вопросов из {total}"),
        "exploratory": ("By other metrics, as hints where to look", "По другим метрикам, как подсказки, куда смотреть"),
        "no contrast": ("One variant was measured: there is nothing to compare it with.", "Измерен один вариант: сравнивать не с чем."),
        # figures
        "quality": ("Quality", "Качество"),
        "by metric": ("{metric}, with 95 % intervals", "{metric}, с интервалами 95 %"),
        "maybe best": ("Filled: cannot be told from the best.", "Закрашено: неотличимо от лучшего."),
        "cost": ("US dollars for 1,000 answers", "долларов США за 1000 ответов"),
        "latency": ("milliseconds an answer", "миллисекунд на ответ"),
        "against cost": ("Quality against cost", "Качество и цена"),
        "against latency": ("Quality against time", "Качество и время"),
        "nothing spent": (
            "No answer cost anything, or no price is known: there is nothing to draw against.",
            "Ответы ничего не стоили, или цены не известны: сравнивать не с чем.",
        ),
        "table": ("All figures", "Все показатели"),
        "variant": ("variant", "вариант"),
        "answered": ("answered", "ответил"),
        "abstained": ("abstained", "воздержался"),
        "failed": ("failed", "сбой"),
        "truncated": ("truncated", "обрезан"),
        "covered": ("of", "из"),
        "unknown": ("not known", "не известно"),
        "changes": ("differs from the project's settings in", "отличается от настроек проекта"),
        # causes
        "causes": ("Why answers were not right", "Почему ответы неверны"),
        "cause": ("cause", "причина"),
        "all right": ("Every answer was right, or nothing says that one was wrong.", "Все ответы верны, или ничто не говорит об обратном."),
        # answers
        "answers": ("Answers side by side", "Ответы рядом"),
        "answers intro": (
            "The {n} questions on which the variants lie farthest apart. A quote is marked inside its passage.",
            "{n} вопросов, на которых варианты расходятся сильнее всего. Цитата выделена в своём фрагменте.",
        ),
        "right": ("right", "верно"),
        "abstain": ("The right thing is to say that the documents do not answer.", "Верно сказать, что в документах нет ответа."),
        "unverified": ("not verified", "не проверено"),
        "verified": ("every claim quoted and checked", "каждое утверждение подтверждено цитатой"),
        "not exact": ("not character for character", "не посимвольно"),
        "says nothing": ("no answer", "нет ответа"),
        # grid
        "grid": ("Every question", "Каждый вопрос"),
        "grid intro": (
            "One row a question, one column a variant; the rows on which variants differ first.",
            "Строка на вопрос, столбец на вариант; сначала строки, где варианты расходятся.",
        ),
        "filter": ("Show", "Показать"),
        "every": ("all", "все"),
        "apart": ("where variants differ", "где варианты расходятся"),
        "wrong": ("where some are wrong", "где кто-то неправ"),
        "search": ("words of a question", "слова вопроса"),
        "kind": ("kind", "вид"),
        "language": ("language", "язык"),
        "cluster": ("cluster", "группа"),
        "slices": ("Slices", "Срезы"),
        "slices intro": (
            "The headline metric on parts of the questions. Small parts have wide intervals: they are no verdicts.",
            "Главная метрика на частях вопросов. У малых частей широкие интервалы: это не выводы.",
        ),
        # ladder
        "steps": ("Rungs", "Ступени"),
        "standing": ("Stands at the end", "В итоге стоит"),
        "gain": ("Gain against what stood when it was tried", "Выигрыш против того, что стояло при попытке"),
        "start": ("start", "начало"),
        "climbed": ("climbed", "пройдена"),
        "stayed": ("not climbed", "не пройдена"),
        "over budget": ("over the budget", "сверх бюджета"),
        "not tried": ("not tried", "не испытана"),
        "side": ("beside the ladder", "рядом с лестницей"),
        "no gain": ("no gain", "без выигрыша"),
        "plateau": ("Plateau", "Плато"),
        "reached": ("reached", "достигнуто"),
        "not reached": ("not reached", "не достигнуто"),
        "undetermined": ("undetermined", "не определено"),
        "shots": ("Examples shown to the model", "Примеры, показанные модели"),
        "shots across": ("examples", "примеров"),
        "budget": ("Budget", "Бюджет"),
        "budget quality": ("quality at least {value}", "качество не ниже {value}"),
        "budget latency": ("95 in 100 answers within {value} ms", "95 из 100 ответов за {value} мс"),
        "budget cost": ("1,000 answers for {value} USD", "1000 ответов за {value} долларов США"),
        "no budget": ("none was given", "не задан"),
        "spent": ("Spent on models", "Потрачено на модели"),
        "why": ("why", "почему"),
        # advice
        "next": ("Next", "Дальше"),
        "readings": ("Three questions", "Три вопроса"),
        "knowledge": (
            "Does it need knowledge that changes faster than it is retrained?",
            "Нужны ли знания, которые меняются быстрее, чем идёт переобучение?",
        ),
        "behaviour": (
            "Is there a problem of behaviour that prompting cannot mend?",
            "Есть ли устойчивая беда поведения, которую не исправить подсказкой?",
        ),
        "worth": ("Is it worth it?", "Стоит ли оно того?"),
        "yes": ("yes", "да"),
        "no": ("no", "нет"),
        "missing": ("What would have to be known", "Что нужно узнать"),
        "scenarios": ("Scenarios", "Случаи"),
        "scenario": ("scenario", "случай"),
        "holds": ("here", "здесь"),
        "calls for": ("calls for", "требует"),
        "break even": ("Break-even", "Окупаемость"),
        "months": ("{months} months (interval {low} to {high})", "{months} мес. (интервал от {low} до {high})"),
        "never": ("never", "никогда"),
        "saved": ("saved a month", "экономия в месяц"),
        "invested": ("invested", "вложено"),
        "flips": ("What would turn it over", "Что изменит вывод"),
        "retires": ("The base model retires on", "Базовая модель отключается"),
        "takes": ("It takes", "Нужно"),
        "takes questions": ("{n} questions", "{n} вопросов"),
        "takes rows": ("{n} rows", "{n} строк"),
        "takes hours": ("{n} hours", "{n} ч"),
        "takes cost": ("{n} USD", "{n} долларов США"),
        # methods
        "methods": ("Methods in plain words", "Методы простыми словами"),
        "method interval": (
            "An interval is where the true figure lies 95 times in 100, were other questions of the same kind asked. Its width is the "
            "price of few questions.",
            "Интервал — это где лежит истинное значение в 95 случаях из 100, будь заданы другие вопросы того же рода. Его ширина — цена "
            "малого числа вопросов.",
        ),
        "method verdict": (
            "A verdict has four values. Better and worse: the interval of the difference lies wholly on one side of nothing. Equivalent: "
            "it lies within the least effect that matters, {effect} points. Otherwise there is not enough evidence, and the page says "
            "about how many questions would decide.",
            "Вывод бывает четырёх видов. Лучше и хуже: интервал разницы лежит целиком по одну сторону от нуля. Равноценно: он лежит в "
            "пределах наименьшего важного эффекта, {effect} п. п. Иначе данных недостаточно, и страница говорит, сколько вопросов решили "
            "бы дело.",
        ),
        "method paired": (
            "Variants are compared question by question: what is hard for both cancels out. Questions from one document or template are "
            "counted as one group, since they are right or wrong together.",
            "Варианты сравниваются вопрос за вопросом: трудное для обоих взаимно вычитается. Вопросы из одного документа или шаблона "
            "считаются одной группой: они верны или неверны вместе.",
        ),
        "method many": (
            "Where several variants are tried, the bar is raised (Holm), so that trying many things does not make one of them look good by "
            "chance.",
            "Если испытано несколько вариантов, планка поднимается (Холм): чем больше попыток, тем легче одной "
            "показаться хорошей случайно.",
        ),
        "method coverage": (
            "A score that is missing is neither right nor wrong: figures say how many questions they rest on.",
            "Отсутствующая оценка не значит ни верно, ни неверно: рядом с показателем сказано, на скольких вопросах он основан.",
        ),
        "method ladder": (
            "A rung is climbed only when its gain, adjusted for every rung that was tried, is above nothing and the budget holds. "
            "Otherwise the cheaper rung stays.",
            "Ступень проходят, только если её выигрыш с поправкой на все попытки выше нуля и бюджет соблюдён. Иначе "
            "остаётся более дешёвая.",
        ),
        "method detectable": (
            "So many questions show a difference of {points} points or more four times in five.",
            "Столько вопросов показывают разницу в {points} п. п. и больше в четырёх случаях из пяти.",
        ),
        # notes that the page says itself
        "simulated": (
            "A model of this measurement is simulated: a rule answers in its place.",
            "Модель в этом измерении подменена: вместо неё отвечает правило.",
        ),
        "unfinished": (
            "It is not finished: what was not asked counts as missing, and every gate is closed.",
            "Измерение не окончено: незаданное считается отсутствующим, все ворота закрыты.",
        ),
        "anecdote": (
            "{n} questions are an anecdote: under 30 nothing is called better, worse or equivalent.",
            "{n} вопросов — это случай из жизни: при числе меньше 30 ничто не называется лучшим, худшим или равноценным.",
        ),
        "looks": (
            "This was look {n} at the locked questions, so verdicts are decided at {alpha}.",
            "Это взгляд № {n} на закрытые вопросы, поэтому выводы делаются при уровне {alpha}.",
        ),
        "core english": ("", "Пояснения измерителя приведены по-английски, как он их говорит."),
    }
)

_CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "question broken": "вопрос испорчен",
        "evidence not in corpus": "основания нет в документах",
        "not retrieved": "не найдено",
        "retrieved but not in context": "найдено, но не прочитано",
        "in context but answer wrong": "прочитано, но ответ неверен",
        "wrong scope": "не о том",
        "said not found with the evidence in context": "сказано «нет», хотя основание прочитано",
        "right value in unusable text": "верно, но негодный текст",
        "right but bad quote": "верно, но плохая цитата",
        "format": "формат",
        "wrong refusal": "напрасный отказ",
        "answered what it should refuse": "ответ там, где нужен отказ",
        "stale gold": "эталон устарел",
        "endpoint failed": "сбой модели",
    }
)


class Words:
    """What the page says in one language."""

    def __init__(self, language: PageLanguage) -> None:
        self.language: PageLanguage = language
        self._at = 0 if language == "en" else 1

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values put in."""
        said = _WORDS[key][self._at]
        return said.format(**values) if values else said

    def cause(self, name: str) -> str:
        """A cause of failure by its name."""
        return _CAUSES.get(name, name) if self._at else name

    def number(self, value: float, digits: int = 3) -> str:
        """A figure with its decimal mark; thousands are set apart."""
        shown = f"{value:,.{digits}f}"
        return shown.replace(",", "\u202f").replace(".", ",") if self._at else shown

    def count(self, value: int) -> str:
        """A whole number."""
        return self.number(value, 0)
