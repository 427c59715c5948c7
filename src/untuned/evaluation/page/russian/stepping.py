"""What advice comes to: its headline, the next step, and what would turn it over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_SCOPES = (("format", "формата", "только формат"), ("refusals", "отказов", "только отказы"))


def _tuning() -> Iterator[tuple[str, str]]:
    first = (
        ("", ""),
        (
            "write and review {n:count} rows in the file that '[advice] rows' names, then ",
            "напишите и проверьте {n} {n|строку|строки|строк} в файле, который назван в «[advice] rows», затем ",
        ),
    )
    beside = (
        ("", ""),
        (", with facts from retrieval and never in a row", ", а факты берите из поиска и никогда не пишите в строки"),
    )
    for before, (scope, of, _), more in product(first, _SCOPES, beside):
        yield (
            f"{before[0]}tune a trial for {scope} alone{more[0]}, where the base is trained, since no command here does; "
            "name what comes of it in a variant below '[climb] tuned', climb, and hold it against every untuned rung on locked questions",
            f"{before[1]}проведите пробное дообучение только для {of}{more[1]}, там, где обучают базовую модель: здесь такой команды нет; "
            "назовите полученную модель в варианте под «[climb] tuned», поднимитесь по лестнице и сравните её на закрытых вопросах со "
            "всеми ступенями без дообучения",
        )
    names = (
        ("Hybrid: facts from retrieval, and a trial tuning", "Сочетание: факты из поиска и пробное дообучение"),
        ("Trial tuning", "Пробное дообучение"),
    )
    for name, (scope, _, only) in product(names, _SCOPES):
        yield (
            f"{name[0]}, {scope} only: everything cheaper was tried, and it pays.",
            f"{name[1]}, {only}: всё, что дешевле, испытано, и это окупится.",
        )
    for scope, _, only in _SCOPES:
        yield f"{scope} only", only


_ROWS = (
    ("{n:count} duplicate", "{n} {n|повторная|повторные|повторных}"),
    ("{n:count} contradictory", "{n} {n|противоречивая|противоречивые|противоречивых}"),
    ("{n:count} empty", "{n} {n|пустая|пустые|пустых}"),
    ("{n:count} unreadable", "{n} {n|нечитаемая|нечитаемые|нечитаемых}"),
    ("{n:count} asked in the measurement", "{n} из вопросов измерения"),
    ("{n:count} stale", "{n} {n|устаревшая|устаревшие|устаревших}"),
)

SENTENCES: tuple[tuple[str, str], ...] = (
    # more questions
    ("Not yet: {why:said}.", "Пока нет: {why}."),
    ("Add {n:count} more questions.", "Добавьте ещё {n} {n|вопрос|вопроса|вопросов}."),
    ("Add more questions.", "Добавьте вопросы."),
    (
        "add {n:count} more questions, with what is right and where it stands, then climb again",
        "добавьте ещё {n} {n|вопрос|вопроса|вопросов} с верными ответами и местами в документах, затем пройдите лестницу снова",
    ),
    (
        "add more questions, with what is right and where it stands, then climb again",
        "добавьте вопросы с верными ответами и местами в документах, затем пройдите лестницу снова",
    ),
    ("{n:count} question{x:s} an anecdote", "{n} {n|вопрос|вопроса|вопросов} — слишком мало, чтобы судить"),
    ("it cannot be told yet whether more of the same would gain", "пока неясно, помогут ли новые попытки того же рода"),
    (
        "with the evidence at hand {n:count} questions were asked, an anecdote",
        "с готовым основанием {n|задан|заданы|задано} {n} {n|вопрос|вопроса|вопросов}, а это слишком мало",
    ),
    ("the failures cannot be told from what may be", "неудачи неотличимы от допустимого"),
    ("no kind of failure stands out yet", "ни один вид неудач пока не выделяется"),
    ("what more questions show", "то, что покажут новые вопросы"),
    # the ladder
    ("Climb the ladder first.", "Сначала пройдите лестницу."),
    (
        "climb the ladder: prompts, examples, thinking, retrieval, verification, each held against the one before",
        "пройдите лестницу: промпты, примеры, рассуждение, поиск, проверка, каждая ступень против предыдущей",
    ),
    ("nothing was tried yet", "ещё ничего не испытано"),
    (
        "the last climb asked {a:count} question{x:s}, and there are {b:count} now",
        "в последнем подъёме {a|задан|заданы|задано} {a} {a|вопрос|вопроса|вопросов}, а теперь их {b}",
    ),
    ("the ladder was not climbed to its end", "лестница пройдена не до конца"),
    ("what the ladder shows", "то, что покажет лестница"),
    # prompts
    ("Not yet: prompting was not tried enough.", "Пока нет: с промптами испытано ещё не всё."),
    (
        "try {what:list}; each wording is a variant with 'model.prompts' of its own",
        "испытайте: {what}; каждая формулировка — отдельный вариант со своим «model.prompts»",
    ),
    ("a prompt that mends it", "промпт, который это исправит"),
    (
        "Not yet: reasoning fails, and tuning does not mend that.",
        "Пока нет: подводит рассуждение, а дообучение этого не исправит.",
    ),
    ("Try a stronger model.", "Испытайте более сильную модель."),
    (
        "{told:said} are wrong with the evidence read, and thinking was tried: try a stronger model or other prompts",
        "основание прочитано, а ответ неверен {told}, и рассуждение уже испытано: испытайте модель сильнее или другие промпты",
    ),
    ("such a model", "такая модель"),
    # examples and thinking
    ("show the model solved questions: two sets of examples", "покажите модели решённые вопросы: два набора примеров"),
    ("Not yet: no examples were tried.", "Пока нет: примеры не испытаны."),
    ("Show the model some.", "Покажите их модели."),
    ("failures that examples leave", "неудачи, которые останутся и с примерами"),
    ("keep '{name}', which mends it", "оставьте «{name}»: он это исправляет"),
    ("Few-shot: '{name}' mends what failed.", "Примеры в промпте: «{name}» исправляет неудачи."),
    ("failures that come back", "неудачи, которые вернутся"),
    ("It gains {n:count} points over '{name}'.", "Выигрыш против «{name}» — {n}\u202fп.\u202fп."),
    ("let the model reason step by step before it answers", "пусть модель рассуждает по шагам, прежде чем ответить"),
    (
        "Chain of thought: what fails is reasoning, and thinking was not tried.",
        "Рассуждение по шагам: подводит именно рассуждение, а его не испытали.",
    ),
    ("failures that thinking leaves", "неудачи, которые останутся и с рассуждением"),
    ("Chain of thought: '{name}' mends what failed.", "Рассуждение по шагам: «{name}» исправляет неудачи."),
    # retrieval
    ("answer from the documents", "отвечайте по документам"),
    (
        "Retrieval: what fails stands in documents that are not read.",
        "Поиск по документам: ответы стоят в документах, которых никто не читает.",
    ),
    ("answers without documents", "ответы без документов"),
    (
        "keep '{name}' and sync the documents as they change; there is nothing to tune",
        "оставьте «{name}» и синхронизируйте документы по мере изменений; дообучать нечего",
    ),
    (
        "Retrieval: what is right changes in the documents, and how it is said is right already.",
        "Поиск по документам: верный ответ меняется вместе с ними, а форма ответов уже верна.",
    ),
    (
        "Retrieval: what is right stands in the documents, and how it is said is right already.",
        "Поиск по документам: верный ответ есть в них, а форма ответов уже верна.",
    ),
    ("failures of form that no prompt mends", "неудачи формы, которых не исправит ни один промпт"),
    (
        "failures of form that no prompt mends, beside evidence that changes less within a cycle of training",
        "неудачи формы, которых не исправит ни один промпт, и основания, которые за цикл обучения меняются меньше",
    ),
    (
        "{a:count} of {n:count} answers fail because the evidence is not found or not read: mend chunks, metadata, or the documents",
        "{a} из {n} {n|ответа|ответов|ответов} неверны, потому что основание не найдено или не прочитано: исправьте нарезку, метаданные "
        "или сами документы",
    ),
    (
        "Mend retrieval: with the evidence at hand {a:count} of {b:count} answers fail, and {c:count} of {d:count} without.",
        "Исправьте поиск: с готовым основанием неверны {a} из {b} {b|ответа|ответов|ответов}, а без него {c} из {d}.",
    ),
    (
        "Mend retrieval: with the evidence at hand {a:count} of {b:count} answers still fail, which is looked at next.",
        "Исправьте поиск: и с готовым основанием неверны {a} из {b} {b|ответа|ответов|ответов}; ими займитесь после.",
    ),
    (
        "Mend retrieval: what is not found or not read cannot be said.",
        "Исправьте поиск: того, что не найдено или не прочитано, сказать нельзя.",
    ),
    ("Tuning does not bring the evidence.", "Дообучение основания не даст."),
    (
        "write what no document says, or name the passage where one does ('doc_ids', 'quotes'): for {a:count} of {n:count} answers no "
        "passage is known that says what is right",
        "напишите то, чего нет ни в одном документе, или назовите место, если оно есть («doc_ids», «quotes»): для {a} из {n} "
        "{n|ответа|ответов|ответов} неизвестно место, где сказано верное",
    ),
    (
        "Add documents: most of what is missed stands in none that is known, and neither search nor tuning brings it.",
        "Добавьте документы: большей части недостающего в известных нет, и ни поиск, ни дообучение её не дадут.",
    ),
    ("passages that answer these questions", "места, где есть ответы на эти вопросы"),
    ("failures that stay with the question's own evidence at hand", "неудачи, которые остаются и с готовым основанием"),
    # rows
    (
        "hold '{name}' back and look {n:count} rows over again: their documents changed",
        "не выпускайте «{name}» и проверьте заново {n} {n|строку|строки|строк}: их документы изменились",
    ),
    (
        "Hold the tuned model: {a:count} of {n:count} rows ({s:share}) rest on texts that changed.",
        "Придержите дообученную модель: {a} из {n} {n|строки|строк|строк} ({s}) опираются на изменившиеся тексты.",
    ),
    ("Revalidate them first.", "Сначала проверьте их заново."),
    ("rows that hold again: no more than {t:share} stale", "снова верные строки: устаревших не больше {t}"),
    *_ROWS,
    (
        "mend the rows ({told:list}) until {k:count} reviewed ones stand: {n:count} to look over or to write",
        "исправляйте строки ({told}), пока проверенных не станет {k}: просмотреть или написать нужно {n}",
    ),
    (
        "Not yet: tuning would pay, but {a:count} of {n:count} rows are noisy or stale.",
        "Пока нет: дообучение окупилось бы, но {a} из {n} {n|строки|строк|строк} с шумом или устарели.",
    ),
    ("Clean the data first.", "Сначала очистите данные."),
    (
        "{k:count} reviewed rows of which no more than {t:share} are bad",
        "{k} {k|проверенная строка|проверенные строки|проверенных строк}, из которых негодных не больше {t}",
    ),
    # tuning, or not
    *_tuning(),
    ("No: {why:said}.", "Нет: {why}."),
    (
        "keep what stands; choose a base that stays, name it in '[advice] base', and climb with it",
        "оставьте выбранное; возьмите базовую модель, которая останется, назовите её в «[advice] base» и пройдите лестницу с ней",
    ),
    (
        "Not worth it: tuning might mend what is left, and would cost more than that.",
        "Не стоит: дообучение могло бы исправить остаток, но обойдётся дороже.",
    ),
    ("find out {what:list}", "узнайте: {what}"),
    ("Not yet: it cannot be told whether tuning would pay.", "Пока нет: нельзя сказать, окупится ли дообучение."),
    ("Nothing: it is good enough as it is.", "Ничего: и так достаточно хорошо."),
    (
        "Nothing: it is good enough as it is, as far as {n:count} questions tell.",
        "Ничего: и так достаточно хорошо, насколько видно по {n} {n|вопросу|вопросам|вопросам}.",
    ),
    ("failures of a kind that this climb did not meet", "неудачи того вида, который в этом подъёме не встретился"),
    ("keep '{name}' as it is", "оставьте «{name}» как есть"),
    ("keep what stands as it is", "оставьте выбранное как есть"),
    ("what is missing", "то, чего не хватает"),
)
"""(English, Russian)."""
