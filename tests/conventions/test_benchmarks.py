"""Benchmarks run on other data of the same shape: they read it in one way, say what they miss, and are told where it lies."""

import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
import pytest

from untuned.ingest.load.pdf.load import load_pdf

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "benchmarks"
PROGRAMS = sorted(path for path in BENCHMARKS.glob("*.py") if not path.name.startswith("_"))


@pytest.fixture
def measure(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    import _measure

    return _measure


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0c"])
def test_a_row_ends_at_a_line_feed_alone(measure, tmp_path, mark):
    rows = [{"text": f"before{mark}after"}, {"text": "second"}]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert measure.json_lines(tmp_path / "corpus.jsonl") == rows


@pytest.mark.parametrize("asked", ["corpus.jsonl", "corpus.jsonl.gz"])
@pytest.mark.parametrize("written", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_rows_are_read_compressed_or_not(measure, tmp_path, asked, written):
    text = b'{"id": "1"}\n\n{"id": "2"}'
    (tmp_path / written).write_bytes(gzip.compress(text) if written.endswith(".gz") else text)
    assert [row["id"] for row in measure.json_lines(tmp_path / asked)] == ["1", "2"]


def test_a_file_that_is_not_there_is_named_with_what_to_do(measure, tmp_path):
    with pytest.raises(SystemExit, match=r"questions\.jsonl is not there.*--data FOLDER"):
        measure.json_lines(tmp_path / "xquad" / "questions.jsonl")
    with pytest.raises(SystemExit, match=r"no Markdown file below .*--data FOLDER"):
        measure.markdown_below(tmp_path)


@pytest.mark.parametrize("given", [["--data", "{}"], ["--data={}"], ["--quick", "--data={}", "--seed", "3"]])
def test_the_folder_of_the_data_is_given_with_a_space_or_an_equals_sign(measure, tmp_path, given):
    assert measure.data_folder(["program.py", *(word.format(tmp_path) for word in given)]) == tmp_path.resolve()


def test_a_folder_that_is_missing_ends_the_program(measure, tmp_path):
    with pytest.raises(SystemExit, match="--data names no folder"):
        measure.data_folder(["program.py", "--data"])
    with pytest.raises(SystemExit, match="no data in"):
        measure.data_folder(["program.py", "--data", str(tmp_path / "none")])


def test_all_are_taken_where_fewer_are_there_than_would_be_drawn(measure):
    assert measure.sample_of("abc", 5, rng=random.Random(0)) == ["a", "b", "c"]
    assert measure.sample_of("abcdef", 3, rng=random.Random(0)) == random.Random(0).sample("abcdef", 3)


def test_a_feature_that_is_the_same_everywhere_leaves_a_fit_whole(measure):
    from fit_support import spread

    assert spread(np.array([[1.0, 0.3], [3.0, 0.3]])).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("word", ["E-mail", "T-cells"])
def test_a_page_is_set_with_the_hyphens_that_its_words_have(measure, word):
    """Else it is no longer the text that a reader is held against."""
    pytest.importorskip("pyphen")
    import documents
    from _rendered import FONTS, LAYOUTS, Piece, as_pdf

    if not any(Path(folder, "DejaVuSerif.ttf").exists() for folder in FONTS):
        pytest.skip("no DejaVuSerif.ttf")
    text = "A & B " + " ".join(word if nth % 9 == 0 else "of the" for nth in range(3_100))  # a sign that makes a part of its own
    for layout in (one for one in LAYOUTS if one.hyphenated and not one.word_by_word):
        loaded = load_pdf(as_pdf(Piece(name="hyphens", language="en", paragraphs=(text,)), layout), "hyphens.pdf")
        assert documents.difference([text], documents.body_of(loaded)) == "", layout.name


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_rows_of_public_sets_are_read_in_one_way(path):
    assert re.findall(r"json\.loads\(line\)|map\(json\.loads", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_what_make_names_the_data_to_takes_them(path):
    """`make bench` gives `--data` to each program that has `data_folder` or `"--data"` in it."""
    text = path.read_text(encoding="utf-8")
    strict = ".parse_args()" in text
    assert not ("data_folder" in text and strict) or '"--data"' in text
