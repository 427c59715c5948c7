"""Expressions that name parts of documents, what they are called, and whose they are."""

import pytest

from timing import cpu_seconds
from untuned.text.references.bare import neighbours
from untuned.text.references.foreign import owned
from untuned.text.references.labels import each_label, items
from untuned.text.references.leaned import hands_over, references
from untuned.text.references.marks import codes, defined_terms, explained_codes, links, slug, uses_of
from untuned.text.references.mentions import mentions
from untuned.text.references.notes import equations, footnotes
from untuned.text.references.nouns import path_of
from untuned.text.references.series import members, stem, uses


def named(text):
    return [part.name for mention in mentions(text) for part in mention.parts]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("as defined in Section 4.2(b) and (c)", ["Section 4.2(b)", "Section 4.2(c)"]),
        ("Sections 4 to 6", ["Section 4", "Section 5", "Section 6"]),
        ("Sections 4.1-4.3", ["Section 4.1", "Section 4.2", "Section 4.3"]),
        ("§§ 4.1, 4.3 and 6.2", ["§4.1", "§4.3", "§6.2"]),
        ("paragraph (b) of Section 4.2", ["Section 4.2(b)"]),
        ("Section 6.2, item (b)", ["Section 6.2(b)"]),
        ("Sections 3.01(a) through (c)", ["Section 3.01(a)", "Section 3.01(b)", "Section 3.01(c)"]),
        ("Exhibits A and B hereto", ["Exhibit A", "Exhibit B"]),
        ("ARTICLE IV", ["Article 4"]),
        ("пп. 4.1, 4.3 и 5", ["пункт 4.1", "пункт 4.3", "пункт 5"]),
        ("разделах с 3 по 5", ["раздел 3", "раздел 4", "раздел 5"]),
        ("разделам 3-5", ["раздел 3", "раздел 4", "раздел 5"]),
        ("подпункте «б» пункта 7.2", ["пункт 7.2(б)"]),
        ("согласно Приложению № 1", ["Приложение 1"]),
        ("Приложение N 2", ["Приложение 2"]),
        ("the data of Table 2-1.", ["Table 2.1"]),
    ],
)
def test_lists_ranges_and_items_are_taken_apart(text, names):
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Section 7 of the Companies Act 2006", "law"),
        ("Article 46 GDPR", "law"),
        ("Section 4.2 of ISO 9001", "law"),
        ("п. 2 ст. 310 Гражданского кодекса", "law"),
        ("пункту 4 Постановления Правительства № 354", "law"),
        ("Section 2.1 of the Master Framework Agreement", "named"),
        ("п. 3 Договора поручительства № 17", "named"),
        ("Section 9 thereof", "other"),
        ("Section 3 of this Agreement", "own"),
        ("п. 4.2 настоящего Договора", "own"),
        ("Clause 4.2 above", "own"),
        ("болты по ГОСТ 7798-70, п. 4.1", "law"),
        ("as EN 953, clause 5 wants", "law"),
        ("Приказ от 01.02.2024 № 12, п. 3", "law"),
        ("It meets ISO 9001. Section 4 says how", "own"),
    ],
)
def test_whose_part_it_is_is_told_by_the_words_around_it(text, owner):
    assert next(mentions(text)).owner.owner == owner


@pytest.mark.parametrize(
    "text", ["this Section", "42 U.S.C. § 552", "Section 9-102 of the UCC", "Section 5 days later", "Supply | Section 6 | page 6 of 12\n"]
)
def test_what_names_no_part_is_no_mention(text):
    assert named(f"{text}\n") == []


def test_a_part_of_a_part_is_known_by_both():
    found = next(mentions("paragraph 2 of Schedule 1"))
    assert (found.parts[0].path, found.within.kind, found.within.path) == (("2",), "schedule", ("1",))


def test_a_mention_is_a_slice_of_its_text():
    text = "Unless Sections 4.1, 4.3 and 5 say otherwise."
    found = next(mentions(text))
    assert text[found.start : found.end] == "Sections 4.1, 4.3 and 5"


def test_numerals_and_letters_that_look_alike_are_one():
    assert path_of("IV") == path_of("4") == ("4",)
    assert path_of("А") == path_of("A")  # the first is Cyrillic
    assert path_of("№ 2") == ("2",)


def test_an_anchor_is_made_as_github_makes_it():
    assert slug("Поздний возврат") == "поздний-возврат"
    assert slug("2. What's new?") == "2-whats-new"


def test_places_that_a_template_fills_in_are_no_links():
    text = """<a href="{{ user.url }}">u</a> [s](${base}/a.md) [p]({%link%}) <a href="<%=x%>"> [n]: {{/x}}
[q][n] [r]({{<ref>}}) [kept](a.md) <a href="b{1}.html">"""
    assert [mark.value for mark in links(text)] == ["b{1}.html", "a.md"]


def test_links_to_the_web_are_left_out_and_links_by_name_are_found():
    text = "[a](b.md#c) [web](https://example.com) [d][e] ![i](p.png)\n\n[e]: f.md\n"
    assert [mark.value for mark in links(text)] == ["b.md#c", "f.md"]


def test_a_code_is_explained_where_a_line_begins_with_it():
    text = "See E-1042.\n\n- **E-1042**: the belt is blocked.\n| KX31 | ok |\n"
    assert [mark.value for mark in explained_codes(text)] == ["E-1042"]
    assert [mark.value for mark in codes(text)] == ["E-1042", "E-1042"]


def test_terms_are_found_where_they_are_defined_and_in_any_case_where_they_are_used():
    text = '«Страховой резерв» означает сумму. Размер Страхового резерва равен ей.\n"Deposit" means money. Deposits stay.'
    assert [mark.value for mark in defined_terms(text)] == ["Страховой резерв", "Deposit"]
    used = {text[mark.start : mark.end] for mark in uses_of(["Страховой резерв", "Deposit"], text)}
    assert used == {"Страховой резерв", "Страхового резерва", "Deposit", "Deposits"}


HOSTILE = (
    *(" ", "\n", "\xa0", "\n \n", ",", ", ", "1", "1.", "1,", "1, ", "(", "(a)", "(a), ", "[", "[a](", "`", "«", "#", "the ", "A "),
    *("Section ", "Section 1, ", "section", "Section 1 [a](", "under Section 1 of the ", "раздел ", "раздел 1, ", "пункт", "договора "),
)


LOOKS = (
    lambda text, _: list(mentions(text)),
    lambda text, _: [*each_label(text), *items(text)],
    lambda text, _: references(text),
    lambda text, begin: [hands_over(text, len(text)), owned(text, 4, len(begin))],
)


@pytest.mark.parametrize("begin", ["See Section 1,", "см. раздел 1,", "Sections 1 to", "1."])
@pytest.mark.parametrize("unit", HOSTILE)
def test_no_text_takes_long_to_look_through(begin, unit):
    """2 s for 200,000 characters; where the machine is too busy for that, no more than what four times the text may cost."""

    def text_of(length):
        return f"{begin}{unit * (length // len(unit))}x Section 2"

    for look in LOOKS:
        spent = cpu_seconds(look, text_of(200_000), begin)
        assert spent < 2 or spent < 8 * cpu_seconds(look, text_of(50_000), begin)


def test_a_list_goes_on_over_a_line_and_not_over_a_page_of_blanks():
    assert named("Sections 4,\n   5 and\n6") == ["Section 4", "Section 5", "Section 6"]
    assert named(f"Sections 4,{' ' * 100}5") == ["Section 4"]


@pytest.mark.parametrize(
    ("text", "said", "names", "within"),
    [
        ("as set out in Part B of Schedule 2.", "Part B of Schedule 2", ["Part B"], "Schedule 2"),
        ("see Schedule 2, Part B.", "Schedule 2, Part B", ["Part B"], "Schedule 2"),
        ("Parts A and B of the Exhibit A apply", "Parts A and B of the Exhibit A", ["Part A", "Part B"], "Exhibit A"),
        ("Parts 1 to 3 of Schedule 4", "Parts 1 to 3 of Schedule 4", ["Part 1", "Part 2", "Part 3"], "Schedule 4"),
        ("согласно части 2 Приложения № 1", "части 2 Приложения № 1", ["часть 2"], "Приложение 1"),
        ("в Приложении 1 (часть II)", "Приложении 1 (часть II", ["часть 2"], "Приложение 1"),
        ("paragraph 3 of Part B of Schedule 2", "paragraph 3 of Part B of Schedule 2", ["Paragraph 3"], "Schedule 2"),
    ],
)
def test_a_part_of_an_attachment_is_named_with_it(text, said, names, within):
    (mention,) = mentions(text)
    assert (text[mention.start : mention.end], [part.name for part in mention.parts], mention.within.name) == (said, names, within)


@pytest.mark.parametrize("text", ["Party B", "partly 5", "stepwise 2"])
def test_a_word_that_only_begins_like_a_part_is_no_mention(text):
    assert list(mentions(text)) == []


def test_a_part_of_an_attachment_to_a_law_is_the_laws():
    (mention,) = mentions("Part IV of Schedule 1 to the Companies Act 2006")
    assert mention.owner.owner == "law"


@pytest.mark.parametrize("number", ["5-3", "7-7"])
def test_a_number_with_a_hyphen_that_counts_down_is_no_range(number):
    assert len(named(f"Exhibits {number} and Articles {number}")) == 2


@pytest.mark.parametrize("text", ["Действуют правила глав 3 и 4 закона.", "См. правила следующих глав и статей."])
def test_a_name_that_needs_a_space_behind_it_is_read_to_its_end(text):
    assert [part.noun for one in mentions(text) for part in one.parts] in ([], ["глава", "глава"])
    assert len(list(neighbours(text))) == ("следующих" in text)


_NAMES = (
    "subsection sections sec. secs. article arts. art. sub-clause cl. paragraphs para paras para. § appendix app. annexure schedule sched. "
    "exhibit exh. attachment chapters chap. table tab. figure fig. figs. step rules regulation раздел подразделом разд. статье ст. пункт "
    "п. подп. приложения прил. главе гл. таблица табл. рисунке рис. шаг правило части ч."
)


@pytest.mark.parametrize("noun", _NAMES.split())
@pytest.mark.parametrize("before", ["as told in ", "İki: "])
def test_every_name_of_a_part_is_looked_for(noun, before):
    (found,) = mentions(f"{before}{noun} 4, and so on")
    assert found.parts[0].path == ("4",)


def test_a_capital_is_no_hindrance_in_a_text_that_has_no_small_letters_of_its_length():
    assert named("İki. See Section 4 and Table 2.") == ["Section 4", "Table 2"]


@pytest.mark.parametrize("opening", ["", "\n", "Fees. ", "Fees;\xa0", "a  ", "a\t\t", "\n- ", "\n \t"])
def test_a_label_begins_a_text_a_line_a_sentence_or_what_stands_behind_some_blanks(opening):
    (found,) = each_label(f"{opening}4.2 Fees")
    assert (found.number, found.end) == (("4", "2"), len(opening) + 3)
    assert not f"{opening}4.2"[found.start : found.end - 3].strip(" \t\n\xa0-")


def test_a_number_inside_of_a_sentence_is_no_label():
    assert list(each_label("it costs 4.2 Fees, or\ttwo 5.1 Fees")) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("подпунктов «б» и «г» пункта 2", ["пункт 2(б)", "пункт 2(г)"]),
        ("paragraphs (a), (b) and (d) of Section 4.2", ["Section 4.2(a)", "Section 4.2(b)", "Section 4.2(d)"]),
        ("описана в параграфе 1.2", ["параграф 1.2"]),
    ],
)
def test_several_items_may_stand_before_what_holds_them(text, names):
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("установлен абзацем вторым пункта 5", 2),
        ("установлен третьим абзацем пункта 5", 3),
        ("under the first subparagraph of Article 6", 1),
        ("согласно пункту 5", 0),
    ],
)
def test_one_paragraph_of_a_part_may_be_meant(text, paragraph):
    assert [mention.paragraph for mention in mentions(text)] == [paragraph]


def test_a_month_is_no_document():
    assert owned("see Section 4 in June", 4, 13).owner == "own"


@pytest.mark.parametrize(
    "text",
    [
        '(hereinafter referred to as an "Outage")',
        '(hereafter, the "Outage")',
        "(в дальнейшем именуется «Outage»)",
        "(именуемый в дальнейшем «Outage»)",
        "(далее по тексту — «Outage»)",
    ],
)
def test_a_term_may_be_called_so_hereinafter(text):
    assert [one.value for one in defined_terms(text)] == ["Outage"]


def test_a_russian_term_may_stand_without_marks():
    assert [one.value for one in defined_terms("Правила хранения (далее — Правила) обязательны (далее — всё просто).")] == ["Правила"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("**FR-101** The machine sells tickets.", ["FR-101"]),
        ("FR-103 is checked in a chamber.", []),
        ("E-1042 is raised when the drum is worn.", ["E-1042"]),
        ("## ERR_QUOTA\n\nThe account is used up.", ["ERR_QUOTA"]),
        ("MAX_RETRIES: how often", []),
    ],
)
def test_a_code_is_explained_by_what_stands_behind_it(text, values):
    assert [one.value for one in explained_codes(text)] == values


def test_the_parts_of_a_series_are_counted_from_one():
    text = "Item 1. Fees\nThey rise.\n\nItem 2. Other\nNone.\n\nLevel 4. High\n\nPage 1.\nPage 2.\n"
    assert [(one.name, one.number) for one in members(text)] == [("item", 1), ("item", 2)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("to items 2 and 4 in June", [(2, 4)]),
        ("the items 2023", []),
        ("ITEM 3", [(3,)]),
        ("items of 3 people", []),
        ("item 5 days", []),
    ],
)
def test_the_parts_of_a_series_are_named_in_any_form(text, numbers):
    assert [one.numbers for one in uses({"item"}, text)] == numbers


def test_an_inflected_name_is_of_its_series():
    assert [one.numbers for one in uses({stem("Вопрос")}, "к вопросам 2 и 4, по вопросу № 1")] == [(2, 4), (1,)]


@pytest.mark.parametrize("words", ["Eq. (1)", "equation 1", "формуле (1)"])
def test_an_equation_is_found_by_the_number_at_its_lines_end(words):
    text = f"As {words} says.\n\n    L = 10 n        (1)\n\nThe list is long  (1)\n"
    assert [text[slice(*one.targets[0])].strip() for one in equations(text)] == ["L = 10 n        (1)"]


def test_a_footnote_is_found_by_its_name():
    text = "Opened late[^1] and closed[^no].\n\n[^1]: By the county.\n\n[^2]: Unused.\n"
    assert [(one.name, text[slice(*one.targets[0])]) for one in footnotes(text)] == [("[^1]", "[^1]: By the county.")]
