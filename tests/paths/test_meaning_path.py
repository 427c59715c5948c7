"""A project whose texts are found by what they mean too: from sync to purge, and where the embedder cannot be had."""

from dataclasses import replace

import pytest

from untuned.doctor import examine
from untuned.errors import BadExtension
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.documents import Span
from untuned.types.measures import Evidence, Question
from untuned.types.principal import member
from untuned.types.settings import ExtensionSettings

TOML = '[sources]\npaths = ["docs"]\n\n[extensions]\nembedder = "meaning:Own"\n'
PAGES = {
    "lamp.md": "# Lamp\n\nThe bulb of the lamp is replaced by turning it to the left until it clicks.",
    "hub.md": "# Hub\n\nThe hub is paired with the gateway by holding its button for ten seconds.",
    "узел.md": "# Узел\n\nУзел сопрягается со шлюзом долгим нажатием кнопки в течение десяти секунд подряд.",
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def other(root, **changes):
    with Project.open(root) as project:
        return Project(root, settings=replace(project.settings, **changes))


def bytes_below(root):
    return b"".join(path.read_bytes() for path in sorted((root / ".untuned").rglob("*")) if path.is_file())


def paths_of(project, question):
    return [passage.version.path for passage in project.search(question)]


def test_sync_makes_the_vectors_and_a_question_goes_by_them(root):
    with Project.open(root) as project:
        told = []
        project.sync(progress=lambda one: told.append(one.stage))
        assert "embedding" in told
        status = project.status()
        assert (status.meaning, status.vectors) == ("fresh", 2)  # the page in Russian is not of its languages
        assert project.library().meaning is not None
        (root / "docs" / "door.md").write_text("# Door\n\nThe door is opened by the code of the day.", encoding="utf-8")
        project.sync()
        assert project.status().vectors == 3
        assert paths_of(project, "How is the door opened?")[0] == "docs/door.md"


def test_what_no_word_finds_is_found_by_its_vector(root):
    with Project.open(root) as project:
        project.sync()
        library = project.library()
        assert library.meaning is not None
        near = library.meaning.vectors.nearest(library.meaning.embedder.embed(["hub"], kind="query")[0], principal=member(), limit=9)
        assert len(near) == 2
        without = replace(library, meaning=None)
        from untuned.rag.evidence import search

        assert len(search("the lamp", library=library).hits) > len(search("the lamp", library=without).hits)


def test_a_question_in_another_language_is_searched_for_as_without_an_embedder(root):
    with Project.open(root) as project:
        project.sync()
        library = project.library()
        from untuned.rag.evidence import search

        question = "Как сопрягается узел со шлюзом?"
        assert search(question, library=library) == search(question, library=replace(library, meaning=None))
        assert paths_of(project, question)[0] == "docs/узел.md"


def test_nobody_reads_by_meaning_what_their_groups_hide(root):
    secret = "---\ngroups: [board]\n---\n# Secret lamp\n\nThe lamp of the board is hidden."
    (root / "docs" / "secret.md").write_text(secret, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    with Project.open(root, principal=member()) as project:
        assert "docs/secret.md" not in paths_of(project, "Where is the lamp of the board?")
    with Project.open(root, principal=member(["board"])) as project:
        assert "docs/secret.md" in paths_of(project, "Where is the lamp of the board?")


def test_before_the_first_sync_with_an_embedder_it_goes_by_words_and_says_so(root):
    with other(root, extensions=ExtensionSettings()) as project:
        project.sync()
        assert (project.status().meaning, project.status().vectors) == ("off", 0)
    with Project.open(root) as project:
        assert project.status().meaning == "none"
        answer = project.ask_sync("How is the bulb of the lamp replaced?")
        assert answer.claims
        assert any("by words alone" in note and "untuned sync" in note for note in answer.notes)
        project.sync()
        assert not any("words alone" in note for note in project.ask_sync("How is the bulb of the lamp replaced?").notes)


@pytest.mark.parametrize("embedder", ["meaning:Nothing", "meaning:Failing"])
def test_an_embedder_that_fails_stops_no_question(root, embedder):
    with Project.open(root) as project:
        project.sync()
    with other(root, extensions=ExtensionSettings(embedder=embedder)) as project:
        answer = project.ask_sync("How is the bulb of the lamp replaced?")
        assert answer.claims
        assert any("by words alone" in note for note in answer.notes)
        assert project.status().index == "fresh"
        (root / "docs" / "door.md").write_text("# Door\n\nThe door is opened by the code of the day.", encoding="utf-8")
        with pytest.raises(BadExtension):
            project.sync()
        assert (project.status().index, project.status().meaning) == ("fresh", "behind" if embedder == "meaning:Failing" else "unusable")


def test_in_measuring_an_embedder_that_fails_is_an_error(root):
    with Project.open(root) as project:
        project.sync()
        version, body = project.version("docs/lamp.md")
        found = Evidence(path="docs/lamp.md", quote=body, version=version.id, start=0, end=len(body))
        question = Question(id="q1", text="How is the bulb replaced?", origin="human", evidence=(found,))
        project.questions.add([question], now=version.synced_at)
    with other(root, extensions=ExtensionSettings(embedder="meaning:Nothing")) as project, pytest.raises(BadExtension):
        project.measure(Order(variants=("default",)))


def test_a_purge_takes_the_vectors_and_embeds_nothing_again(root):
    with Project.open(root) as project:
        project.sync()
        library = project.library()
        version = project.version("docs/lamp.md")[0]
        view = library.meaning.vectors
        (span,) = [one.span for one in view.nearest(view_query(), principal=project.principal, limit=9) if one.span.version == version.id]
        (segment,) = view._held.segments.values()
        row = segment.rows[segment.at(span.version, span.start, span.end)[0]].tobytes()
        assert row in bytes_below(root)
        asked = []
        embed = type(project.embedder).embed
        project.embedder.embed = lambda texts, *, kind: asked.extend(texts) or embed(project.embedder, texts, kind=kind)
        project.purge("docs/lamp.md")
        assert asked == []
        assert row not in bytes_below(root)
        assert (project.status().meaning, project.status().vectors) == ("fresh", 1)
        assert len(project.vectors) == 0


def view_query():
    from meaning import vector_of

    return vector_of("lamp")


def test_a_restored_backup_gets_its_vectors_again(root):
    with Project.open(root) as project:
        project.sync()
        project.backup(root / "copy.backup")
        (root / "docs" / "hub.md").unlink()
        project.sync()
        assert project.status().vectors == 1
        project.restore(root / "copy.backup")
        assert project.status().meaning == "none"
        assert paths_of(project, "How is the hub paired?")[0] == "docs/hub.md"
        project.sync(["docs/lamp.md"])
        assert project.status().vectors == 2


def test_reindex_makes_vectors_anew_and_drops_those_of_other_models(root):
    with Project.open(root) as project:
        project.sync()
        before = {path.name for path in (root / ".untuned" / "index").iterdir() if path.is_dir()}
        project.reindex()
        assert {path.name for path in (root / ".untuned" / "index").iterdir() if path.is_dir()} == before
        assert project.status().vectors == 2
    with other(root, extensions=ExtensionSettings()) as project:
        project.reindex()
        assert len([path for path in (root / ".untuned" / "index").iterdir() if path.is_dir()]) == 1


def test_doctor_says_how_the_vectors_stand(root):
    def said():
        return {check.name: check for check in examine(root)}.get("meaning")

    with other(root, extensions=ExtensionSettings()) as project:
        project.sync()
    assert said().state == "warning"
    with Project.open(root) as project:
        project.sync()
    assert said().state == "ok"
    assert "2" in said().detail


def test_the_weight_is_a_choice_of_a_variant(root):
    toml = TOML + '\n[variants.heavy]\nextends = "default"\nmeaning.weight = 2.0\nsearch.fusion = "rrf"\n'
    (root / "untuned.toml").write_text(toml, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        (heavy,) = [one for one in project.variants() if one.name == "heavy"]
        assert {"meaning.weight", "search.fusion"} <= {name for name, _ in heavy.changes}


def test_a_version_that_was_superseded_is_no_candidate(root):
    with Project.open(root) as project:
        project.sync()
        old = project.version("docs/hub.md")[0].id
        (root / "docs" / "hub.md").write_text("# Hub\n\nThe hub is paired by its code now.", encoding="utf-8")
        project.sync()
        near = project.library().meaning.vectors.nearest(view_query(), principal=project.principal, limit=9)
        assert old not in {one.span.version for one in near}
        assert Span(version=old, start=0, end=5) not in {one.span for one in near}


@pytest.mark.parametrize(
    ("languages", "why", "warned"),
    [
        ("", "does not say which languages it was made for", ("embedder", "meaning")),
        ('languages = ["fr"]', "in a language of the embedder (fr)", ("meaning",)),
    ],
)
def test_an_embedder_that_embeds_nothing_is_told_with_what_to_do(root, monkeypatch, languages, why, warned):
    monkeypatch.setattr("meaning.Own.languages", (), raising=False)
    (root / "untuned.toml").write_text(f"{TOML}\n[meaning]\n{languages}\n", encoding="utf-8")
    with Project.open(root) as project:
        (notice,) = project.sync().notices
        assert why in notice.text
        assert "'languages' below [meaning]" in notice.remedy
        assert project.status().vectors == 0
    told = {check.name: check for check in examine(root)}
    for name in warned:
        assert told[name].state == "warning"
        assert "'languages' below [meaning]" in told[name].remedy


def test_an_embedder_that_embeds_something_is_no_notice(root):
    with Project.open(root) as project:
        assert project.sync().notices == ()
