"""What a reranker changes of what is read, and what is left of a question where it fails."""

from dataclasses import replace

import pytest

from servers.rerank_api import RerankServer
from untuned.errors import BadExtension, ModelTooSlow, ModelUnavailable, UnknownModel
from untuned.project import Project
from untuned.project.variants import VariantWiring
from untuned.rag.evidence import NOT_RERANKED, find, gather, reranked, search
from untuned.types.methods import Variant
from untuned.types.principal import OWNER, member
from untuned.types.settings import AccessRule, MeaningSettings, Settings

QUESTION = "How is the lamp cleaned?"
PAGES = {
    "lamp.md": "# Lamp\n\nThe lamp is cleaned with water and the lamp is dried with a cloth.",
    "stove.md": "# Stove\n\nThe stove is cleaned with sand, unlike a lamp.",
    "board/secret.md": "# Board\n\nThe lamp of the board is cleaned by nobody at all.",
    "lampe.md": "# Лампа\n\nКак чистят лампу: лампу чистят водой, а потом вытирают насухо тряпкой.",
}
SETTINGS = Settings(access=(AccessRule(path="board/**", groups=frozenset({"board"})),))


class Backwards:
    """Likes best what the search liked least, or fails."""

    def __init__(self, error=None, languages=()):
        self.error = error
        self.languages = languages
        self.given = []

    def rerank(self, question, passages):
        self.given += [one.version.path for one in passages]
        if self.error is not None:
            raise self.error
        return [float(at) for at in range(len(passages))]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("lamps")
    for path, text in PAGES.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    with Project(root, settings=SETTINGS) as opened:
        opened.sync()
        yield opened


@pytest.fixture
def library(project):
    return project.library()


def paths(library, question=QUESTION):
    found = reranked(search(question, library=library), question, library=library)
    return [one.version.path for one in gather(found, library=library)], found.notes


def test_passages_are_read_in_the_rerankers_order(library):
    plain, notes = paths(library)
    turned, _ = paths(replace(library, reranker=Backwards()))
    assert (turned, notes) == (plain[::-1], ())
    assert [one.version.path for one in find(QUESTION, library=replace(library, reranker=Backwards()), limit=9)] == turned


def test_no_more_than_the_settings_say_are_ordered_anew(library):
    plain, _ = paths(library)
    chosen = replace(library.settings, meaning=MeaningSettings(rerank_candidates=2))
    backwards = Backwards()
    turned, _ = paths(replace(library, settings=chosen, reranker=backwards))
    assert turned == [plain[1], plain[0], *plain[2:]]
    assert backwards.given == plain[:2]


def test_where_it_fails_the_order_of_the_search_stands_and_a_note_says_why(library):
    plain, _ = paths(library)
    late = ModelTooSlow("cohere:m", reason="no whole response in 3 s")
    found, notes = paths(replace(library, reranker=Backwards(late)))
    assert (found, notes) == (plain, (NOT_RERANKED.format(reason="no whole response in 3 s"),))


@pytest.mark.parametrize("error", [UnknownModel("m", reason="no model"), BadExtension("reranker", target="m:m", reason="no scores")])
def test_a_reranker_that_is_none_is_an_error(library, error):
    with pytest.raises(type(error)):
        paths(replace(library, reranker=Backwards(error)))


def test_in_measuring_a_reranker_that_fails_is_an_error(library, project):
    with pytest.raises(ModelUnavailable):
        paths(replace(library, falls_back=False, reranker=Backwards(ModelUnavailable("m", reason="away"))))
    variant = Variant(name="default", settings=project.settings)
    assert VariantWiring(project, variant).parts().library.falls_back is False


def test_a_question_in_a_language_that_it_was_not_made_for_is_left_alone(library):
    english = Backwards(languages=("en",))
    question = "Как чистят лампу?"
    assert paths(replace(library, reranker=english), question) == paths(library, question)
    assert english.given == []
    assert paths(replace(library, reranker=english))[0] != paths(library)[0]


def test_it_is_given_only_what_the_asker_may_read(library):
    for principal, sees in ((OWNER, True), (member({"board"}), True), (member({"sales"}), False)):
        backwards = Backwards()
        paths(replace(library, reranker=backwards, principal=principal))
        assert ("board/secret.md" in backwards.given) is sees


def test_an_answer_says_that_its_passages_could_not_be_ordered_anew(project):
    with RerankServer() as server:
        server.faults = ["broken"]
        meaning = MeaningSettings(reranker="cohere:m", reranker_url=server.url, reranker_timeout_s=2)
        with Project(project.root, settings=replace(project.settings, meaning=meaning)) as asking:
            answer = asking.ask_sync(QUESTION)
            assert answer.claims
            assert [note for note in answer.notes if "HTTP 500" in note]
            server.faults = []
            assert asking.ask_sync(QUESTION).notes == ()
            assert "rerank" in asking.ask_sync(QUESTION).stages
