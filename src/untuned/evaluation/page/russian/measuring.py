"""What each metric says of an answer; labels compared by macro-F1; questions that were left out."""

from __future__ import annotations

_METRICS = (
    (
        "The share of a reference answer's words that the text has, of the answer with most of them; 0 for a refusal.",
        "Доля слов эталонного ответа, которые есть в тексте; из нескольких эталонов — лучший; при отказе 0.",
    ),
    (
        "Whether an answer is shown at all: the coverage that every figure of quality stands beside.",
        "Показан ли ответ вообще: это охват, рядом с которым читается всякий показатель качества.",
    ),
    (
        "The share of the evidence's characters that stand in any candidate of the search, read or not.",
        "Доля символов основания, которые есть хотя бы в одном найденном фрагменте, прочитан он или нет.",
    ),
    ("The share of the citations that overlap the evidence.", "Доля цитат, которые пересекаются с основанием."),
    (
        "The share of the evidence's passages that an accepted citation overlaps; 0 for an answer that was verified and cites none.",
        "Доля фрагментов основания, с которыми пересекается принятая цитата; 0, если проверенный ответ не цитирует ничего.",
    ),
    (
        "1 less the share of words misspelt, invented, said over again or in the wrong language; times the order of words.",
        "Единица минус доля слов с ошибками, выдуманных, повторённых или не на том языке, умноженная на правильность порядка слов.",
    ),
    (
        "Whether something is shown as an answer that is not right: a wrong value, or any answer to a question that has none.",
        "Показано ли как ответ то, что неверно: неверное значение или любой ответ на вопрос, у которого ответа нет.",
    ),
    (
        "Whether an answerable question is answered with a right value in the shown text, or an unanswerable one is refused.",
        "Есть ли в показанном тексте верное значение, если ответ существует, и дан ли отказ, если ответа нет.",
    ),
    (
        "US dollars for all requests of the answer, failed ones included; 0 where no model is asked.",
        "Доллары США за все запросы ради ответа, включая неудачные; 0, если модель не спрашивали.",
    ),
    (
        "The share of the dates, months and years of a reference answer that the text tells, in any format; the best of several.",
        "Доля дат, месяцев и годов эталонного ответа, названных в тексте в любом виде; из нескольких эталонов — лучший.",
    ),
    (
        "1 / rank of the first passage found (or, where none is told, read) that overlaps the evidence; 0 where none does.",
        "1, делённая на место первого найденного фрагмента, который пересекается с основанием; 0, если такого нет.",
    ),
    (
        "The share of the evidence's characters that stand in the passages that were read; @k where k passages were.",
        "Доля символов основания, которые есть в прочитанных фрагментах; @k — если прочитано k фрагментов.",
    ),
    (
        "Whether the text equals a reference answer, but for case, punctuation, English articles and spaces; 0 for a refusal.",
        "Совпадает ли текст с эталонным ответом с точностью до регистра, знаков, английских артиклей и пробелов; при отказе 0.",
    ),
    (
        "How many numbers, dates, units, codes, names and negations of the rewritten text its original lacks.",
        "Сколько чисел, дат, единиц, кодов, имён и отрицаний появилось в пересказе, которых не было в исходном тексте.",
    ),
    (
        "How many numbers, dates, units, codes, names and negations of the original the rewritten text lacks.",
        "Сколько чисел, дат, единиц, кодов, имён и отрицаний исходного текста пересказ потерял.",
    ),
    (
        "The share of the fields of the JSON output and its reference, each counted once, that both have with the same value.",
        "Доля полей JSON-вывода и эталона (каждое считается один раз), которые есть у обоих с одним значением.",
    ),
    (
        "Milliseconds from the question to the first verified claim.",
        "Миллисекунды от вопроса до первого проверенного утверждения.",
    ),
    ("Milliseconds from the question to the first token of a model.", "Миллисекунды от вопроса до первого токена модели."),
    (
        "Whether the output had the right form at the first request, once rules mended it or claims of it were asked for again.",
        "Верна ли форма вывода после первого запроса, когда её исправили правила или заново запросили отдельные утверждения.",
    ),
    (
        "Whether the output had the right form in the end, after every retry and repair; a label of the set where one is asked for.",
        "Верна ли форма вывода в конце концов, после всех повторов и исправлений; если нужна метка — метка из набора.",
    ),
    (
        "Whether the first output had the right form, with a label where one is asked for, and nothing was mended or asked again.",
        "Верна ли форма первого вывода (и есть ли метка, если она нужна) без исправлений и повторных запросов.",
    ),
    (
        "Whether the text is the one right label and nothing else, but for case and the marks around it.",
        "Состоит ли текст из одной верной метки с точностью до регистра и знаков вокруг неё.",
    ),
    (
        "Whether the text is a label of the set, right or wrong, and nothing else.",
        "Состоит ли текст из одной метки набора, верной или нет.",
    ),
    (
        "Milliseconds of wall time from the question to the whole answer.",
        "Миллисекунды от вопроса до целого ответа.",
    ),
    (
        "Milliseconds per token of output after the first one; of the whole time where the first token is not told.",
        "Миллисекунды на токен вывода после первого; если время первого неизвестно, делится всё время.",
    ),
    (
        "The share of a reference answer's numbers that the text tells, in any format, without another unit; the best of several.",
        "Доля чисел эталонного ответа, названных в тексте в любом виде и не в другой единице; из нескольких эталонов — лучший.",
    ),
    (
        "The share of the citations whose quote says just what its source says.",
        "Доля цитат, которые передают ровно то, что сказано в источнике.",
    ),
    (
        "Beside a right value, the share of the words that stand in sentences of which less than half is in anything that was read.",
        "Доля слов рядом с верным значением в таких предложениях, больше половины которых нет в прочитанном.",
    ),
    ("Requests to models for the answer, failed ones included.", "Запросы к моделям ради ответа, включая неудачные."),
    (
        "Whether a question that the documents do not answer is refused.",
        "Дан ли отказ на вопрос, на который в документах нет ответа.",
    ),
    (
        "Stock phrases, such as 'it is important to note', in a hundred words of the text; English and Russian.",
        "Штампы вроде «важно отметить» на сто слов текста; английские и русские.",
    ),
    (
        "F1 of the words of the text against those of the reference answer that is most like it; 0 for a refusal.",
        "F1 слов текста и слов самого похожего эталонного ответа; при отказе 0.",
    ),
    (
        "Tokens of input and output of all requests of the answer, failed ones included.",
        "Токены ввода и вывода всех запросов ради ответа, включая неудачные.",
    ),
    (
        "The share of the units of a reference answer that the text has with the same or a converted number; the best of several.",
        "Доля единиц эталонного ответа, которые есть в тексте с тем же или пересчитанным числом; из нескольких эталонов — лучший.",
    ),
    (
        "The calibrated probability that the author, and none of the others, wrote the text: function words and parts of words.",
        "Откалиброванная вероятность, что текст написал этот автор, а не другие: по служебным словам и частям слов.",
    ),
    (
        "The share of the longer text's words that are not in the longest common sequence of the text and its original.",
        "Доля слов более длинного из двух текстов, которые не входят в их самую длинную общую последовательность.",
    ),
    ("Whether a question that has an answer is refused.", "Дан ли отказ на вопрос, у которого есть ответ."),
    (
        "The estimated probability that something in the answer has no support in its contexts; its mean estimates a rate.",
        "Оценка вероятности, что в ответе есть что-то без опоры в прочитанном; её среднее оценивает долю таких ответов.",
    ),
    (
        "The share of a plain text's sentences that a local model of support gives less than an even chance.",
        "Доля предложений простого текста, которым местная модель опоры даёт меньше половины шансов.",
    ),
    (
        "Whether a judge, asked in both orders, finds that the answer agrees with a reference answer; 0 for a refusal.",
        "Считает ли судья, спрошенный в обоих порядках, что ответ согласуется с эталонным; при отказе 0.",
    ),
    (
        "The share of the claims that a judge, asked in both orders of the texts, finds backed by what was read.",
        "Доля утверждений, которые судья, спрошенный в обоих порядках, считает подтверждёнными прочитанным.",
    ),
    (
        "US dollars for all requests to the judge of the answer; answers that say the same are judged once, at the cost of one.",
        "Доллары США за все запросы к судье этого ответа; одинаковые ответы судят один раз и по цене одного.",
    ),
    (
        "The share of the questions asked more than once that were right one time and wrong another.",
        "Доля вопросов, заданных не один раз, на которые ответ был то верным, то неверным.",
    ),
    (
        "The mean F1 of the labels that are right somewhere, each counting alike however rare it is.",
        "Среднее F1 меток, которые где-нибудь верны; каждая метка весит одинаково, как бы редка ни была.",
    ),
    (
        "The share of pairs of repeats of one question that do not end alike.",
        "Доля пар повторов одного вопроса, которые кончились по-разному.",
    ),
    ("What the scorer '{name}' of this project says.", "Что говорит оценщик «{name}» этого проекта."),
)
_LIES = "({level:number} % interval {low:points} to {high:points}; {p:p})."
_LIES_RU = "(интервал {level}\u202f%: от {low} до {high}; {p})."

SENTENCES: tuple[tuple[str, str], ...] = (
    *_METRICS,
    (
        f"Over {{n:count}} questions the macro-F1 of {{b}} less that of {{a}} is {{d:points}} {_LIES}",
        f"По {{n}} {{n|вопросу|вопросам|вопросам}} macro-F1 у {{b}} минус macro-F1 у {{a}} — {{d}} {_LIES_RU}",
    ),
    (
        f"Over {{n:count}} questions in {{c:count}} clusters the macro-F1 of {{b}} less that of {{a}} is {{d:points}} {_LIES}",
        f"По {{n}} {{n|вопросу|вопросам|вопросам}} в {{c}} {{c|группе|группах|группах}} macro-F1 у {{b}} минус macro-F1 у {{a}} — {{d}} "
        f"{_LIES_RU}",
    ),
    (
        "paired bootstrap of macro-F1, {n:count} resamples of questions",
        "парный бутстреп macro-F1, {n} {n|перевыборка|перевыборки|перевыборок} вопросов",
    ),
    (
        "Left out, since what is measured here cannot answer them: {what:list}.",
        "Не учтено, поскольку измеряемое не может на это ответить: {what}.",
    ),
    (
        "{n:count} question{x:s} on what documents or a model know",
        "{n} {n|вопрос|вопроса|вопросов} о том, что есть в документах или известно модели",
    ),
    ("{n:count} input{x:s} of task '{task}'", "{n} {n|вход|входа|входов} задачи «{task}»"),
    ("{n:count} input{x:s} of tasks '{a}' and '{b}'", "{n} {n|вход|входа|входов} задач «{a}» и «{b}»"),
)
"""(English, Russian)."""
