"""The page's own words: by a key, in English and in Russian, with places for what is put in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the whole page
        "measurement": ("Comparison", "Сравнение"),
        "climb": ("Ladder", "Лестница"),
        "advice": ("Advice", "Совет"),
        "made": ("made", "составлено"),
        "question": ("question", "вопрос"),
        "questions": ("{n} {n|question|questions}", "{n} {n|вопрос|вопроса|вопросов}"),
        "dev": (
            "{n} development {n|question|questions}",
            "{n} {n|вопрос|вопроса|вопросов} для разработки",
        ),
        "locked": ("{n} locked {n|question|questions}", "{n} {n|закрытый вопрос|закрытых вопроса|закрытых вопросов}"),
        "all": ("all {n} {n|question|questions}", "{n|весь|все|все} {n} {n|вопрос|вопроса|вопросов}"),
        # the top
        "lead better": ("{b} is better than {a}", "{b} лучше, чем {a}"),
        "lead worse": ("{b} is worse than {a}", "{b} хуже, чем {a}"),
        "lead equivalent": ("{b} is as good as {a}", "{b} и {a} равноценны"),
        "lead not enough evidence": ("{b} cannot be told from {a} yet", "{b} и {a} пока неразличимы"),
        "lead many": ("{n} variants held against {a}", "{n} {n|вариант|варианта|вариантов} против {a}"),
        "lead none": ("No verdict by {metric}", "Вывода по {metric} нет"),
        "lead climb": ("{name} stands", "Выбран {name}"),
        "lead confirmed": ("{name} is confirmed", "{name}: выигрыш подтверждён"),
        "lead not confirmed": ("{name} is not confirmed", "{name}: выигрыш не подтверждён"),
        "lead nothing": ("Nothing stands yet", "Пока ничего не выбрано"),
        "lead fails": (
            "{name}the most frequent failure is “{cause}”: {n} of {total} answers.",
            "{name}чаще всего «{cause}»: {n} из {total} {total|ответа|ответов|ответов}.",
        ),
        "do finish": ("Finish the measurement: the note below says how.", "Доведите измерение до конца: как — сказано ниже."),
        "do go on": (
            "Go on with it: what was asked is not paid for again.",
            "Продолжите подъём: за уже заданное платить не придётся.",
        ),
        "do add": (
            "Add about {n} {n|question|questions}, then measure again.",
            "Добавьте примерно {n} {n|вопрос|вопроса|вопросов} и измерьте снова.",
        ),
        "do least": (
            "Add {n} or more questions, then measure again.",
            "Добавьте не меньше {n} {n|вопроса|вопросов|вопросов} и измерьте снова.",
        ),
        "do lock": (
            "Lock at least {n} more {n|question|questions} that nothing was chosen by: so few confirm nothing.",
            "Закройте ещё не меньше {n} {n|вопроса|вопросов|вопросов}, по которым ничего не выбирали: так мало ничего не подтвердит.",
        ),
        "do confirm": (
            "Confirm {name} on the locked questions, once: so far it was chosen and judged by the same questions.",
            "Один раз проверьте {name} на закрытых вопросах: пока что его и выбирали, и оценивали по одним и тем же.",
        ),
        "do set aside": (
            "Set questions aside that nothing is chosen by, climb again on the others, then confirm {name} on those: so far it was chosen "
            "and judged by the same questions.",
            "Отделите вопросы, по которым ничего не выбирают, повторите подъём на остальных и проверьте {name} на отделённых: пока что его "
            "и выбирали, и оценивали по одним и тем же.",
        ),
        "do advise": ("Ask what is worth doing after this ladder.", "Узнайте, что стоит делать после этой лестницы."),
        "do other metric": (
            "See it by a metric that the variants have scores of: this lists every one.",
            "Посмотрите на метрику, оценки по которой есть у вариантов: вот все метрики.",
        ),
        "do climb": ("Climb the ladder, to see what would be better.", "Пройдите лестницу, чтобы увидеть, что будет лучше."),
        "do take": (
            "Take {name} if its cost and latency are in your budget.",
            "Берите {name}, если его цена и время ответа укладываются в бюджет.",
        ),
        "do cheapest": (
            "The best cannot be told apart. Take the cheapest of {names}, if its cost and latency are in your budget.",
            "Лучшие друг от друга не отличить. Берите самый дешёвый: {names}, если его цена и время ответа укладываются в бюджет.",
        ),
        "and more": ("{n} more", "ещё {n}"),
        "do keep": ("Keep {name}.", "Оставьте {name}."),
        "do ask again": (
            "Ask again what failed, or see why it has no score: what is missing could undo what the others show.",
            "Задайте заново то, что не удалось, или выясните, почему нет оценок: недостающее может изменить вывод.",
        ),
        "do answered": (
            "See how much each of them answers before you take one: the verdict is of what both answer.",
            "Прежде чем выбирать, посмотрите, на сколько вопросов отвечает каждый: вывод сделан по тем, на которые ответили оба.",
        ),
        "do cheaper": (
            "Take the cheapest: more questions would not tell them apart.",
            "Берите самый дешёвый: больше вопросов их не различит.",
        ),
        "contents": ("On this page", "На этой странице"),
        "notes": ("What to know before you rely on it", "Что учесть, прежде чем на это полагаться"),
        "theme": ("Light or dark", "Светлая или тёмная"),
        # verdicts
        "verdicts": ("Verdicts", "Выводы"),
        "better": ("better", "лучше"),
        "worse": ("worse", "хуже"),
        "equivalent": ("equivalent", "равноценно"),
        "not enough evidence": ("not enough evidence", "данных недостаточно"),
        "against": ("against", "против"),
        "method": ("method", "метод"),
        "by how much": ("difference", "разница"),
        "lies": ("interval", "интервал"),
        "points": ("{n} points", "{n}\u202fп.\u202fп."),
        "difference": (
            "{d} points, {level} % interval from {low} to {high}",
            "{d}\u202fп.\u202fп., интервал {level}\u202f% от {low} до {high}",
        ),
        "difference own": (
            "difference {d}, {level} % interval from {low} to {high}",
            "разница {d}, интервал {level}\u202f% от {low} до {high}",
        ),
        "add": (
            "about {n} more {n|question|questions} would decide it",
            "для вывода нужно ещё примерно {n} {n|вопрос|вопроса|вопросов}",
        ),
        "add between": (
            "about {n} more {n|question|questions} would decide it, a rough guess: from {low} to {high}",
            "для вывода нужно ещё примерно {n} {n|вопрос|вопроса|вопросов}; оценка грубая: от {low} до {high}",
        ),
        "add from": (
            "about {n} more {n|question|questions} would decide it, a rough guess: {low} at least",
            "для вывода нужно ещё примерно {n} {n|вопрос|вопроса|вопросов}; оценка грубая: не меньше {low}",
        ),
        "have both": (
            "{n} of {total} questions have both scores",
            "обе оценки есть у {n} из {total} {total|вопроса|вопросов|вопросов}",
        ),
        "exploratory": ("By other metrics, as hints where to look", "По другим метрикам, как подсказки, куда смотреть"),
        "no verdict": (
            "No question has scores of {metric} of the first variant and of another one: there is nothing to compare by it.",
            "Ни по одному вопросу нет оценок {metric} сразу у первого варианта и у другого: сравнивать по ней нечего.",
        ),
        "no contrast": ("One variant was measured: there is nothing to compare it with.", "Измерен один вариант: сравнивать не с чем."),
        # figures
        "quality": ("Quality", "Качество"),
        "by metric": ("{metric}, with 95 % intervals", "{metric}, с интервалами 95\u202f%"),
        "maybe best": ("Filled: cannot be told from the best.", "Закрашенные неотличимы от лучшего."),
        "cost": ("US dollars for 1,000 answers", "долларов за 1000 ответов"),
        "latency": ("milliseconds an answer", "миллисекунд на ответ"),
        "against cost": ("Quality against cost", "Качество и цена"),
        "against latency": ("Quality against time", "Качество и время"),
        "nothing spent": (
            "No answer cost anything, or no price is known: there is nothing to draw against.",
            "Ответы ничего не стоили, или цены неизвестны: рисовать нечего.",
        ),
        "table": ("All figures", "Все показатели"),
        "variant": ("variant", "вариант"),
        "figure": ("figure", "показатель"),
        "answered": ("answered", "ответы"),
        "share": ("share", "доля"),
        "abstained": ("abstained", "отказы"),
        "failed": ("failed", "сбои"),
        "truncated": ("truncated", "обрезанные"),
        "covered": ("of", "из"),
        "unknown": ("not known", "неизвестно"),
        "no scores": ("No answer has a score of {metric}.", "Ни у одного ответа нет оценки {metric}."),
        "too few": (
            "Fewer than two variants have a score of {metric}: there is nothing to draw.",
            "Оценка {metric} есть меньше чем у двух вариантов: рисовать нечего.",
        ),
        "no times": ("No answer was timed.", "Время ответов не измерено."),
        "changes": ("differs from the project's settings in", "отличия от настроек проекта"),
        # causes
        "causes": ("Why answers were not right", "Почему ответы неверны"),
        "cause": ("cause", "причина"),
        "all right": ("Every answer was right, or nothing says that one was wrong.", "Все ответы верны, или ничто не говорит об обратном."),
        "right but": ("{name}, of the right answers: {causes}.", "{name}, среди верных ответов: {causes}."),
        "broken": (
            "{name}: {n} {n|answer|answers} to broken questions, whatever the answer was.",
            "{name}: {n} {n|ответ|ответа|ответов} на испорченные вопросы, каким бы ответ ни был.",
        ),
        "with evidence": ("with the evidence at hand", "с готовым основанием"),
        # answers
        "answers": ("Answers side by side", "Ответы рядом"),
        "answers intro": (
            "The {n} {n|question|questions} on which variants lie farthest apart. A quote is marked inside its passage.",
            "{n} {n|вопрос|вопроса|вопросов}, где варианты расходятся сильнее всего. Цитата выделена в своём фрагменте.",
        ),
        "answers every": (
            "All {n} {n|question|questions}, those on which variants lie farthest apart first. A quote is marked inside its passage.",
            "{n|Весь|Все|Все} {n} {n|вопрос|вопроса|вопросов}, сначала те, где варианты расходятся сильнее всего. "
            "Цитата выделена в своём фрагменте.",
        ),
        "answers one": (
            "{n} {n|question|questions}, those with the worst scores first. A quote is marked inside its passage.",
            "{n} {n|вопрос|вопроса|вопросов}, сначала с худшими оценками. Цитата выделена в своём фрагменте.",
        ),
        "right": ("right", "верно"),
        "abstain": ("The right thing is to say that the documents do not answer.", "Верно сказать, что в документах ответа нет."),
        "unverified": ("not verified", "не проверено"),
        "verified": ("every claim quoted and checked", "каждое утверждение подтверждено сверенной цитатой"),
        "not exact": ("not character for character", "совпадает не буква в букву"),
        "gone": ("the document no longer says this", "в документе этого больше нет"),
        "more quotes": ("and {n} more {n|quote|quotes}, not shown here", "и ещё {n} {n|цитата|цитаты|цитат}, здесь не показано"),
        "purged": (
            "The answer was purged with a text that it was made from; its score stays.",
            "Ответ стёрт вместе с текстом, из которого он составлен; оценка осталась.",
        ),
        "says nothing": ("no answer", "нет ответа"),
        # grid
        "grid": ("Every question", "Каждый вопрос"),
        "grid intro": (
            "One row a question, one column a variant; the rows on which variants differ first.",
            "Строка — вопрос, столбец — вариант; сначала строки, где варианты расходятся.",
        ),
        "grid key": (
            "✓ right   0.5 in part   ✗ wrong   · no score",
            "✓ верно   0,5 отчасти   ✗ неверно   · нет оценки",
        ),
        "grid key none": (
            "{metric}, less is better: ✓ 0   ✗ 1   · no score",
            "{metric}, чем меньше, тем лучше: ✓ 0   ✗ 1   · нет оценки",
        ),
        "grid key less": ("{metric}, less is better   · no score", "{metric}, чем меньше, тем лучше   · нет оценки"),
        "grid key more": ("{metric}, more is better   · no score", "{metric}, чем больше, тем лучше   · нет оценки"),
        "moved": (
            "Against {first}, {last} is better on {gained} {gained|question|questions}, worse on {lost}, and the same on {same}.",
            "По сравнению с {first} вариант {last} лучше на {gained} {gained|вопросе|вопросах|вопросах}, хуже на {lost}, так же на {same}.",
        ),
        "gained": ("where {last} is better than {first}", "где {last} лучше, чем {first}"),
        "lost": ("where {last} is worse than {first}", "где {last} хуже, чем {first}"),
        "filter": ("Show", "Показать"),
        "every": ("all", "все"),
        "apart": ("where variants differ", "где варианты расходятся"),
        "wrong": ("where some are wrong", "где кто-то ошибся"),
        "search": ("words of a question", "слова вопроса"),
        "kind": ("kind", "вид"),
        "language": ("language", "язык"),
        "cluster": ("cluster", "группа"),
        "slices": ("Slices", "Срезы"),
        "slices intro": (
            "{metric} on parts of the questions. Small parts have wide intervals: they are no verdicts.",
            "{metric} на частях вопросов. У малых частей интервалы широкие: выводов по ним не делают.",
        ),
        "part": ("part", "часть"),
        # ladder
        "steps": ("Rungs", "Ступени"),
        "steps key": (
            "Figures: {metric} with its 95 % interval, then the gain over what stood when it was tried.",
            "Числа: {metric} с интервалом 95\u202f%, затем выигрыш по сравнению с выбранным на тот момент.",
        ),
        "standing": ("Stands at the end", "Выбрано в итоге"),
        "looked at": ("Looked at", "Проверялся"),
        "gain": ("Gain over what stood when it was tried", "Выигрыш по сравнению с выбранным на тот момент"),
        "start": ("start", "начало"),
        "climbed": ("climbed", "пройдена"),
        "confirmed": ("confirmed", "подтверждена"),
        "not confirmed": ("not confirmed", "не подтверждена"),
        "stayed": ("not climbed", "не пройдена"),
        "over budget": ("over the budget", "вне бюджета"),
        "not tried": ("not tried", "не испытана"),
        "side": ("beside the ladder", "вне лестницы"),
        "plateau": ("Plateau", "Плато"),
        "reached": ("reached", "достигнуто"),
        "not reached": ("not reached", "не достигнуто"),
        "undetermined": ("undetermined", "неясно"),
        "shots": ("Examples shown to the model", "Примеры, показанные модели"),
        "shots across": ("examples", "число примеров"),
        "budget": ("Budget", "Бюджет"),
        "budget quality": ("quality at least {value}", "качество не ниже {value}"),
        "budget latency": ("95 in 100 answers within {value} ms", "95 из 100 ответов не дольше {value}\u202fмс"),
        "budget cost": ("1,000 answers for {value} USD", "1000 ответов не дороже {value}\u202f$"),
        "no budget": ("none was given", "не задан"),
        "money": ("{value} USD", "{value}\u202f$"),
        "spent": ("Spent on models", "Потрачено на модели"),
        "spent in part": ("{known}, and what some answers cost is not known", "{known}, а сколько стоила часть ответов, неизвестно"),
        "why": ("why", "почему"),
        # advice
        "next": ("Next", "Что делать дальше"),
        "readings": ("Three questions", "Три вопроса"),
        "assumptions": ("What it is reckoned from", "Из чего это посчитано"),
        "knowledge": (
            "Does it need knowledge that changes faster than it is retrained?",
            "Нужны ли знания, которые меняются быстрее, чем модель переобучают?",
        ),
        "behaviour": (
            "Is there a consistent problem of form or refusal that prompting cannot mend?",
            "Есть ли устойчивая ошибка формы или отказа, которую не исправить промптом?",
        ),
        "worth": ("Is tuning worth what it costs?", "Стоит ли дообучение своих денег?"),
        "yes": ("yes", "да"),
        "no": ("no", "нет"),
        "missing": ("What it takes to answer", "Что нужно для ответа"),
        "scenarios": ("Situations", "Ситуации"),
        "scenario": ("situation", "ситуация"),
        "holds": ("here", "здесь"),
        "calls for": ("what helps", "что поможет"),
        "break even": ("Break-even", "Окупаемость"),
        "months": ("after {months} months, interval from {low} to {high}", "через {months} мес., интервал от {low} до {high}"),
        "never": ("never", "никогда"),
        "saved": ("saved a month", "экономия в месяц"),
        "earned": ("has earned what it took", "вложения вернутся"),
        "invested": ("invested", "вложения"),
        "flips": ("What would turn it over", "Что изменило бы вывод"),
        "retires": ("the base is switched off", "базовую модель отключат"),
        "takes": ("It takes", "Понадобится"),
        "takes rows": ("{n} {n|row|rows}", "{n} {n|строка|строки|строк}"),
        "takes hours": ("about {n} hours of a person", "примерно {n}\u202fч работы человека"),
        "takes cost": ("about {n} USD", "примерно {n}\u202f$"),
        # methods
        "methods short": ("Methods", "Методы"),
        "methods": ("Methods in plain words", "Методы простыми словами"),
        "method interval": (
            "An interval is where the true figure lies 95 times in 100, were other questions of the same kind asked. Its width is the "
            "price of few questions.",
            "Интервал показывает, где лежит истинное значение: в 95 случаях из 100 оно внутри, если задавать другие вопросы того же рода. "
            "Чем меньше вопросов, тем он шире.",
        ),
        "method verdict": (
            "A verdict has four values. Better and worse: the interval of the difference lies wholly on one side of nothing. Equivalent: "
            "it lies within the least effect that matters, {effect} points. Otherwise there is not enough evidence, and the page says "
            "about how many questions would decide.",
            "Вывод бывает четырёх видов. «Лучше» и «хуже»: интервал разницы целиком лежит по одну сторону от нуля. «Равноценно»: он не "
            "выходит за пределы наименьшего важного эффекта, {effect}\u202fп.\u202fп. Во всех остальных случаях данных недостаточно, и "
            "страница говорит, сколько ещё вопросов нужно.",
        ),
        "method verdict of unit": (
            "A verdict has four values. Better and worse: the interval of the difference lies wholly on one side of nothing. Equivalent: "
            "it lies within the least effect that matters, {effect} % of the first variant's figure. Otherwise there is not enough "
            "evidence, and the page says about how many questions would decide.",
            "Вывод бывает четырёх видов. «Лучше» и «хуже»: интервал разницы целиком лежит по одну сторону от нуля. «Равноценно»: он не "
            "выходит за пределы наименьшего важного эффекта, {effect}\u202f% от показателя первого варианта. Во всех остальных случаях "
            "данных недостаточно, и страница говорит, сколько ещё вопросов нужно.",
        ),
        "method paired": (
            "Variants are compared question by question: what is hard for both cancels out. Questions from one document or template are "
            "counted as one group, since they are right or wrong together.",
            "Варианты сравниваются вопрос за вопросом: то, что трудно обоим, на разницу не влияет. Вопросы из одного документа или шаблона "
            "считаются одной группой: на них отвечают верно или неверно сразу на все.",
        ),
        "method many": (
            "Where several variants are tried, the bar is raised (Holm), so that trying many things does not make one of them look good by "
            "chance.",
            "Если вариантов несколько, требования к каждому строже (поправка Холма): иначе при многих попытках какая-нибудь показалась бы "
            "удачной случайно.",
        ),
        "method coverage": (
            "A score that is missing is neither right nor wrong: figures say how many questions they rest on.",
            "Если оценки нет, ответ не считается ни верным, ни неверным: рядом с показателем сказано, на скольких вопросах он основан.",
        ),
        "method ladder": (
            "A rung is climbed only when its gain, adjusted for every rung that was tried, is above nothing and the budget holds. "
            "Otherwise the cheaper rung stays.",
            "Ступень пройдена, только если её выигрыш с поправкой на все попытки выше нуля и она укладывается в бюджет. Иначе остаётся "
            "более дешёвая.",
        ),
        "method detectable": (
            "So many questions show a difference of {points} points or more four times in five.",
            "Такое число вопросов в четырёх случаях из пяти показывает разницу в {points}\u202fп.\u202fп. и больше.",
        ),
        "method detectable alike": (
            "Where the answers of a group fare alike, it is {points} points; too little was answered differently to tell.",
            "Если ответы одной группы удаются или не удаются вместе, то {points}\u202fп.\u202fп.; различий слишком мало, чтобы это узнать.",
        ),
        "method detectable alone": (
            "Were each question on its own, it would be {points} points: here answers of one group fare alike.",
            "Если бы каждый вопрос был сам по себе, то {points}\u202fп.\u202fп.: здесь ответы одной группы похожи по исходу.",
        ),
        # notes that the page says itself
        "looks": (
            "This was look {n} at the locked questions, so verdicts are decided at {alpha}.",
            "Это взгляд № {n} на закрытые вопросы, поэтому выводы делаются при уровне {alpha}.",
        ),
        "core english": ("", "Что осталось по-английски, сказано не самой программой или у неё ещё нет русских слов для этого."),
    }
)
"""`{n}` is a value, `{n|one|more}` the form of a noun that goes with it; a Russian noun has three."""
