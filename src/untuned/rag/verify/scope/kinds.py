"""Things of one kind, by words that everybody knows: what is said of winter is not said of summer, nor of oak what is said of pine."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from itertools import count

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import WORD, Thing, alike, names, opens_sentence, plain
from untuned.text.regex import regex

# One line a kind; `/` splits its things, which exclude each other; the words of a thing say the same, and stand for all their forms.
# A word behind `=` stands for itself alone.
_KINDS_TEXT = """
spring весна весенний / summer =лето =летом летний / autumn осень осенний / winter зима зимний
red красный / blue синий / green зелёный / yellow жёлтый / black чёрный / white белый / brown коричневый / grey gray серый / purple
gold золотой / silver серебряный / bronze бронзовый / platinum платиновый
oak дуб дубовый / pine сосна сосновый / teak тик / beech бук буковый / birch берёза / walnut орех / aluminium aluminum алюминий / steel \
сталь / plastic пластик / glass стекло / leather кожа / cotton хлопок / wool шерсть
paper макулатура / glass стекло / plastic пластик / battery батарейка / tyre шина / textile / garden
mercury меркурий / venus венера / mars марс / jupiter юпитер / saturn сатурн / uranus / neptune нептун
postgresql postgres / mysql / sqlite / mariadb / oracle / mongodb / redis
pdf / docx / xlsx / csv / png / jpeg jpg / svg / odt / pptx / epub
production prod прод продакшен / staging предпродакшен / sandbox песочница / test тестовый
dog собака / cat кошка =кот =кота / bird птица / rabbit кролик / parrot попугай / horse лошадь / hamster хомяк
beagle бигль / poodle пудель / dachshund такса / husky хаски / labrador лабрадор / bulldog бульдог / spaniel спаниель / овчарка / terrier
courier курьер / locker постамат / pickup самовывоз / express экспресс / почта
transfer перевод / debit / cash наличные / cheque / card карта / рассрочка
car легковой / truck lorry грузовик / motorcycle motorbike мотоцикл / bus автобус / van фургон
diesel дизельный / petrol gasoline бензиновый / electric электрический / hybrid гибридный
weekday будни / weekend выходной / holiday праздник
editor редактор / viewer наблюдатель / administrator admin администратор / moderator модератор / guest гость
french французский / german немецкий / spanish испанский / italian итальянский / chess шахматы / pottery
x-ray рентген / ultrasound узи / mri томография / blood кровь / cardiogram кардиограмма
opened открытый / unopened закрытый / frozen замороженный
potassium калий / sodium натрий / calcium кальций / magnesium магний / lithium литий
nitrate нитрат / chloride хлорид / sulfate sulphate сульфат / carbonate карбонат
каско / осаго
book книга / film movie фильм / magazine журнал / newspaper газета / game игра
student студент / pensioner пенсионер / family семья / schoolchild pupil школьник / veteran ветеран
studio студия / penthouse пентхаус / one-bedroom однокомнатный / two-bedroom двухкомнатный / three-bedroom трёхкомнатный
knee колено / hip бедро / shoulder плечо / cataract катаракта / hernia грыжа / appendicitis аппендицит
soup суп / risotto ризотто / salad салат / борщ / солянка / omelette омлет
"""
_HAS_LETTERS = regex(r"[^\W\d_]")
_YES_OR_NO = regex(
    r"(?i)\W*(?:can|could|may|must|should|shall|will|would|is|are|was|were|do|does|did|has|have|had|можно|есть|нужно)\b|.*\bли\b"
)
"""What is answered by yes or no: that something else holds may be the no."""


@cache
def _kinds() -> dict[str, tuple[tuple[int, int], ...]]:
    """Word or stem -> (kind, thing) that it stands for."""
    numbers = count()
    held: dict[str, list[tuple[int, int]]] = {}
    for kind, line in enumerate(_KINDS_TEXT.replace("\\\n", "").strip().splitlines()):
        for thing in line.split(" / "):
            number = next(numbers)
            for word in thing.split():
                for form in _forms(word):
                    held.setdefault(form, []).append((kind, number))
    return {form: tuple(things) for form, things in held.items()}


def _forms(word: str) -> tuple[str, ...]:
    """By what a word of a kind is known: itself behind `=`, otherwise its stem, in English with its plural."""
    if word.startswith("="):
        return (word,)
    own = plain(word)
    if not own.isascii():
        return (own,)
    return (own, own + "s", own + "es", own[:-1] + "ies" if own.endswith("y") else own)


def things(text: str) -> dict[tuple[int, int], str]:
    """(kind, thing) -> the first word that names it."""
    found: dict[tuple[int, int], str] = {}
    for word in WORD.findall(text):
        for part in {word, *word.split("-")}:
            for thing in (*_kinds().get(plain(part), ()), *_kinds().get("=" + part.lower(), ())):
                found.setdefault(thing, part)
    return found


def missing_of_kind(question: str, evidence: Evidence) -> list[Finding]:
    """Things of a kind that the question names, where the evidence names none of these, and another of their kind in their place."""
    asked = things(question)
    if not asked or _YES_OR_NO.match(question) is not None:
        return []
    parts = {key for thing in names(question) if len(thing.keys) > 1 for key in thing.keys}
    told = things(evidence.text)
    findings: list[Finding] = []
    for (kind, _), word in asked.items():
        mine = {number for its, number in asked if its == kind}
        others = [its for (which, number), its in told.items() if which == kind and number not in mine]
        if (
            others
            and not _is_name(word, others[0], question, parts=parts)
            and not any((kind, number) in told for number in mine)
            and not _carried(word, evidence)
        ):
            findings.append(Finding(Thing("name", word, (word,)), hard=True, instead=others[0]))
    return findings


def _is_name(word: str, other: str, question: str, *, parts: Set[str]) -> bool:
    """True when the word is a name, or a part of one: `Mr Brown` is of no colour, and `Cairn Express` no delivery."""
    lone = word[0].isupper() and not opens_sentence(question, question.find(word)) and other[0].islower()
    return lone or word.lower() in parts


def _carried(word: str, evidence: Evidence) -> bool:
    own = plain(word)
    return any(alike(own, its) for its in evidence.stems if _HAS_LETTERS.search(its))
