"""A small project, and desks that answer from it in every way, to test the one door with."""

from dataclasses import dataclass, field, fields, replace

from storing import NOON
from untuned.assistant.desk import Desk, no_shots
from untuned.assistant.respond import respond, respond_stream
from untuned.models.chat.fake import FakeChatModel
from untuned.project import Project
from untuned.rag.ground import Asked
from untuned.rag.modelled import Author
from untuned.types.answers import Claim
from untuned.types.documents import Span
from untuned.types.methods import DEFAULT

PRO = "# Pro plan\n\nVersion history on the Pro plan goes back 30 days. It is not refundable after that time.\n"
ENTERPRISE = "# Enterprise plan\n\nVersion history on the Enterprise plan goes back 400 days.\n"
BOARD = "# Board\n\nThe reserve of the board is 9 million euros.\n"
QUESTION = "How far back does version history go on the Pro plan?"
QUOTE = "Version history on the Pro plan goes back 30 days."
SECRET = "What is the reserve of the board?"


def small_project(root):
    """A folder with three documents, one of them for the board alone, synced."""
    (root / "untuned.toml").write_text('[[access]]\npath = "board/**"\ngroups = ["board"]\n', encoding="utf-8")
    (root / "board").mkdir()
    return of_pages(root, {"pro.md": PRO, "enterprise.md": ENTERPRISE, "board/reserve.md": BOARD})


def of_pages(root, pages):
    """The folder with the pages in it, synced; its settings are what `untuned.toml` says where there is one."""
    (root / "untuned.toml").touch()
    for path, text in pages.items():
        (root / path).write_text(text, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    return root


def asked_in_turn(root, *questions):
    """Asks questions in a row in a new conversation; the last answer."""
    with Project.open(root) as project:
        id = project.start_conversation()
        return [project.ask_sync(question, conversation=id) for question in questions][-1]


def span_of(project, path, quote):
    """Where a quote stands in the latest version of a document."""
    version, text = project.version(path)
    return Span(version=version.id, start=text.index(quote), end=text.index(quote) + len(quote))


@dataclass(kw_only=True)
class Way:
    """One way to answer: a method, and what its models say in turn; None where there is no such model."""

    method: object = DEFAULT
    model: list | None = None
    rewriter: list | None = None
    checker: list | None = None
    shots: object = no_shots
    falls_back: bool = False
    repairs: bool = False
    recorded: list = field(default_factory=list)
    models: dict = field(default_factory=dict)

    def desk(self, project, *, live=False):
        """A desk of fresh models whose record is the identity."""
        self.models = {
            role: FakeChatModel(replies=getattr(self, role), name=f"fake:{role}")
            for role in ("model", "rewriter", "checker")
            if getattr(self, role) is not None
        }
        writer = self.models.get("model")
        author = None if writer is None else Author(writer=writer, name=writer.name, repairs=self.repairs, live=live)
        parts = replace(project.parts(), record=self._kept, author=author, checker=self.models.get("checker"), falls_back=self.falls_back)
        return Desk(
            parts=parts, method=self.method, writer=writer, rewriter=self.models.get("rewriter"), shots=self.shots, live=live, name="way"
        )

    def _kept(self, answer, trace):
        self.recorded.append((answer, trace))
        return answer

    def respond(self, project, question=QUESTION, **asked):
        """The whole response."""
        desk = self.desk(project)
        return project.loop.run(respond(Asked(question=question, **asked), desk=desk, now=NOON))

    def stream(self, project, question=QUESTION, *, live=True, **asked):
        """The claims of the stream, and its response."""
        desk = self.desk(project, live=live)
        *claims, response = project.loop.each(respond_stream(Asked(question=question, **asked), desk=desk, now=NOON))
        assert all(isinstance(claim, Claim) for claim in claims)
        return claims, response


def everything(answer):
    """All that an answer holds, in one text."""
    return str([getattr(answer, field.name) for field in fields(answer)])


def timeless(response):
    """The response without its times, and without the id of a record."""
    answer = None if response.answer is None else replace(response.answer, stages={}, id="")
    return replace(response, answer=answer, stages={}, milliseconds=0.0, first_claim_ms=None, first_token_ms=None)
