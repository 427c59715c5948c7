import os
from pathlib import Path

import pytest

from untuned.config import read
from untuned.config.propose import begin, init, propose
from untuned.errors import ProjectExists
from untuned.ingest.scan import scan
from untuned.types.settings import SourceSettings

ENGLISH = "You may return a product within thirty days after the delivery, unless the box was opened and the seal is broken.\n"
RUSSIAN = "Вы можете вернуть товар в течение тридцати дней после доставки, если коробка не была открыта и пломба цела.\n"


def filled(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def test_the_whole_folder_is_read_and_where_documents_lie_is_said(tmp_path):
    filled(tmp_path, {"guides/a.md": ENGLISH, "guides/deep/b.txt": ENGLISH, "pictures/c.png": "x", "notes.md": ENGLISH})
    proposal = propose(tmp_path)
    assert (proposal.settings.sources.paths, proposal.settings.sources.exclude) == ((), ())
    assert "folders: guides (2), this one itself (1)" in proposal.findings
    text = init(tmp_path).read_text(encoding="utf-8")
    assert "# folders: guides (2), this one itself (1)\n#paths = []" in text
    assert "\n#exclude = []" in text


def test_of_many_folders_the_first_are_named(tmp_path):
    filled(tmp_path, {f"{number:02}/a.md": ENGLISH for number in range(15)})
    assert propose(tmp_path).comments["sources.paths"].endswith("11 (1) and 3 more")


def test_hidden_folders_and_those_of_machines_are_no_sources(tmp_path):
    filled(tmp_path, {".git/a.md": ENGLISH, "node_modules/b/readme.md": ENGLISH, ".untuned/c.txt": ENGLISH, "docs/d.md": ENGLISH})
    proposal = propose(tmp_path)
    assert proposal.comments["sources.paths"] == "folders: docs (1)"
    assert proposal.settings.sources.exclude == ()


def test_what_machines_made_of_a_repository_of_code_is_excluded(tmp_path):
    filled(
        tmp_path, {"pyproject.toml": "", "build/a.txt": ENGLISH, "docs/b.md": ENGLISH, "docs/build/c.md": ENGLISH, "my[0]/pyvenv.cfg": ""}
    )
    proposal = propose(tmp_path)
    assert proposal.settings.sources.exclude == ("/build", "/my[[]0]", "/docs/build")
    assert proposal.comments["sources.exclude"] == "made by machines, and left out: build, my[0], docs/build"
    assert proposal.comments["sources.paths"] == "folders: docs (1)"
    found = scan(tmp_path, (), settings=proposal.settings.sources)
    assert [file.path for file in found] == ["pyproject.toml", "docs/b.md"]


def test_elsewhere_a_folder_of_such_a_name_holds_documents(tmp_path):
    filled(tmp_path, {"build/a.txt": ENGLISH, "target/b.md": ENGLISH})
    assert propose(tmp_path).settings.sources.exclude == ()


def test_languages_are_those_of_the_files(tmp_path):
    filled(tmp_path, {"docs/a.md": ENGLISH * 4, "docs/b.md": RUSSIAN * 4})
    assert sorted(propose(tmp_path).settings.sources.languages) == ["en", "ru"]


def test_a_language_of_one_short_sample_is_not_proposed(tmp_path):
    filled(tmp_path, {f"docs/{number}.md": ENGLISH * 4 for number in range(6)} | {"docs/short.md": "Das ist der Weg und die Tür."})
    assert propose(tmp_path).settings.sources.languages == ("en",)


def test_a_short_page_in_letters_of_its_own_has_its_language_proposed(tmp_path):
    short = "На возврат товара даётся 60 дней со дня доставки, деньги возвращаются на карту."
    filled(tmp_path, {"docs/a.md": ENGLISH * 4, "docs/short.md": short})
    assert sorted(propose(tmp_path).settings.sources.languages) == ["en", "ru"]


def test_where_no_language_is_sure_none_is_left_out(tmp_path):
    filled(tmp_path, {"docs/short.md": "На возврат товара даётся 60 дней со дня доставки."})
    assert propose(tmp_path).settings.sources.languages == SourceSettings().languages


def test_short_samples_of_one_language_count_together(tmp_path):
    filled(tmp_path, {f"{number}.md": RUSSIAN for number in range(4)})
    assert propose(tmp_path).settings.sources.languages == ("ru",)


def test_the_language_of_files_in_an_old_encoding_counts(tmp_path):
    filled(tmp_path, {"a.md": ENGLISH * 4, "b.txt": (RUSSIAN * 4).encode("cp1251")})
    assert sorted(propose(tmp_path).settings.sources.languages) == ["en", "ru"]


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 9, b"%PDF-1.7 \xe2\xe3\xcf\xd3", b"Plain words \x81\x8d\x8f"])
def test_no_encoding_is_proposed_for_what_is_no_text(tmp_path, data):
    filled(tmp_path, {"docs/a.md": ENGLISH, "docs/b.txt": data})
    proposal = propose(tmp_path)
    assert proposal.settings.sources.encoding == ""
    assert "sources.encoding" not in proposal.comments


@pytest.mark.parametrize(("size", "said"), [(1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (2_400_000, "2.4 MB")])
def test_sizes_have_a_unit_that_fits(tmp_path, size, said):
    filled(tmp_path, {"a.md": "x" * size})
    assert propose(tmp_path).findings[0] == f"Found 1 document of {said}: 1 .md"


def test_an_old_encoding_is_proposed_and_said(tmp_path):
    filled(tmp_path, {"docs/a.md": RUSSIAN, "docs/b.txt": RUSSIAN.encode("cp1251"), "docs/c.txt": RUSSIAN.encode("cp1251")})
    proposal = propose(tmp_path)
    assert proposal.settings.sources.encoding == "cp1251"
    assert "2 of 3 sampled files are not UTF-8" in proposal.comments["sources.encoding"]


FRENCH = "Le café est fermé : réservez une table à côté de la fenêtre.\n"
BROKEN = "Der Preis beträgt 5 € für jede Größe.\n".encode() + b"und \xff\xfe mehr\n"


def test_where_files_differ_no_encoding_is_switched_on_and_each_file_is_named_with_its_guess(tmp_path):
    filled(tmp_path, {"ru.txt": RUSSIAN.encode("cp1251"), "fr.txt": FRENCH.encode("latin-1"), "broken.txt": BROKEN, "a.md": ENGLISH})
    file = init(tmp_path)
    assert read(file).sources.encoding == ""
    lines = file.read_text(encoding="utf-8").splitlines()
    assert {'# encoding = "cp1251" may fit ru.txt', '# encoding = "cp1252" may fit fr.txt', "# no encoding fits broken.txt"} <= set(lines)


@pytest.mark.parametrize("other", [BROKEN, b"words \xff\xfe\xff\xfe and more words", "Plain caf\xe9 \x81\x8d".encode("latin-1")])
def test_a_guess_that_does_not_fit_every_file_is_not_switched_on(tmp_path, other):
    filled(tmp_path, {"a.txt": FRENCH.encode("cp1252"), "b.txt": other})
    proposal = propose(tmp_path)
    assert proposal.settings.sources.encoding == ""
    assert "no encoding fits b.txt" in proposal.comments["sources.encoding"]


def test_an_encoding_that_fits_all_is_switched_on_and_names_its_files(tmp_path):
    filled(tmp_path, {"b.txt": RUSSIAN.encode("cp1251"), "c.txt": RUSSIAN.encode("cp1251")})
    assert "look like cp1251: b.txt, c.txt" in propose(tmp_path).comments["sources.encoding"]


def test_one_file_beyond_the_samples_that_differs_keeps_the_encoding_off(tmp_path):
    filled(tmp_path, {f"{number:03}.txt": RUSSIAN.encode("cp1251") for number in range(400)} | {"399.txt": FRENCH.encode("cp1252")})
    assert propose(tmp_path).settings.sources.encoding == ""


def test_pages_and_mails_that_name_their_own_encoding_need_none(tmp_path):
    page = f'<html><head><meta charset="windows-1252"></head><body><p>{FRENCH}</p></body></html>'
    filled(tmp_path, {"a.html": page.encode("cp1252"), "b.txt": RUSSIAN.encode("cp1251")})
    assert propose(tmp_path).settings.sources.encoding == "cp1251"


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, monkeypatch):
    filled(tmp_path, {"a.md": ENGLISH, "closed/b.md": ENGLISH})
    real_scan, real_exists = os.scandir, Path.exists

    def scandir(place):
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(place))
        return real_scan(place)

    def exists(place):
        if place.parent.name == "closed":
            raise PermissionError(13, "Permission denied", str(place))
        return real_exists(place)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "exists", exists)
    file = init(tmp_path)
    told = "Could not look into closed (Permission denied): allow reading it, or name it in 'exclude' below [sources]."
    assert f"# {told}" in file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "koi8-r"), (RUSSIAN, "cp866"), ("Café à la crème brûlée\n" * 9, "cp1252")])
def test_encodings_are_told_apart(tmp_path, text, encoding):
    filled(tmp_path, {"docs/a.txt": text.encode(encoding)})
    assert propose(tmp_path).settings.sources.encoding == encoding


def test_utf_8_that_is_cut_by_the_sample_is_still_utf_8(tmp_path):
    filled(tmp_path, {"docs/a.txt": "x" + "ж" * 60_000, "docs/b.txt": b"\xff\xfea\x00", "docs/c.txt": "\ufeffж"})
    assert propose(tmp_path).settings.sources.encoding == ""


def test_groups_in_front_matter_and_unread_formats_are_mentioned(tmp_path):
    filled(tmp_path, {"docs/a.md": f"---\ntitle: x\ngroups: [legal]\n---\n{ENGLISH}", "docs/b.pdf": "x", "docs/c.adoc": "x"})
    comments = propose(tmp_path).comments
    assert "docs/a.md" in comments["access"]
    assert "1 .md, 1 .pdf\nNot read by untuned itself: 1 .adoc;" in comments[""]


def test_the_bytes_of_heavy_formats_say_nothing_of_languages(tmp_path):
    filled(tmp_path, {"a.md": ENGLISH * 4, "b.pdf": RUSSIAN * 40, "c.docx": RUSSIAN.encode("cp1251") * 40})
    proposal = propose(tmp_path)
    sources = proposal.settings.sources
    assert (sources.languages, sources.encoding) == (SourceSettings().languages, "")
    assert proposal.comments["sources.languages"] == (
        "languages: en (1 of 1 sampled files); 2 PDF or office files may be in others, so none is left out"
    )


def test_an_empty_folder_gets_the_defaults_and_says_what_to_do(tmp_path):
    proposal = propose(tmp_path)
    assert proposal.settings.sources.paths == ()
    assert proposal.findings == ("Found no document yet: put some into this folder; all of it is read.",)


def test_what_was_proposed_is_written_and_truth_is_kept_out_of_git(tmp_path):
    filled(tmp_path, {"docs [old]/a.md": ENGLISH})
    proposed = propose(tmp_path).settings
    assert read(init(tmp_path), environ={}) == proposed
    assert (tmp_path / ".untuned" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_folder_that_is_not_there_is_made(tmp_path):
    file = init(tmp_path / "new" / "handbook")
    assert read(file, environ={}).name == "handbook"


def test_a_folder_that_is_made_by_init_is_not_told_as_unreadable(tmp_path):
    assert begin(tmp_path / "new").findings == ("Found no document yet: put some into this folder; all of it is read.",)


def test_init_leaves_an_existing_file_unless_forced(tmp_path):
    file = init(tmp_path)
    file.write_text('name = "mine"\n', encoding="utf-8")
    with pytest.raises(ProjectExists, match="--force"):
        init(tmp_path)
    assert file.read_text(encoding="utf-8") == 'name = "mine"\n'
    init(tmp_path, force=True)
    assert read(file, environ={}).name == tmp_path.name


def test_a_few_names_that_differ_in_a_date_are_proposed_as_a_series(tmp_path):
    for name in ("terms-2024-01-02.md", "terms-2025-01-02.md", "other.md"):
        (tmp_path / name).write_text("# Terms\n\nThese are the terms of the shop.\n", encoding="utf-8")
    found = propose(tmp_path)
    assert "terms-{date}.md" in found.comments["versions.supersede"]
    assert found.settings.versions.supersede == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    (tmp_path / "a.md").write_text("# Words\n\nOf a page.\n", encoding="utf-8")
    assert "Found 1 document " in propose(tmp_path).findings[0]
