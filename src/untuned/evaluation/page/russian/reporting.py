"""What a reader of a measurement must not miss."""

from __future__ import annotations

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "A model of this measurement is simulated: a rule answers in its place, and nothing here says how a real model would do.",
        "Модель здесь не настоящая: вместо неё отвечает правило, и о том, как справилась бы настоящая, это ничего не говорит.",
    ),
    (
        "{n:count} question{x:s} an anecdote: under {least:count} nothing is called better, worse or equivalent, and every gate is closed.",
        "{n} {n|вопрос|вопроса|вопросов} — слишком мало, чтобы судить: если их меньше {least}, ничто не называется лучшим, худшим или "
        "равноценным, и все пороги закрыты.",
    ),
    (
        "It is not finished: {left:count} of {every:count} answers were not asked for, which count as missing, and every gate is closed.",
        "Измерение не окончено: {left} из {every} {every|ответа|ответов|ответов} не запрошены и считаются отсутствующими, "
        "а все пороги закрыты.",
    ),
    ("'{command}' goes on.", "Продолжить: «{command}»."),
    (
        "The locked questions were looked at so often that nothing is left to decide a verdict by.",
        "На закрытые вопросы смотрели так часто, что делать по ним выводы больше нельзя.",
    ),
    (
        "Renew the locked questions: import questions that nothing was chosen by, and draw them with 'untuned questions split'.",
        "Обновите закрытые вопросы: загрузите такие, по которым ничего не выбирали, и отберите их командой «untuned questions split».",
    ),
    ("This was look {n:count}.", "Это был взгляд № {n}."),
    (
        "{name}: all {runs:count} run{x:s} failed, so that it has no figures.",
        "{name}: сбоем {runs|закончился|закончились|закончились} {runs} {runs|запрос|запроса|запросов} из {runs}, показателей нет.",
    ),
    (
        "{name}: {failed:count} of {runs:count} run{x:s} failed; its figures rest on the others, "
        "and the bounds show what the failed ones could change.",
        "{name}: сбоем {failed|закончился|закончились|закончились} {failed} из {runs} {runs|запроса|запросов|запросов}; показатели "
        "основаны на остальных, а границы говорят, что сбойные могли бы изменить.",
    ),
    (
        "It is not known what {names} cost: no price is known of the model, or it was made elsewhere.",
        "Сколько стоит {names}, неизвестно: нет цены модели, или ответы получены в другом месте.",
    ),
    (
        "No question has a score of '{headline}', so that there is no verdict by it: 'untuned guide metrics' says what it needs.",
        "Ни у одного вопроса нет оценки «{headline}», поэтому вывода по ней нет: что ей нужно, скажет 'untuned guide metrics'.",
    ),
    (
        "The questions come from {n:count} document{x:s}.",
        "Вопросы взяты из {n} {n|документа|документов|документов}.",
    ),
    (
        "The questions come from {n:count} document{x:s} or clusters.",
        "Вопросы взяты из {n} {n|документа|документов|документов} или {n|группы|групп|групп}.",
    ),
    (
        "What is said here holds for these; to say it of others, ask about {least:count} or more, or give questions a 'cluster'.",
        "Сказанное верно для этих документов; чтобы говорить о других, возьмите {least} или больше либо задайте вопросам «cluster».",
    ),
    (
        "{n:count} of the {total:count} questions were drafted from the documents, in their words: "
        "variants do better on them than on what people ask.",
        "{n} из {total} {total|вопроса|вопросов|вопросов} составлены по документам, их же словами: с ними варианты справляются лучше, "
        "чем с тем, что спрашивают люди.",
    ),
    (
        "They tell variants apart; for figures to rely on, import questions that people asked.",
        "Различить варианты по ним можно; чтобы полагаться на сами показатели, загрузите вопросы, которые задали люди.",
    ),
    (
        "{n:count} question{x:s} nothing that says what is right, so that none of these is asked: give each an answer, or "
        "\"unanswerable\": true; 'untuned questions lint' names them.",
        "Для {n} {n|вопроса|вопросов|вопросов} не сказано, что верно, поэтому их не задают: дайте каждому ответ или укажите "
        '"unanswerable": true; назовёт их «untuned questions lint».',
    ),
    (
        "{n:count} question{x:s} been drafted and not confirmed, so that none of these is asked: "
        "'untuned questions confirm' takes those that are good.",
        "Черновики не подтверждены и не заданы, таких вопросов {n}: годные примет «untuned questions confirm».",
    ),
    (
        "Left out, since what is measured here cannot answer them: {told:list}.",
        "Не вошло то, на что измеряемое здесь не отвечает: {told}.",
    ),
    (
        "{n:count} question{x:s} on what documents or a model know",
        "{n} {n|вопрос|вопроса|вопросов} о том, что знают документы или модель",
    ),
    ("{n:count} input{x:s} of task '{tasks}'", "{n} {n|вход|входа|входов} задачи «{tasks}»"),
    ("{n:count} input{x:s} of tasks '{tasks}'", "{n} {n|вход|входа|входов} задач «{tasks}»"),
    (
        "{name}: {failed:count} of {n:count} answers have no score by this project's own scorer; of the first: {why}.",
        "{name}: {failed} из {n} {n|ответа|ответов|ответов} остались без оценки собственным правилом проекта; у первого: {why}.",
    ),
    # a judge's figures
    ("{metric} is the word of {judge}: {why:said}.", "{metric} — мнение судьи {judge}: {why}."),
    (
        "{metric} is the word of {judge} and not calibrated: {why:said}.",
        "{metric} — мнение судьи {judge}, не сверенное с людьми: {why}.",
    ),
    (
        "'untuned ratings draw {id} --metric {name} --out FILE' writes answers to label; then 'untuned ratings import FILE'.",
        "Команда «untuned ratings draw {id} --metric {name} --out FILE» выпишет ответы для разметки; "
        "затем — «untuned ratings import FILE».",
    ),
    (
        "people have labelled {n:count} of its items, {least:count} are needed: rate {more:count} more",
        "люди разметили {n} {n|ответ|ответа|ответов}, а нужно {least}: оцените ещё {more}",
    ),
    (
        "agreement beyond chance is not defined, since one says the same of everything: rate items of both kinds",
        "согласие сверх случайного не определено, потому что одна из сторон обо всём говорит одно и то же: оцените ответы обоих видов",
    ),
    (
        "its agreement with people may be chance, kappa {k:number} ({low:number} to {high:number}): use another judge, or report labels",
        "его согласие с людьми может быть случайным, каппа {k} (от {low} до {high}): возьмите другого судью или судите по разметке",
    ),
    (
        "it agrees with people beyond chance, kappa {k:number} ({low:number} to {high:number}) on {n:count} items",
        "он согласен с людьми чаще, чем случайно: каппа {k} (от {low} до {high}) на {n} {n|ответе|ответах|ответах}",
    ),
    # an author's voice
    (
        "voice: there is no figure, since nothing tells how near is near: name a folder of other authors' texts as 'others' below "
        "[evaluation].",
        "voice: показателя нет, потому что не с чем сравнить близость: назовите папку с текстами других авторов как «others» в разделе "
        "[evaluation].",
    ),
    (
        "voice: there is no figure, since the texts are too few to calibrate on: give two documents of the author, "
        "and five pieces of 50 words on both sides.",
        "voice: показателя нет, потому что текстов слишком мало для настройки: нужны два документа автора и по пять отрывков в 50 слов "
        "с каждой стороны.",
    ),
    (
        "voice: the author is not told from the others at some lengths (AUROC under {least:number}): "
        "texts of these lengths have no figure.",
        "voice: при некоторых длинах автор неотличим от других (AUROC ниже {least}): у текстов такой длины показателя нет.",
    ),
)
"""(English, Russian)."""
