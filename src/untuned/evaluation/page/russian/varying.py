"""What variants are, what two of them differ in, and why one cannot answer."""

from __future__ import annotations

_QUOTED = " и цитатой, которая есть в документах"
_SHOWS = (
    "it shows {n:count} examples, and for some question there are only {there:count}: confirmed development questions with an answer",
    "он показывает {n} {n|пример|примера|примеров}, а для некоторых вопросов есть только {there}: нужны подтверждённые вопросы для "
    "разработки с ответом",
)

SENTENCES: tuple[tuple[str, str], ...] = (
    # what two of them differ in
    ("the same choices", "отличий нет"),
    ("ablation: {field} {before} -> {after}", "отличие в одном: {field} {before} → {after}"),
    ("{n:count} fields: {names}", "{n} {n|отличие|отличия|отличий}: {names}"),
    ("{n:count} fields: {names} and {more:count} more", "{n} {n|отличие|отличия|отличий}: {names} и ещё {more}"),
    # why one cannot answer
    ("it extends '{above}', which is unknown", "он основан на «{above}», а такого варианта нет"),
    ("it builds on itself: {circle}", "он основан сам на себе: {circle}"),
    ("a shipped variant has this name", "так называется готовый вариант"),
    ("{needs} needs a chat model, and none is named", "для {needs} нужна модель чата, а она не названа"),
    (
        'context = "none" with wording = "claims": only text can be had from a model that reads nothing: '
        "claims need documents to be verified against",
        'context = "none" вместе с wording = "claims": модель, которая ничего не читает, даёт только текст: утверждения сверяются с '
        "документами",
    ),
    (
        "instructed = false is the question alone, and passages are read with instructions",
        "instructed = false — это один вопрос, а фрагменты читают с указаниями",
    ),
    (
        "a checker holds answers against what was read, and nothing is",
        "проверяющая модель сверяет ответы с прочитанным, а здесь ничего не читают",
    ),
    (f"{_SHOWS[0]}, none of the question's own cluster", f"{_SHOWS[1]}, не из группы самого вопроса"),
    (
        f"{_SHOWS[0]} and a quote that stands in the documents, none of the question's own cluster",
        f"{_SHOWS[1]}{_QUOTED}, не из группы самого вопроса",
    ),
    ("a task's output has its form already", "у вывода задачи уже есть форма"),
    ("a task is done from its input alone, as plain text", "задача решается по одному её входу, простым текстом"),
    ("nothing else looks a task's output over or words it anew", "вывод задачи никто больше не проверяет и не переписывает"),
    ("task '{task}' has a schema, which takes a chat model", "у задачи «{task}» есть схема, а для неё нужна модель чата"),
    ("only verified claims are put into a form, as they are", "в форму вносят только проверенные утверждения, без изменений"),
    (
        "task '{task}' has labels and no schema to put claims into",
        "у задачи «{task}» есть метки, но нет схемы, в которую внести утверждения",
    ),
    ("the package for '{provider}' models is not installed", "не установлен пакет для моделей «{provider}»"),
    (
        "it does task '{task}', and the questions ask what documents or a model know",
        "он решает задачу «{task}», а вопросы — о том, что знают документы или модель",
    ),
    (
        "every question is an input of a task, which it does not do",
        "каждый вопрос — вход задачи, а он её не решает",
    ),
    # the variants that come with untuned
    ("the project as untuned.toml sets it up", "проект, как он настроен в untuned.toml"),
    ("the question alone: no documents, no instructions", "один вопрос: без документов и без указаний"),
    (
        "no documents; told to answer briefly, or that it does not know",
        "без документов; велено отвечать кратко или сказать, что ответа не знает",
    ),
    ("zero_shot after one solved question", "zero_shot после одного решённого вопроса"),
    ("zero_shot after two solved questions", "zero_shot после двух решённых вопросов"),
    ("zero_shot after four solved questions, the same ones each time", "zero_shot после четырёх решённых вопросов, всегда одних и тех же"),
    ("zero_shot after eight solved questions", "zero_shot после восьми решённых вопросов"),
    ("zero_shot after the four solved questions most like it", "zero_shot после четырёх решённых вопросов, самых похожих на заданный"),
    ("zero_shot, reasoning step by step first", "zero_shot, сначала рассуждает по шагам"),
    (
        "the five best of fixed 500-token chunks, answered in plain text that nobody verifies",
        "пять лучших из равных кусков по 500 токенов; ответ простым текстом, который никто не проверяет",
    ),
    ("naive, answered in verified claims", "naive, с ответом из проверенных утверждений"),
    (
        "naive on the project's own chunks, with titles, filters and parts of words",
        "naive на кусках самого проекта, с заголовками, фильтрами и частями слов",
    ),
    ("default, answered in plain text that nobody verifies", "default, с ответом простым текстом, который никто не проверяет"),
    (
        "default, its claims asked for in words rather than by a schema that binds",
        "default, где утверждения просят словами, а не строгой схемой",
    ),
    (
        "reads the question's own evidence in place of what search finds",
        "читает готовое основание вопроса вместо того, что находит поиск",
    ),
    ("oracle, answered in plain text", "oracle, с ответом простым текстом"),
    ("the model looks its answer over once and corrects it", "модель один раз перечитывает и исправляет свой ответ"),
    ("what was found stays in the order of the search", "найденное остаётся в порядке поиска"),
    ("whole words alone are searched for, no parts of them", "ищутся только целые слова, без их частей"),
    ("chunks are indexed without title and headings", "куски индексируются без названия и заголовков"),
    ("words are indexed as they are written", "слова индексируются так, как написаны"),
    ("passages in every language count alike", "фрагменты на всех языках равны"),
    ("passages are read without what stands around them", "фрагменты читаются без того, что стоит вокруг"),
    ("words that no text has are searched for as they are written", "слова, которых нет ни в одном тексте, ищутся как написаны"),
    ("questions of a conversation are searched for as they were asked", "вопросы беседы ищутся так, как заданы"),
    ("what passages refer to is read only where it is found", "то, на что ссылаются фрагменты, читается, только если найдено"),
    ("a document's opening is read only where it is found", "начало документа читается, только если найдено"),
    (
        "what a question says of a product, a code or a day does not narrow its search",
        "изделие, код или день, названные в вопросе, не сужают поиск",
    ),
    ("quotes may be about something else than the question names", "цитаты могут быть не о том, что названо в вопросе"),
    (
        "claims may say other figures, names and conditions than their quotes",
        "числа, имена и условия в утверждениях могут расходиться с цитатами",
    ),
    ("what quotes refer to and nobody read is not looked for", "непрочитанное, на что ссылаются цитаты, не ищется"),
    ("one side is shown where sources contradict each other", "если источники спорят, показана одна сторона"),
    (
        "each question answered by the variant that [router] names for its kind",
        "на каждый вопрос отвечает вариант, который [router] назначил его виду",
    ),
    ("the model is not told which quotes failed", "модели не говорят, какие цитаты не прошли проверку"),
)
"""(English, Russian)."""
