"""The page as HTML: everything is there, nothing breaks out of it, nothing is loaded from anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import html

from advising import dossier
from paging import HOSTILE, advice, climb, climb_page, figure, page, report
from untuned.cli.climb_lines import climb_lines
from untuned.evaluation.advice.advise import advise
from untuned.evaluation.page.named import LANGUAGES
from untuned.evaluation.page.render import render
from untuned.evaluation.page.vocabulary import WORDS
from untuned.evaluation.page.words import Words
from untuned.text.languages import KNOWN
from untuned.text.own_pages import origin_of
from untuned.types.pages import Page


def tree(text):
    return html.document_fromstring(text)


def words_of(text):
    return " ".join(tree(text).xpath("string(//body)").split())


@pytest.fixture(params=["en", "ru"])
def language(request):
    return request.param


def whole():
    return replace(page(4, 40), climb=climb(), advice=advice())


def test_a_page_holds_every_variant_verdict_answer_and_question():
    found = page(4, 40)
    said = words_of(render(found))
    for column in found.report.columns:
        assert column.name in said
    for verdict in ("worse", "better", "equivalent"):
        assert verdict in said
    assert "98.33 % interval" in said
    assert "about 1,200 more questions would decide it" in words_of(render(page(5, 40)))
    assert all(row.text.split("?")[0] in said for row in found.grid)


def test_a_quote_is_marked_inside_its_passage():
    (first, *_) = tree(render(page())).xpath("//blockquote")
    assert first.xpath("string(.//mark)") == "Return within 30 days of delivery"
    assert first.xpath("string(./p)") == "Our policy. Return within 30 days of delivery of the goods."
    assert first.xpath("string(./cite)") == "docs/policy.md:14"


def test_what_is_not_verified_is_never_shown_as_verified():
    sides = tree(render(page(3))).xpath("(//div[@class='beside'])[1]/article")
    states = [side.xpath("string(.//p[starts-with(@class, 'state')])") for side in sides]
    assert states == ["every claim quoted and checked", "", "not verified"]
    assert len(sides[2].xpath(".//mark[@class='loose']")) == 1


def test_no_text_breaks_out_of_the_page(language):
    made = tree(render(whole(), language=language))
    assert len(made.xpath("//script")) == 1
    assert made.xpath("//img | //iframe | //object | //link[@href != 'data:,'] | //*[@onerror]") == []
    assert HOSTILE.split("<script>")[1].split("</script>")[0] in made.xpath("string(//main)")


def test_a_page_loads_nothing(language):
    text = render(whole(), language=language)
    # The one address is inside an escaped text, and the name space of SVG is none.
    assert re.findall(r"""(?:src|href|action|data)=["']?(?!#|data:)[^"'> ]+""", re.sub("&#39;.*?&#39;", "", text)) == []
    assert "url(" not in text
    assert "@import" not in text


def test_its_policy_names_the_hashes_of_its_own_style_and_script():
    import base64
    import hashlib

    made = tree(render(page()))
    (policy,) = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name in ("style", "script"):
        (inside,) = made.xpath(f"//{name}/text()")
        assert base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode() in policy
    assert "unsafe" not in policy


def test_every_word_of_the_page_is_there_in_both_languages():
    english, russian = Words("en"), Words("ru")
    for key, (one, other) in WORDS.items():
        assert other, key
        assert one or key == "core english"
        assert set(re.findall(r"\{(\w+)", one)) == set(re.findall(r"\{(\w+)", other)) or not one, key
        assert all(forms.count("|") == 1 for forms in re.findall(r"\{\w+\|([^}]*)\}", one)), key
        assert all(forms.count("|") == 2 for forms in re.findall(r"\{\w+\|([^}]*)\}", other)), key
    assert english.number(1234.5, 1) == "1,234.5"
    assert russian.number(1234.5, 1) == "1\u202f234,5"


def test_a_russian_page_speaks_russian():
    made = tree(render(whole(), language="ru"))
    assert made.get("lang") == "ru"
    heads = " ".join(head.xpath("string(text())") for head in made.xpath("//h2"))
    assert re.search("[A-Za-z]", heads) is None
    assert "основание не найдено" in made.xpath("string(//section[@id='causes'])")


def test_a_page_that_says_all_in_russian_does_not_say_that_something_is_left():
    asked = replace(advise(dossier(), now=climb().at), id="a1")
    text = render(Page(project="support", made_at=climb().at, release="0.5.0", advice=asked), language="ru")
    assert "осталось по-английски" not in text
    assert "осталось по-английски" in render(whole(), language="ru")
    words = tree(text).xpath("//main//text()")
    assert [one for one in words if re.search(r"\b(the|of|is|with)\b", one)] == []


def test_the_top_says_what_it_came_to_and_what_to_do_next(language):
    made = tree(render(page(2, 200), language=language))
    heading = {"en": "is better than default", "ru": "лучше, чем default"}[language]
    assert made.xpath("string(//h1)").endswith(heading)
    do = {"en": "if its cost and latency are in your budget", "ru": "если его цена и время ответа укладываются в бюджет"}[language]
    assert do in made.xpath("string(//section[@id='next'])")
    made = tree(render(whole(), language=language))
    assert made.xpath("string(//section[@id='next']//code)") == "untuned climb"


@pytest.mark.parametrize(
    ("changed", "to_do"),
    [
        ({"verdict": "not enough evidence", "undone": True}, "Ask again what failed, or see why it has no score"),
        ({"only_a": 60}, "See how much each of them answers before you take one"),
    ],
)
def test_the_top_takes_no_variant_by_a_part_of_the_questions(changed, to_do):
    made = page(2, 200)
    (main,) = [one for one in made.report.contrasts if not one.exploratory]
    partly = replace(main, comparison=replace(main.comparison, **changed))
    text = render(replace(made, report=replace(made.report, contrasts=(partly,))))
    said = words_of(text)
    assert to_do in tree(text).xpath("string(//section[@id='next'])")
    assert "if its cost and latency" not in tree(text).xpath("string(//section[@id='next'])")
    assert f"199 of {200 + changed.get('only_a', 0)} questions have both scores. " in said


def test_of_variants_that_cannot_be_told_apart_the_cheapest_is_to_be_taken():
    made = page(3, 200)
    contrasts = [replace(one, comparison=replace(one.comparison, verdict="better")) for one in made.report.contrasts]
    columns = [replace(one, may_be_best=one.name != "default") for one in made.report.columns]
    found = replace(made, report=replace(made.report, contrasts=tuple(contrasts), columns=tuple(columns)))
    said = tree(render(found)).xpath("string(//section[@id='next'])")
    assert "The best cannot be told apart. Take the cheapest of a_rather_long_name_of_a_variant_that_somebody_chose, variant_0," in said
    apart = replace(found, report=replace(found.report, columns=tuple(replace(one, may_be_best=None) for one in columns)))
    assert "Take a_rather_long_name" in tree(render(apart)).xpath("string(//section[@id='next'])")


def test_a_page_of_few_questions_asks_for_more():
    assert "Add 18 or more questions" in words_of(render(page(2, 12)))
    assert "Добавьте не меньше 18 вопросов" in words_of(render(page(2, 12), language="ru"))


def test_a_climb_shows_answers_slices_and_questions_side_by_side(language):
    made = tree(render(climb_page(), language=language))
    assert made.xpath("//section/@id") == ["next", "ladder", "slices", "answers", "grid", "methods"]
    assert len(made.xpath("//div[@class='beside']")) == 40
    assert made.xpath("//mark[not(@class)]/text()")[0] == "Return within 30 days of delivery"
    gained, lost, rows = (
        len(made.xpath(path)) for path in ("//tr[@data-gained]", "//tr[@data-lost]", "//table[contains(@class,'grid')]//tr")
    )
    assert gained > 0
    assert lost > 0
    assert rows == 41
    options = made.xpath("//select[@id='which']/option/@value")
    assert options == ["", "apart", "wrong", "gained", "lost"]


def test_a_comparison_of_several_variants_has_no_one_way_to_go():
    assert tree(render(page(5))).xpath("//*[@data-gained] | //option[@value='lost']") == []


def test_an_unfinished_climb_without_notes_says_so():
    made = replace(climb(), finished=False)
    said = words_of(render(Page(project="", made_at=made.at, release="0.5.0", climb=made)))
    assert "It is not finished: 'untuned climb --resume c3' goes on" in said


def test_the_figures_of_evidence_are_shown_beside_it():
    asked = replace(advise(dossier(), now=climb().at), id="a1")
    made = tree(render(Page(project="support", made_at=climb().at, release="0.5.0", advice=asked)))
    rows = dict(zip(made.xpath("//dl[@class='grounds']/dt/text()"), made.xpath("//dl[@class='grounds']/dd"), strict=False))
    figures = {name.strip(): figure.text_content() for name, figure in rows.items()}
    assert figures["Failures of form or refusal in answers of 'naive'"] == "12.0\u202f% [9.2; 15.6]"
    assert figures["Calls a month"] == "2,000,000"
    assert "The share of failures that tuning mends" in figures


def test_a_climb_and_advice_have_pages_of_their_own(language):
    alone = Page(project="support", made_at=climb().at, release="0.5.0", climb=climb())
    made = tree(render(alone, language=language))
    assert made.xpath("//section/@id") == ["next", "ladder", "methods"]
    assert len(made.xpath("//ol[@class='rungs']/li")) == len(climb().steps)
    made = tree(render(replace(alone, advice=advice()), language=language))
    assert made.xpath("//section/@id")[:4] == ["next", "readings", "break-even", "scenarios"]
    assert "∞" in made.xpath("string(//section[@id='break-even'])")


def test_the_least_gain_of_a_climb_by_cost_is_told_as_a_share_of_the_cost():
    def told(made):
        page = Page(project="support", made_at=made.at, release="0.5.0", climb=made)
        lines = ["".join(part.text for part in parts) for parts in climb_lines(made)]
        return words_of(render(page)), lines[0]

    said, title = told(replace(climb(), headline="cost", relative=True))
    assert "of the first variant's figure" in said
    assert "gains under 3 % of the standing variant's cost do not matter" in title
    said, title = told(climb())
    assert "first variant's figure" not in said
    assert "gains under 3 points do not matter" in title


def test_every_link_of_the_contents_leads_to_a_section(language):
    made = tree(render(whole(), language=language))
    links = made.xpath("//nav/a/@href")
    assert links
    assert {link.removeprefix("#") for link in links} <= set(made.xpath("//section/@id"))


def test_a_report_of_one_variant_says_that_there_is_nothing_to_compare():
    said = words_of(render(Page(project="", made_at=climb().at, release="0.5.0", report=report(1))))
    assert "there is nothing to compare it with" in said


def test_twenty_variants_and_two_thousand_questions_stay_under_five_megabytes():
    text = render(page(20, 2000))
    assert len(text.encode()) < 5_000_000
    assert len(tree(text).xpath("//table[contains(@class, 'grid')]/tbody/tr")) == 2000


def test_a_climb_of_two_thousand_questions_stays_under_five_megabytes(language):
    text = render(climb_page(2000, sides=8), language=language)
    assert len(text.encode()) < 5_000_000
    assert len(tree(text).xpath("//table[contains(@class, 'grid')]/tbody/tr")) == 2000


def test_every_page_is_marked_as_untuneds_own_whatever_its_texts_are():
    for made in (page(), whole()):
        assert origin_of(render(made)) == "own"
        assert origin_of(render(made, language="ru").replace("\n", "\r\n")) == "own"


def test_what_a_climb_took_is_no_amount_where_a_price_is_not_known():
    made = climb()
    steps = tuple(replace(one, measurement="m1", toll=replace(one.toll, cost=None)) for one in made.steps)
    free = tuple(replace(one, measurement="m1", toll=replace(one.toll, cost=Decimal(0))) for one in made.steps)

    def told(**changed):
        shown = tree(render(Page(project="", made_at=made.at, release="0.5.0", climb=replace(made, **changed))))
        return shown.xpath("string(//dt[.='Spent on models']/following-sibling::dd[1])")

    assert told(steps=free) == "1.25 USD"
    assert told(steps=steps) == "1.25 USD, and what some answers cost is not known"
    assert told(steps=steps, spent=Decimal(0)) == "not known"
    assert told(steps=free, spent=Decimal(0)) == "0.00 USD"


@pytest.mark.parametrize("words", [("why answers were not right", "not retrieved 4"), ("почему ответы неверны", "не найдено 4")])
def test_a_screen_reader_says_what_the_bars_of_causes_show(words):
    language = "en" if words[0].isascii() else "ru"
    (said,) = tree(render(page(2), language=language)).xpath("//section[@id='causes']//svg/@aria-label")
    assert all(word in said.lower() for word in words)
    assert "a_rather_long_name_of_a_variant_that_somebody_chose: " in said


def test_a_screen_reader_says_the_figures_of_the_curve_over_examples():
    found = climb()
    (said,) = tree(render(replace(page(), climb=found))).xpath("//figure[contains(@class, 'narrow')]//svg/@aria-label")
    assert all(f"{point.shots}: {point.figure.value:.2f} [" in said for point in found.curve)


def test_variants_that_differ_at_the_end_of_a_long_name_stay_apart_in_plots():
    made = report(2)
    names = [f"support_prompt_with_examples_and_dates_{end}" for end in "ab"]
    columns = tuple(replace(column, name=name) for column, name in zip(made.columns, names, strict=True))
    page_of = tree(render(Page(project="", made_at=made.at, release="1", report=replace(made, columns=columns, contrasts=()))))
    shown = page_of.xpath("//section[@id='quality']//*[name()='text'][starts-with(@class, 'name')]/text()")
    assert len(set(shown)) == len(shown) == 2


def test_quotes_for_which_there_is_no_room_are_counted(language):
    made = page(2)
    sides = tuple(replace(side, more=3) if at == 0 else side for at, side in enumerate(made.shown[0].said))
    answer = tree(render(replace(made, shown=(replace(made.shown[0], said=sides),)), language=language)).xpath(
        "//div[@class='beside']/article"
    )
    wanted = {"en": "and 3 more quotes, not shown here", "ru": "и ещё 3 цитаты, здесь не показано"}[language]
    assert [wanted in one.text_content() for one in answer] == [True, False]


def test_a_quote_that_is_not_exact_says_so_in_words(language):
    wanted = {"en": "not character for character", "ru": "совпадает не буква в букву"}[language]
    sources = tree(render(page(3), language=language)).xpath("(//div[@class='beside'])[1]//cite/text()")
    assert [wanted in one for one in sources] == [False, True]


def test_a_text_that_runs_from_right_to_left_is_laid_out_by_itself():
    """Its full stop stands at its own end, and what stands beside it in the line is in the page's order."""
    found = page()
    question = replace(found.shown[0], text="ما مدة الضمان؟", answers=("سنتان", "2 years"))
    text = render(replace(found, shown=(question,)))
    (beside,) = tree(text).xpath("//section[@id='answers']//details")
    assert [one.text for one in beside.xpath("./summary/bdi")] == ["ما مدة الضمان؟"]
    assert [one.text for one in beside.xpath("./p[@class='gold']/bdi")] == ["سنتان", "2 years"]
    assert " · " in beside.xpath("string(./p[@class='gold'])")
    rules = "".join(tree(text).xpath("//style/text()"))
    assert re.search(r"blockquote p\{[^}]*unicode-bidi:plaintext", rules)
    assert re.search(r"\.beside \.text\{[^}]*unicode-bidi:plaintext", rules)


def test_a_variants_name_at_the_beginning_of_a_reason_stays_as_it_is():
    made = climb()
    climbed = replace(made.steps[1], why="default alone is right on 9 and naive alone on 2.")
    untried = replace(made.steps[2], why='context = "none" needs a chat model, and none is named')
    said = words_of(render(replace(page(), report=None, climb=replace(made, steps=(climbed, untried)))))
    assert "default alone is right on 9" in said
    assert 'context = "none" needs a chat model' in said


def test_what_sharing_alpha_changes_is_seen_without_a_click():
    made = climb()
    shared = "By itself, at .05, it would be better; 3 comparisons share that here, so that this one is decided at .01667."
    stayed = replace(made.steps[1], outcome="stayed", why=f"It is not shown. {shared}", shared=shared)
    shown = tree(render(replace(page(), report=None, climb=replace(made, steps=(stayed,)))))
    assert shared in shown.xpath("string(//ol[@class='rungs']/li/p)")


@pytest.mark.parametrize(
    ("causes", "told"),
    [
        ((("not retrieved", 4), ("wrong refusal", 3)), "the most frequent failure is “not retrieved”: 4 of 200 answers"),
        ((("not retrieved", 1), ("wrong refusal", 1)), ""),
        ((("right but bad quote", 9),), ""),
    ],
)
def test_the_top_names_a_cause_of_failure_that_is_ahead_of_the_others(causes, told):
    made = page(2, 200)
    columns = tuple(replace(one, causes=causes) for one in made.report.columns)
    said = words_of(render(replace(made, report=replace(made.report, columns=columns))))
    assert (told in said, "most frequent failure" in said) == (True, bool(told))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "of the right answers: right value in unusable text: 9."),
        ("ru", "среди верных ответов: верное значение в негодном тексте: 9."),
    ],
)
def test_causes_of_what_is_not_right_leave_right_answers_out(language, told):
    made = page(2, 200)
    causes = (("right value in unusable text", 9), ("not retrieved", 4))
    columns = tuple(replace(one, causes=causes) for one in made.report.columns)
    shown = tree(render(replace(made, report=replace(made.report, columns=columns)), language=language))
    (bars,) = shown.xpath("//section[@id='causes']//svg/@aria-label")
    assert (" 4" in bars, " 9" in bars) == (True, False)
    assert told in shown.xpath("string(//section[@id='causes'])")
    assert len(shown.xpath("//section[@id='causes']//ul[@class='key']/li")) == 1


def test_the_methods_of_an_anecdote_promise_no_difference_that_it_would_show():
    told = WORDS["method detectable"][0].partition("{points}")[0]
    assert told in words_of(render(page(2, 40)))
    assert told not in words_of(render(page(2, 12)))


@pytest.mark.parametrize(
    ("language", "advice", "label"),
    [
        ("en", "Lock at least 18 more questions that nothing was chosen by", "Looked at"),
        ("ru", "Закройте ещё не меньше 18 вопросов", "Проверялся"),
    ],
)
def test_a_look_at_too_few_locked_questions_asks_for_locked_ones_and_says_of_nothing_that_it_stands(language, advice, label):
    made = replace(climb(), confirms="c1", questions=12, finished=True, split="locked")
    shown = render(Page(project="", made_at=made.at, release="0.5.0", climb=made), language=language)
    said = words_of(shown)
    assert (advice in said, label in said) == (True, True)
    assert tree(shown).xpath("string(//section[@id='next']//code)") == "untuned questions split"
    assert ("Stands at the end" in said, "Выбрано в итоге" in said) == (False, False)


def test_the_top_of_one_variant_is_whole_sentences():
    made = page(1, 40)
    columns = tuple(replace(one, causes=(("not retrieved", 4),)) for one in made.report.columns)
    detail = tree(render(replace(made, report=replace(made.report, columns=columns, contrasts=())))).xpath("string(//p[@class='detail'])")
    assert detail.startswith("correct 0.9")
    assert detail.endswith("]. The most frequent failure is “not retrieved”: 4 of 40 answers.")


def test_every_language_that_is_told_has_a_name(language):
    assert sorted(KNOWN - set(LANGUAGES)) == []
    made = page(2)
    parts = tuple(replace(made.slices[0], name=name) for name in ("de", "he", "xx"))
    names = tree(render(replace(made, slices=parts), language=language)).xpath("//section[@id='slices']//tbody//th/text()")
    told = {"en": ["German", "Hebrew", "xx"], "ru": ["немецкий", "иврит", "xx"]}
    assert [name.strip() for name in names] == told[language]


def test_a_page_that_shows_all_answers_does_not_say_that_they_are_those_that_differ_most():
    made = page(2, 40)
    assert len(made.shown) == len(made.grid)
    assert "All 40 questions, those on which variants lie farthest apart first." in words_of(render(made))
    some = replace(made, shown=made.shown[:12])
    assert "The 12 questions on which variants lie farthest apart." in words_of(render(some))


def test_the_rows_of_all_figures_are_called_figures_and_not_variants(language):
    head = tree(render(page(2), language=language)).xpath("string(//section[@id='table']//thead/tr/th[1])")
    assert head == {"en": "figure", "ru": "показатель"}[language]


def test_a_box_that_scrolls_can_be_reached_by_keyboard_and_has_a_name(language):
    boxes = tree(render(replace(whole(), report=report(9)), language=language)).xpath("//div[contains(@class, 'scroll')]")
    assert len(boxes) == 5
    assert [(one.get("tabindex"), one.get("role"), bool(one.get("aria-label"))) for one in boxes] == [("0", "region", True)] * 5


@pytest.mark.parametrize(
    ("locked", "command", "told"),
    [
        (0, "untuned questions split", "Set questions aside that nothing is chosen by, climb again on the others, then confirm naive"),
        (12, "untuned climb --split locked", "Confirm naive on the locked questions, once"),
        (None, "untuned climb --split locked", "Confirm naive on the locked questions, once"),
    ],
)
def test_a_climb_is_confirmed_on_locked_questions_only_where_there_are_some(locked, command, told):
    made = replace(climb(), finished=True)
    shown = tree(render(Page(project="", made_at=made.at, release="0.5.0", climb=made, locked=locked)))
    assert shown.xpath("string(//section[@id='next']//code)") == command
    assert told in shown.xpath("string(//section[@id='next'])")


def test_headings_skip_no_level(language):
    levels = [int(head.tag[1]) for head in tree(render(whole(), language=language)).iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize(("scored", "drawn", "detail"), [(0, 0, ""), (1, 1, "default: judged_right 0.60 [0.55; 0.65]. ")])
def test_a_metric_that_fewer_than_two_variants_have_is_told_and_drawn_as_nothing_else(scored, drawn, detail, language):
    made = page(2, 40)
    extra = figure(0.6, metric="judged_right")
    columns = tuple(
        replace(one, causes=(), figures=one.figures + ((extra,) if at < scored else ())) for at, one in enumerate(made.report.columns)
    )
    told = replace(made.report, columns=columns, contrasts=(replace(made.report.contrasts[0], exploratory=True),), headline="judged_right")
    shown = tree(render(replace(made, report=told), language=language))
    w = Words(language)
    assert shown.xpath("string(//h1)").strip() == w("lead none", metric="judged_right")
    assert shown.xpath("string(//p[@class='detail'])") == (detail if language == "en" else detail.replace(".", ",").replace("],", "]."))
    assert shown.xpath("string(//section[@id='next']//code)") == "untuned report m12 --all"
    assert w("no verdict", metric="judged_right") in shown.xpath("string(//section[@id='verdicts'])")
    assert len(shown.xpath("//section[@id='quality']//svg")) == drawn
    empty = [one.text for one in shown.xpath("//section[@id='quality']//p[@class='empty']")]
    assert empty == ([w("too few", metric="judged_right")] * 2 if scored else [w("no scores", metric="judged_right")])


def test_a_variant_without_a_description_leaves_no_empty_line():
    made = page(2, 40)
    columns = tuple(replace(one, description="") for one in made.report.columns)
    assert tree(render(replace(made, report=replace(made.report, columns=columns)))).xpath("//dl[@class='changes']//br") == []


def test_questions_in_the_list_keep_their_own_direction():
    cells = tree(render(page(2, 4))).xpath("//table[starts-with(@class, 'grid')]/tbody/tr/th")
    assert [[child.tag for child in cell] for cell in cells] == [["bdi"]] * 4
