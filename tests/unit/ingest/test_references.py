"""References of a text, resolved against its own parts."""

import pytest

from ingesting import version_of as version_as_held
from timing import assert_grows_with_length
from untuned.ingest.load.markdown import load_markdown
from untuned.ingest.load.text import load_text
from untuned.ingest.references.elsewhere import Catalogue, look_up
from untuned.ingest.references.find import find
from untuned.ingest.references.outline import LONGEST, Outline

CONTRACT = """SUPPLY AGREEMENT

CONTENTS
1. Term ............ 2
2. Fees ............ 3
3. Returns ......... 4

1. TERM
1.1 It runs for a year, unless Section 3.2(b) applies.
1.2 Fees are set out in Schedule 1 and in Table 2.

2. FEES
2.1 The fee is due as Sections 1.1 and 3.1 say.
2.2 See Section 9.9, Section 7 of the Companies Act 2006 and Section 2.1 of the Framework Agreement.

3. RETURNS
3.1 Goods come back.
3.2 They come back: (a) clean; (b) within ten days; (c) whole.

Table 2. Rates
Small    5

SCHEDULE 1
1. A crate costs 7 euros.
2. See paragraph 1 of this Schedule and Section 2.1 of the Agreement.
"""


def version_of(text, path="a.txt", id=1):
    read = (load_markdown if path.endswith(".md") else load_text)(text.encode(), path)
    return version_as_held(read, path, id=id)


def resolved(text, path="a.txt"):
    """What each reference leads to, by its words."""
    found = {}
    for one in find(version_of(text, path), text):
        if one.status != "defines":
            target = None if one.target is None else text[one.target.start : one.target.end]
            found.setdefault(one.key, (one.status, target))
    return found


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("Section 3.2(b)", "(b) within ten days"),
        ("Schedule 1", "SCHEDULE 1\n1. A crate"),
        ("Table 2", "Table 2. Rates\nSmall    5"),
        ("Section 1.1", "1.1 It runs"),
        ("Section 3.1", "3.1 Goods come back."),
        ("Paragraph 1", "1. A crate costs"),
        ("Section 2.1", "2.1 The fee"),
    ],
)
def test_a_reference_leads_to_the_part_itself_and_not_to_the_table_of_contents(key, begins):
    status, target = resolved(CONTRACT)[key]
    assert status == "resolved"
    assert target.startswith(begins)


def test_a_missing_label_is_unresolved_and_a_law_is_no_reference():
    found = resolved(CONTRACT)
    assert found["Section 9.9"] == ("unresolved", None)
    assert "Section 7" not in found
    assert found["Section 2.1 @ Framework Agreement"] == ("open", None)


def test_a_label_that_two_parts_bear_is_ambiguous():
    text = "See Table 1.\n\nTable 1. Rates\nA    1\n\nTable 1. Prices\nB    2\n"
    assert resolved(text)["Table 1"] == ("ambiguous", None)


def test_a_list_inside_a_contract_does_not_take_its_sections_numbers():
    text = "1. TERM\nSee Section 2.\n\nSteps:\n1. Come.\n2. Go.\n\n2. FEES\nFive.\n\n3. END\nNo more.\n"
    status, target = resolved(text)["Section 2"]
    assert (status, target) == ("resolved", "2. FEES\nFive.")


def test_a_target_is_bounded():
    text = f"See Section 2.\n\n1. A\nx\n\n2. B\n{'word ' * 2000}\n"
    assert len(resolved(text)["Section 2"][1]) <= LONGEST


def test_a_link_leads_to_the_heading_that_its_anchor_names_in_any_alphabet():
    text = "# Правила\n\nСм. [возврат](#поздний-возврат) и [нет](#нет).\n\n## Поздний возврат\n\nДесять дней.\n\n## Прочее\n"
    found = resolved(text, "a.md")
    assert found["#поздний-возврат"] == ("resolved", "## Поздний возврат\n\nДесять дней.")
    assert found["#нет"] == ("unresolved", None)


def test_a_heading_may_be_named_in_quotation_marks():
    text = '# Guide\n\nAs the section "Limits" says.\n\n## Limits\n\nFive.\n'
    assert resolved(text, "a.md")["Limits"] == ("resolved", "## Limits\n\nFive.")


def test_the_numbers_of_a_list_in_markdown_are_no_chapters():
    text = "# Guide\n\nSee chapter 2 and Section 2.\n\n1. Stop.\n2. Copy.\n"
    found = catalogue_of({"a.md": text})
    assert found["Chapter 2"].status == found["Section 2"].status == "unresolved"


def test_a_term_leads_to_its_definition():
    text = '"Deposit" means 500 euros.\n\nThe Deposit is returned.\n'
    assert resolved(text)["Deposit"] == ("resolved", '"Deposit" means 500 euros.')


def test_a_reference_is_a_slice_of_its_text():
    assert all(0 <= one.start <= one.end <= len(CONTRACT) for one in find(version_of(CONTRACT), CONTRACT))


def catalogue_of(texts):
    versions = {id: version_of(text, path, id) for id, (path, text) in enumerate(texts.items(), start=1)}
    rows = {id: find(version, list(texts.values())[id - 1]) for id, version in versions.items()}
    codes, names = {}, {}
    for row in (one for found in rows.values() for one in found if one.status == "defines"):
        if row.kind == "code":
            codes.setdefault(row.key, []).append(row.target)
        else:
            names.setdefault(row.key, []).append(row.version)
    outlines = {id: Outline(list(texts.values())[id - 1], version.blocks) for id, version in versions.items()}
    held = Catalogue(codes=codes, names=names, openings={}, paths={one.path: id for id, one in versions.items()}, outline=outlines.get)
    return {one.key: look_up(one, catalogue=held) for found in rows.values() for one in found if one.status == "open"}


def test_what_another_document_defines_is_found_there():
    found = catalogue_of(
        {
            "docs/a.md": "# A\n\nSee [late](b.md#late-returns), E-1042 and Section 2.1 of the Supply Terms.\n",
            "docs/b.md": "# B\n\n## Late returns\n\nTen days.\n\nE-1042: blocked.\n",
            "docs/c.txt": "SUPPLY TERMS\n\n2. FEES\n2.1 Five euros.\n",
        }
    )
    assert {key: (one.status, one.target.version) for key, one in found.items()} == {
        "docs/b.md#late-returns": ("resolved", 2),
        "E-1042": ("resolved", 2),
        "Section 2.1 @ Supply Terms": ("resolved", 3),
    }


def test_a_code_that_two_documents_explain_is_ambiguous_and_one_that_none_does_is_just_a_word():
    found = catalogue_of({"a.txt": "On this see E-1042 or E-7777.\n", "b.txt": "E-1042: one.\n", "c.txt": "E-1042: two.\n"})
    assert {key: one.status for key, one in found.items()} == {"E-1042": "ambiguous", "E-7777": "elsewhere"}


def test_code_holds_no_links():
    listing = '# A\n\n```html\n<a href="/items/42">\n[b](b.md)\n```\n\n'
    text = f'{listing}Write `<a href="{{{{ url_for() }}}}">` or ``[c](c.md)``, see [`d`](d.md) and `e` [f](f.md) `g`.\n'
    assert [one.key for one in find(version_of(text, "a.md"), text) if one.kind == "link"] == ["d.md", "f.md"]


def test_a_link_out_of_the_project_leads_nowhere():
    found = catalogue_of({"a.md": "# A\n\n[x](../../etc/passwd) [y](missing.md)\n"})
    assert {one.status for one in found.values()} == {"unresolved"}


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "written",
    [
        lambda size: f"See Section 1,{' ' * 200 * size}x",
        lambda size: "см. раздел 1," + "\n" * 200 * size + "x",
        lambda size: "Section 1, " * 18 * size,
        lambda size: "раздел 1 и " * 18 * size,
        lambda size: "[a](" * 50 * size,
        lambda size: "1. Aa\n" * 17 * size + "See Section 1 here. " * 5 * size,
        lambda size: "Schedule 1\n\n" + "1. Aa\n" * 17 * size + "See paragraph 1 of Schedule 1 here. " * 3 * size,
        lambda size: "Read Section 1 of the Harbour Manual today. \n\n" * 4 * size,
        lambda size: "# A\n" + "## B\n" * 30 * size + "[x](#a) " * 5 * size,
    ],
    ids=range(9),
)
def test_the_references_of_a_text_cost_as_much_as_it_is_long(written, path):
    assert_grows_with_length(lambda held: find(*held), *((version_of(text, path), text) for text in (written(250), written(1_000))))


DIVIDED = """AGREEMENT

1. Fees are set out in Part B of Schedule 2, and credits in Part C of Schedule 2.
2. Marks are listed in Part A of Schedule 3 and in Schedule 2, Part A.

SCHEDULE 2
Part A - Hardware
A crate costs 7 euros.

PART B. Services
An hour costs 90 euros, as Part A says.

SCHEDULE 3
The mark is a heron.
"""


def test_a_part_of_an_attachment_leads_to_that_part_up_to_the_next_one():
    version = version_of(DIVIDED)
    found = {DIVIDED[one.start : one.end]: one for one in find(version, DIVIDED) if one.status != "defines"}
    told = {said: DIVIDED[one.target.start : one.target.end] if one.target else one.status for said, one in found.items()}
    assert told["Part B of Schedule 2"].startswith("PART B. Services\nAn hour")
    assert told["Part B of Schedule 2"].endswith("as Part A says.")
    assert told["Schedule 2, Part A"] == "Part A - Hardware\nA crate costs 7 euros."
    assert told["Part C of Schedule 2"] == "unresolved"
    assert told["Part A of Schedule 3"] == "SCHEDULE 3\nThe mark is a heron."  # it names no parts: all of it comes along


def test_a_part_that_two_headings_bear_is_ambiguous():
    text = DIVIDED.replace("PART B. Services", "Part A - Services")
    found = {text[one.start : one.end]: one.status for one in find(version_of(text), text)}
    assert found["Schedule 2, Part A"] == "ambiguous"


@pytest.mark.parametrize(
    "text", ["Spare Parts 5", "21 C.F.R. Part 56", "Part 1 of the Pensions Act 2008", "часть 2 статьи", "Step 2", "Rule 4"]
)
def test_a_part_a_step_or_a_rule_that_the_text_does_not_have_is_no_reference(text):
    assert resolved(f"We follow {text} here.\n") == {}


MANUAL = """# Manual

## Setting up

Step 1. Fill the tank.

Step 2. Switch it on. If it is dark, go back to step 1.

## Cleaning

Repeat steps 1 and 2 after it. Part 2 tells the rest, and Fig. 1 shows it. The preceding section comes first, the next section later.

Figure 1. The tank

## Part 2. Storing

Keep it dry.
"""


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("Step 1", "Step 1. Fill"),
        ("Step 2", "Step 2. Switch"),
        ("Part 2", "## Part 2. Storing"),
        ("Figure 1", "Figure 1. The tank"),
        ("preceding section", "## Setting up"),
        ("next section", "## Part 2. Storing"),
    ],
)
def test_steps_parts_figures_and_neighbours_lead_to_what_is_there(key, begins):
    status, target = resolved(MANUAL, "manual.md")[key]
    assert status == "resolved"
    assert target.startswith(begins)


LAW = """§ 1 Scope

(1) This governs fees.

(2) Boats are governed by § 3 alone.

§ 2 Fees

(1) The fee is 20 euros.

(2) The fee of paragraph 1 is halved. § 3(2) holds alike, and boats of § 1(2) pay nothing.

§ 3 Boats

(1) They pay nothing.

(2) Ships pay.
"""


@pytest.mark.parametrize(
    ("key", "begins"), [("Paragraph 1", "(1) The fee"), ("§3(2)", "(2) Ships"), ("§1(2)", "(2) Boats"), ("§3", "§ 3 Boats")]
)
def test_a_paragraph_by_its_number_alone_is_the_own_sections(key, begins):
    status, target = resolved(LAW)[key]
    assert status == "resolved"
    assert target.startswith(begins)


def test_a_part_of_an_article_in_russian_is_found_there_and_in_the_own_article():
    first = "Статья 1. Сбор\n\n1. Сбор равен 300.\n\n2. Сбор части 1 настоящей статьи делится, см. ч. 1 ст. 2.\n\n"
    text = f"{first}Статья 2. Суда\n\n1. Суда не платят.\n"
    found = resolved(text)
    assert found["часть 1"] == ("resolved", "1. Сбор равен 300.")
    assert found["часть 1 of статья 2"] == ("resolved", "1. Суда не платят.")


@pytest.mark.parametrize(
    ("article", "said", "parts"),
    [
        ("Article", "As said in paragraph 2, it counts", ("Interest is five percent.", "Delivery takes nine weeks.")),
        ("Статья", "Как сказано в пункте 2, это верно", ("Пеня составляет пять процентов.", "Доставка занимает девять недель.")),
    ],
)
def test_the_same_number_in_two_articles_leads_to_each_ones_own_part(article, said, parts):
    sections = (f"## {article} {nth}. Of it\n\n1. All.\n\n2. {part}\n\n3. {said}.\n" for nth, part in enumerate(parts, 1))
    text = "# Contract\n\n" + "\n".join(sections)
    found = [one for one in find(version_of(text, "a.md"), text) if one.kind == "part" and one.status != "defines"]
    assert [text[one.target.start : one.target.end] for one in found] == [f"2. {part}" for part in parts]


STANDARD = """# Bags

## 2 Terms

### 2.1 bag
container of paper

## 5 Tests

### 5.1 Drop
A bag (2.1) is dropped, see 5.2. The paper weighs 5.2 g, by equation (5.1).

### 5.2 Moisture
It is dry. The limits are in Table A.1.

Table A.1. Limits
wheat    14
"""


def test_a_number_alone_leads_to_its_part_where_words_point_at_it_or_its_heading_says_the_word():
    found = [
        (one.key, STANDARD[one.start - 5 : one.start]) for one in find(version_of(STANDARD, "a.md"), STANDARD) if one.status == "resolved"
    ]
    assert found == [("2.1", "bag ("), ("5.2", " see "), ("Table A.1", "e in ")]


def test_another_document_is_known_by_its_name_in_any_form_and_before_or_after_the_part():
    found = catalogue_of(
        {
            "dogovor.txt": "Договор поставки\n\n3.1. Оплата за 15 дней.\n",
            "policy.txt": "Travel policy\n\n2.1 Trains only.\n",
            "master.txt": "Master Services Agreement\n\n4.2 The fee is 5.\n",
            "other.txt": "Приложение\n\nСрок п. 3.1 Договора поставки больше. As the Travel Policy, Section 2.1 says. "
            "Section 4.2 of the Master Agreement holds.\n",
        }
    )
    assert [one.status for one in found.values()] == ["resolved", "resolved", "resolved"]


def test_the_own_contract_is_known_before_a_verb():
    text = "Договор поставки\n\n3.1. Оплата за 15 дней.\n\n4.1. За просрочку по пункту 3.1 Договора начисляется пеня.\n"
    assert resolved(text)["пункт 3.1"] == ("resolved", "3.1. Оплата за 15 дней.")


def test_a_list_below_a_heading_with_a_letter_is_a_part_of_it():
    text = "# Политика\n\n## Б. Расходы\n\nКак в п. 2 раздела В.\n\n## В. Согласие\n\n1. Решает глава.\n2. Решает совет.\n"
    assert resolved(text, "a.md")["пункт 2 of раздел B"] == ("resolved", "2. Решает совет.")


def test_letters_make_a_range():
    text = "# Policy\n\n## A. One\n\nx\n\n## B. Two\n\ny\n\n## C. Three\n\nSections A to C apply.\n"
    assert [key for key, (status, _) in resolved(text, "a.md").items() if status == "resolved"] == ["Section A", "Section B", "Section C"]


def test_a_section_written_as_a_lists_item_is_one_where_it_has_parts():
    text = "# Contract\n\n1. FEES\n\n1.1. Five.\n\n2. TERM\n\n2.1. See Section 1.\n"
    assert resolved(text, "a.md")["Section 1"][0] == "resolved"


def test_a_step_is_found_in_the_only_list_of_its_section():
    text = "# Guide\n\n## First\n\n1. Fold.\n2. Press, or repeat step 1.\n\n## Second\n\n1. Wait.\n"
    assert resolved(text, "a.md")["Step 1"] == ("resolved", "1. Fold.")


BYLAWS = """BYLAWS OF THE CLUB

ARTICLE I - MEMBERS

Section 1. Adults may join.

Section 2. Members pay the dues set under Article II, Section 2.

ARTICLE II - MONEY

Section 1. The year begins in April, except under Art. I, § 1.

Section 2. Dues are fixed by vote, as Section 1 of this Article says.

ARTICLE III - MEETINGS

Section 3. Voting follows Article II, Section 9 and Article II.
"""


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Section 2", "Section 2. Dues are fixed"),
        ("§ 1", "Section 1. Adults"),
        ("Section 1 of", "Section 1. The year"),
    ],
)
def test_sections_that_each_article_numbers_anew_are_found_in_the_article_that_is_named(words, begins):
    found = [one for one in find(version_of(BYLAWS), BYLAWS) if one.target is not None and BYLAWS[one.start :].startswith(words)]
    assert [BYLAWS[one.target.start :][: len(begins)] for one in found] == [begins]


def test_an_article_holds_its_sections():
    assert "Section 2. Dues" in resolved(BYLAWS)["Article 2"][1]


def test_a_section_that_the_article_before_it_does_not_have_is_looked_for_alone():
    listed = BYLAWS.replace("Section 9", "Section 3")
    assert resolved(listed)["Section 3"][1].startswith("Section 3. Voting")


def test_an_abbreviated_part_behind_an_article_is_a_part_of_it():
    text = "# Правила\n\n## Статья 1. Перевод\n\n1. Подают заявление.\n\n2. Ждут.\n\n## Статья 2. Связь\n\n1. Платят по ст. 1 ч. 1.\n"
    assert resolved(text, "a.md")["часть 1 of статья 1"][1] == "1. Подают заявление."


@pytest.mark.parametrize("cue", ["Subject to", "Notwithstanding", "As provided for in"])
def test_words_of_contracts_point_at_a_bare_number(cue):
    text = f"1. TERM\n1.1 It runs a year.\n1.2 {cue} 1.1, it ends in May.\n"
    assert resolved(text)["1.1"] == ("resolved", "1.1 It runs a year.")


def test_a_part_behind_a_word_that_points_is_no_label_though_it_ends_its_line():
    text = "# Насос\n\n## 1 Пуск\n\nПри ошибке см. п. 2.1.\n\n## 2 Ошибки\n\n### 2.1 Коды\n\nКод 5 значит, что нет воды.\n"
    assert resolved(text, "a.md")["пункт 2.1"][1].startswith("### 2.1 Коды")


def test_roman_items_stand_below_the_letter_before_them():
    listed = "7.3 Nobody pays for:\n(a) in contract:\n(i) lost profit; or\n(ii) lost data (x) at sea; or\n(b) fines.\n"
    text = f"{listed}7.4 See Clause 7.3(a)(ii), Clause 7.3(a)(i) and Clause 7.3(a).\n"
    found = resolved(text)
    assert found["Clause 7.3(a)(ii)"][1] == "(ii) lost data (x) at sea; or"
    assert found["Clause 7.3(a)(i)"][1] == "(i) lost profit; or"
    assert found["Clause 7.3(a)"][1] == "(a) in contract:\n(i) lost profit; or\n(ii) lost data (x) at sea; or"


def test_a_clause_of_another_section_is_named_beside_a_section():
    fees = "2. Fees\n\n2.1 Fees are due.\n\n2.2 Late fees grow.\n"
    found = resolved(f"{fees}\n4. Fines\n\n4.1 See Section 4, paragraph 2.1.\n\n4.2 См. раздел 4, пункты 2.1–2.2.\n")
    assert found["Paragraph 2.1"] == ("resolved", "2.1 Fees are due.")
    assert found["пункт 2.2"] == ("resolved", "2.2 Late fees grow.")


def test_an_amount_behind_a_clause_is_no_clause():
    text = "2. Fees\n\n2.1 Fees are due.\n\n4. Fines\n\n4.2 Under clause 2.1, 4.2 euros are due, by п. 2.1, 4.2 руб.\n"
    assert set(resolved(text)) == {"Clause 2.1", "пункт 2.1"}


@pytest.mark.parametrize(
    "clause", ["~~We pay for storms.~~", "`sync` reads the folder.", "«тихо» значит без музыки.", "**the tenant** pays."]
)
def test_a_clause_may_begin_with_marks(clause):
    text = f"# Rules\n\n## 4. Cover\n\n4.1 See Section 4.2.\n\n4.2 {clause}\n"
    assert resolved(text, "a.md")["Section 4.2"] == ("resolved", f"4.2 {clause}")


CHARTER = """УСТАВ ОБЩЕСТВА

I. ОБЩЕЕ

1. Общество создано навсегда. Органы названы в разделе III Устава.

2. Взнос устанавливается в порядке п. 4 Устава и статьи 3 Устава ООО «Юг».

II. ЧЛЕНЫ

3. Членом может стать сосед.

III. ОРГАНЫ

4. Собрание созывается в мае.

5. Совет избирается на год по правилам раздела III.
"""


def test_roman_parts_are_told_from_arabic_ones_of_the_same_number():
    assert resolved(CHARTER)["раздел 3"] == ("resolved", "III. ОРГАНЫ\n\n" + CHARTER.split("III. ОРГАНЫ\n\n")[1].rstrip())


def test_an_act_that_is_called_by_its_kind_alone_is_the_text_itself_where_it_is_one():
    assert resolved(CHARTER)["пункт 4"] == ("resolved", "4. Собрание созывается в мае.")
    assert "статья 3" not in resolved(CHARTER)
    assert "пункт 4" not in resolved(CHARTER.replace("УСТАВ ОБЩЕСТВА", "ДОГОВОР"))


def test_a_chapter_reaches_over_its_sections_that_count_on():
    text = "CHAPTER I. A\n\nSection 1. Long.\n\nSection 2. See Chapter II.\n\nCHAPTER II. PAY\n\nSection 3. Due.\n\nSection 4. Paid.\n"
    assert resolved(text)["Chapter 2"] == ("resolved", "CHAPTER II. PAY\n\nSection 3. Due.\n\nSection 4. Paid.")


def test_a_list_that_is_counted_anew_later_is_no_table_of_contents():
    text = "# A\n\n1. Open.\n2. Drain.\n3. Else repeat step 2.\n\n# B\n\n1. Take.\n2. Pull.\n3. Clean.\n"
    assert resolved(text, "a.md")["Step 2"] == ("resolved", "2. Drain.")


def test_a_step_of_a_chapter_is_looked_for_there():
    text = "## Chapter 1. A\n\n1. Open.\n2. Drain.\n\n## Chapter 2. B\n\n1. Do step 2 of Chapter 1.\n2. Pull.\n"
    assert resolved(text, "a.md")["Step 2 of Chapter 1"] == ("resolved", "2. Drain.")


def test_the_items_in_one_bracket_are_a_list_inside_of_what_is_numbered_otherwise():
    text = "Раздел I. Приём\n\n1. Начало.\n\n2. Конец.\n\n3. Указывают:\n\n1) имя;\n\n2) адрес.\n\n4. Ответ, см. подпункт 2 пункта 3.\n"
    assert resolved(text)["пункт 2 of пункт 3"] == ("resolved", "2) адрес.")


def test_a_paragraph_of_a_part_is_counted_in_it():
    text = "4. Решает он.\n\n5. Размер мал.\nДля мастера он больше.\n\n6. Предел абзаца второго пункта 5 и абзаца пятого пункта 4 снят.\n"
    found = [one for one in find(version_of(text), text) if one.kind == "part"]
    assert [text[one.target.start : one.target.end] for one in found] == ["Для мастера он больше.", "4. Решает он."]


def test_a_figure_is_its_caption_and_the_picture_below():
    text = (
        "See Figure 1 and Figure 2.\n\nFigure 1. Points.\n\nMuch is said of something else.\n\nFigure 2. Night.\n\n![n](n.png)\n\nMore.\n"
    )
    assert resolved(text, "a.md")["Figure 1"] == ("resolved", "Figure 1. Points.")
    assert resolved(text, "a.md")["Figure 2"] == ("resolved", "Figure 2. Night.\n\n![n](n.png)")


def test_a_clause_that_is_put_in_is_no_neighbour():
    assert resolved("1. One.\n\n2. The parties agree to add the following clause at the end.\n\n3. Three.\n") == {}


def test_the_letter_behind_h_is_no_roman_number():
    text = "I. Facts\n\nA. One.\n\n" + "\n\n".join(f"{letter}. Item." for letter in "BCDEFGHIJ") + "\n\nSee Section I.\n"
    assert resolved(text)["Section 1"][1].startswith("I. Facts")


def test_the_last_of_notes_is_one_paragraph_as_the_others_are():
    text = "See Note 2.\n\nNote 1: Short.\n\nNote 2: Shorter.\n\nMuch else follows.\n"
    assert resolved(text)["Note 2"] == ("resolved", "Note 2: Shorter.")


def test_clauses_have_neighbours_too():
    text = (
        "1. One.\n\n2. As the preceding clause says.\n\n3. Save as the following clauses say.\n\n4. Кроме указанного в предыдущем пункте.\n"
    )
    assert resolved(text) == {
        "preceding clause": ("resolved", "1. One."),
        "предыдущем пункте": ("resolved", "3. Save as the following clauses say."),
    }


def test_parts_that_a_text_names_in_its_own_way_are_found():
    text = "Item 1. Fees\nThey rise, see item 2.\n\nItem 2. Water\nItem 9 and item 1 of the Companies Act stay.\n"
    assert resolved(text) == {"item 2": ("resolved", "Item 2. Water\nItem 9 and item 1 of the Companies Act stay.")}


def test_questions_are_found_by_their_numbers():
    text = "1. Who may come?\nAll.\n\n2. What does it cost?\nSee question 1.\n"
    assert resolved(text) == {"question 1": ("resolved", "1. Who may come?\nAll.")}
    assert resolved(text.replace("cost?", "cost.")) == {}


def test_letters_of_roman_parts_are_found_in_them():
    text = "I. Facts\n\nSee Part II.B.\n\nII. Law\n\nA. Owner\n\nThe heirs.\n\nB. Duty\n\nThey pay.\n\nIII. Advice\n\nAs Part I says.\n"
    assert resolved(text)["Part 2.B"] == ("resolved", "B. Duty\n\nThey pay.")
    assert resolved(text)["Part 1"] == ("resolved", "I. Facts\n\nSee Part II.B.")


def test_a_rule_of_several_steps_is_a_clause_where_no_rule_is_named():
    text = "2. Noise\n2.1 Quiet is kept.\n2.2 Drills are not.\n\n3. Waste\n3.1 Rules 2.1 and 2.2 hold.\n"
    assert resolved(text)["Rule 2.1"] == ("resolved", "2.1 Quiet is kept.")


def test_a_code_right_below_its_line_is_a_reference():
    text = "**FR-101** The machine sells.\n\n**FR-102** It gives change under FR-101.\n"
    assert [one.key for one in find(version_of(text, "a.md"), text) if one.kind == "code" and one.status == "open"] == ["FR-101"]
