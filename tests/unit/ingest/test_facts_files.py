import pytest

from ingesting import loaded_from, shape
from untuned.errors import BadFact, UnsupportedFormat
from untuned.ingest.load import load, loader_of, loaders_for, parser_of
from untuned.ingest.load.facts import PARSER
from untuned.types.settings import SourceSettings

FILE = '# Mine\n[me]  # who\nborn = 1990-05-14  # passport\nlangs = [\n  "de",\n]\n\n[office.berlin]\nphone = "1"\n'


def test_a_fact_is_a_row_a_section_a_heading_and_a_comment_is_never_searched():
    loaded = loaded_from(FILE, "facts.toml")
    assert loaded.text == FILE
    assert shape(loaded) == [
        ("markup", "# Mine"),
        ("heading", "[me]"),
        ("markup", "# who"),
        ("row", "born = 1990-05-14  # passport"),
        ("row", 'langs = [\n  "de",\n]'),
        ("heading", "[office.berlin]"),
        ("row", 'phone = "1"'),
    ]
    assert [block.level for block in loaded.blocks if block.kind == "heading"] == [1, 2]
    assert (loaded.format, loaded.title, loaded.lines) == ("facts", "facts", ())


def test_only_the_named_file_is_read_as_facts():
    settings = SourceSettings()
    loaders = loaders_for(settings, facts="me/facts.toml")
    assert load("me/facts.toml", b"a = 1\n", settings=settings, loaders=loaders).format == "facts"
    for other in ("facts.toml", "pyproject.toml", "me/other.toml"):
        assert loader_of(other, loaders) is None
        with pytest.raises(UnsupportedFormat):
            load(other, b"a = 1\n", settings=settings, loaders=loaders)
    assert loader_of("facts.toml", loaders_for(settings, facts="")) is None


def test_a_changed_parser_of_facts_is_told_before_the_file_is_opened():
    settings = SourceSettings()
    assert parser_of("facts.toml", settings=settings, loaders=loaders_for(settings)) == PARSER


def test_a_bad_fact_names_its_file_and_line():
    with pytest.raises(BadFact, match=r"facts\.toml: line 2: "):
        loaded_from("a = 1\nb = {}\n", "facts.toml")


def test_a_sync_reads_facts_and_reports_a_bad_one(folder):
    folder.write("facts.toml", "[me]\nborn = 1990-05-14\n")
    folder.write("other.toml", "a = 1\n")
    report = folder.sync()
    assert (report.added, list(report.skipped)) == (1, ["other.toml"])
    folder.write("facts.toml", "[me]\nborn = \n")
    (failure,) = folder.sync().failed
    assert (failure.path, failure.reason) == ("facts.toml", "line 2: Invalid value")
