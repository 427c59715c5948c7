"""The page in a real Chromium: on a desk, on a phone, on paper, light and dark, in both languages.

Run by `make test-browser`, which installs Selenium; Chromium and its driver come from the system.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from paging import advice, climb, climb_page, page
from untuned.evaluation.page.render import render

pytestmark = pytest.mark.skipif(not os.environ.get("UNTUNED_TEST_BROWSER"), reason="run by make test-browser")

DESK, PHONE = (1280, 900), (390, 844)
SHOTS = os.environ.get("UNTUNED_SCREENSHOTS", "")
"""A folder for pictures of what was tested; none are kept without it."""
CONTRAST = """
const parse = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
const bright = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = text => { const [r, g, b] = parse(text).map(v => bright(v / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const behind = one => { for (let at = one; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor;
  if (!/, 0\\)$/.test(c) && c !== 'transparent') return c; } return 'rgb(255, 255, 255)'; };
return Array.from(document.querySelectorAll('p, li, td, th, dd, dt, small, a, h1, h2, .mark, cite, summary, figcaption'))
  .filter(one => one.textContent.trim() && one.offsetParent).map(one => {
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), one.className + ' ' + one.tagName + ': ' + one.textContent.trim().slice(0, 40)]; })
  .sort((x, y) => x[0] - y[0])[0];
"""


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = shutil.which("chromedriver")
    assert driver is not None, "chromedriver is not installed: apt-get install chromium chromium-driver"
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()


def shown(browser, folder, made, *, language="en", size=DESK, theme="light", name="page"):
    """The page in the browser, in a window of a size, for a reader of a theme."""
    file = folder / "page.html"
    file.write_text(render(made, language=language), encoding="utf-8")
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.get_log("performance")
    browser.get(file.as_uri())
    if SHOTS:
        whole = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        Path(SHOTS, f"{name}-{language}-{theme}-{size[0]}.png").write_bytes(base64.b64decode(whole["data"]))
    return browser


def requests_of(browser):
    """Every address that was asked for since the last look."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


@pytest.fixture(scope="module")
def whole():
    return replace(page(5, 60), climb=climb(), advice=advice())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_page_can_be_read_and_asks_for_nothing(browser, tmp_path, whole, language, theme, size):
    shown(browser, tmp_path, whole, language=language, size=size, theme=theme)
    asked = requests_of(browser)
    assert asked
    assert all(one.startswith((tmp_path.as_uri(), "data:")) for one in asked)
    assert browser.execute_script("return window.broken") is None
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    least, where = browser.execute_script(CONTRAST)
    assert least >= 4.5, where


def test_a_dark_page_is_dark_and_the_button_turns_it(browser, tmp_path, whole):
    def paper():
        return browser.execute_script("return getComputedStyle(document.body).backgroundColor")

    shown(browser, tmp_path, whole, theme="dark")
    dark = paper()
    browser.find_element("id", "theme").click()
    light = paper()
    assert light == "rgb(255, 255, 255)"
    assert dark != light
    shown(browser, tmp_path, whole, theme="light")
    assert paper() == light


def test_the_questions_can_be_narrowed(browser, tmp_path, whole):
    shown(browser, tmp_path, whole)
    rows = len(whole.grid)
    apart = sum(row.apart > 0 for row in whole.grid)
    browser.execute_script("const s = document.getElementById('which'); s.value = 'apart'; s.dispatchEvent(new Event('change'))")
    assert browser.find_element("id", "left").text == f"{apart} / {rows}"
    browser.find_element("id", "words").send_keys("number 7 be")
    assert browser.find_element("id", "left").text in (f"0 / {rows}", f"1 / {rows}")
    browser.execute_script("const s = document.getElementById('which'); s.value = ''; s.dispatchEvent(new Event('change'))")
    assert browser.find_element("id", "left").text == f"1 / {rows}"


def test_paper_has_every_answer_and_no_buttons(browser, tmp_path, whole):
    import pypdfium2

    shown(browser, tmp_path, whole, theme="dark", name="paper")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69})
    data = base64.b64decode(printed["data"])
    if SHOTS:
        Path(SHOTS, "paper.pdf").write_bytes(data)
    with pypdfium2.PdfDocument(data) as document:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
        sheets = [sheet.render(scale=0.5).to_numpy() for sheet in document]
    text = " ".join(text.split())
    assert text.count("every claim quoted and checked") >= len(whole.shown)
    assert "Methods in plain words" in text
    assert "◐" not in text
    assert min(sheet.mean() for sheet in sheets) > 215, "paper is white whatever the theme"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_long_word_anywhere_in_a_question_breaks_rather_than_widen_the_page(browser, tmp_path, whole, size):
    long = "configuration_key_without_a_place_to_break_" * 4
    made = replace(
        whole, shown=tuple(replace(one, text=long) for one in whole.shown), grid=tuple(replace(row, text=long) for row in whole.grid)
    )
    shown(browser, tmp_path, made, size=size, name="long-word")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]


def test_a_list_that_was_narrowed_is_printed_whole(browser, tmp_path, whole):
    import pypdfium2

    shown(browser, tmp_path, whole)
    browser.find_element("id", "words").send_keys("number 7 be")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    with pypdfium2.PdfDocument(base64.b64decode(printed["data"])) as document:
        text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    assert "goods number 59 be returned" in text[text.index("Every question") :]


def test_who_comes_back_finds_the_list_as_narrow_as_its_words_say(browser, tmp_path, whole):
    shown(browser, tmp_path, whole)
    browser.find_element("id", "words").send_keys("number 7 be")
    narrowed = browser.find_element("id", "left").text
    browser.get("about:blank")
    browser.back()
    assert browser.execute_script("return document.getElementById('words').value") == "number 7 be"
    assert browser.find_element("id", "left").text == narrowed


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_climb_of_two_thousand_questions_opens_and_is_narrowed(browser, tmp_path, language, size):
    made = climb_page(2000, sides=4)
    shown(browser, tmp_path, made, language=language, size=size, name="climb")
    assert (tmp_path / "page.html").stat().st_size < 5_000_000
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    browser.execute_script("const s = document.getElementById('which'); s.value = 'gained'; s.dispatchEvent(new Event('change'))")
    assert browser.find_element("id", "left").text == f"{sum(row.change > 0 for row in made.grid)} / 2000"
    cut = (
        "return Array.from(document.querySelectorAll('svg.plot text.name')).filter(one => one.getBBox().x < 0).map(one => one.textContent)"
    )
    assert browser.execute_script(cut) == []


def test_a_page_of_twenty_variants_and_two_thousand_questions_opens(browser, tmp_path):
    shown(browser, tmp_path, page(20, 2000), name="large")
    assert (tmp_path / "page.html").stat().st_size < 5_000_000
    assert browser.execute_script("return document.querySelectorAll('table.grid tbody tr').length") == 2000
    assert browser.execute_script("return document.documentElement.scrollWidth") <= DESK[0]
    assert all(one.startswith((tmp_path.as_uri(), "data:")) for one in requests_of(browser))


def contrast_of(browser, one, name, *, behind):
    """The contrast of a colour of an element with that behind it, by the formula of WCAG."""
    return browser.execute_script(
        "const bright = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;"
        "const light = text => { const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(v => bright(v / 255));"
        " return 0.2126 * r + 0.7152 * g + 0.0722 * b; };"
        "const [a, b] = [light(getComputedStyle(arguments[0])[arguments[1]]), light(getComputedStyle(arguments[2]).backgroundColor)];"
        "return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)",
        one,
        name,
        behind,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_can_be_typed_in_or_pressed_is_seen_by_its_edge(browser, tmp_path, whole, theme):
    shown(browser, tmp_path, whole, theme=theme)
    body = browser.find_element("tag name", "body")
    for id in ("theme", "which", "words"):
        assert contrast_of(browser, browser.find_element("id", id), "borderTopColor", behind=body) >= 3, id
    field = browser.find_element("id", "words")
    hint = "return getComputedStyle(arguments[0], '::placeholder').color"
    browser.execute_script("arguments[0].style.outlineColor = arguments[1]", field, browser.execute_script(hint, field))
    assert contrast_of(browser, field, "outlineColor", behind=field) >= 4.5


def test_who_wants_less_motion_gets_none(browser, tmp_path, whole):
    wanted = {}
    for value in ("reduce", "no-preference"):
        shown(browser, tmp_path, whole)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": value}]})
        wanted[value] = browser.execute_script("return getComputedStyle(document.documentElement).scrollBehavior")
    assert wanted == {"reduce": "auto", "no-preference": "smooth"}


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_everything_that_scrolls_sideways_is_reached_by_the_tab_key(browser, tmp_path, whole, size):
    from selenium.webdriver.common.keys import Keys

    shown(browser, tmp_path, whole, size=size)
    wide = browser.execute_script(
        "return Array.from(document.querySelectorAll('main *')).filter(one => /auto|scroll/.test(getComputedStyle(one).overflowX)"
        " && one.scrollWidth > one.clientWidth + 1 && one.checkVisibility()).map((one, at) => one.dataset.wide = 'w' + at)"
    )
    assert wide
    met = set()
    for _ in range(200):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        met |= {browser.execute_script("return document.activeElement.closest('[data-wide]')?.dataset.wide || ''")}
    assert set(wide) <= met


def test_the_figures_of_one_variant_fit_a_phone(browser, tmp_path):
    shown(browser, tmp_path, page(1, 40), size=PHONE, name="one")
    for section in ("slices", "table"):
        wide, room = browser.execute_script(
            "const one = document.querySelector(arguments[0]); return [one.scrollWidth, one.clientWidth]", f"#{section} .scroll"
        )
        assert wide <= room, section


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_pasted_letter_as_a_question_takes_few_lines_of_the_list_and_all_of_them_on_paper(browser, tmp_path, whole, size):
    letter = "How long may goods be returned that were bought abroad? " * 40
    made = replace(whole, grid=tuple(replace(row, text=letter) for row in whole.grid))
    shown(browser, tmp_path, made, size=size, name="letter")
    high = "return document.querySelector('table.grid tbody th').getBoundingClientRect().height"
    assert browser.execute_script(high) < 150
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    printed = browser.execute_script(high)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert printed > 150
