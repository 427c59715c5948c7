"""A reference that defines one name after another: who asks about one of them is shown its own definition, and no other."""

import pytest

from untuned.project import Project

PAGE = """<html><head><title>Memory</title></head><body><h1>Memory</h1><dl>
<dt>sort_mem (integer)</dt>
<dd><p>Sets how much memory one sort may take. If no unit is given it is taken as kilobytes. The default value is four megabytes.
Many sorts may run at a time, so that the whole may be many times the value of sort_mem.</p></dd>
<dt>hash_factor (number)</dt>
<dd><p>What sort_mem is multiplied by for the memory of a hash. The default value is 2.0, which gives hashes twice the sort_mem.</p>
<p>Raise it where sort_mem is already high.</p></dd>
<dt>care_sort_mem (integer)</dt>
<dd><p>How much memory upkeep may take. It defaults to 64 megabytes. It may be larger than sort_mem,
as only one of these runs at a time.</p></dd>
</dl></body></html>"""
NOTES = """<html><head><title>News</title></head><body><h1>News</h1><ul>
<li>The default value of hash_factor is 2.0 now, so that hashes use more than sort_mem.</li>
<li>The value of sort_mem is checked when it is set.</li></ul></body></html>"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("names")
    (root / "memory.html").write_text(PAGE, encoding="utf-8")
    (root / "news.html").write_text(NOTES, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as opened:
        opened.sync()
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the default value of sort_mem?", "The default value is four megabytes."),
        ("What is the default value of hash_factor?", "2.0"),
        ("What is the default value of care_sort_mem?", "It defaults to 64 megabytes."),
        ("What does sort_mem do?", "Sets how much memory one sort may take."),
        ("What does care_sort_mem do?", "How much memory upkeep may take."),
    ],
)
def test_a_name_is_answered_by_its_own_definition(project, question, expected):
    shown = [citation.quote for citation in project.ask_sync(question).citations]
    assert any(expected in quote for quote in shown[:2])


def test_what_another_name_is_set_to_is_not_shown_beside_it(project):
    shown = [citation.quote for citation in project.ask_sync("What is the default value of sort_mem?").citations]
    assert not any("2.0" in quote or "64 megabytes" in quote for quote in shown)


def test_what_stands_behind_a_note_is_not_below_its_title(tmp_path):
    page = "<h1>Pump</h1><div class='tip'><h3>Tip</h3><p>Oil it.</p></div><p>Never run the pump dry for more than a minute.</p>"
    (tmp_path / "pump.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    Project.init(tmp_path)
    with Project.open(tmp_path) as opened:
        opened.sync()
        (found,) = opened.search("run the pump dry")[:1]
    assert found.hit.chunk.headings == ("Pump",)
