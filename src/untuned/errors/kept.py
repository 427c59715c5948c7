"""Errors of what untuned keeps: truth, and the views of it."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.errors.given import UntunedError


class StoreError(UntunedError):
    """Truth could not be read or written."""


class UnknownVersion(StoreError):
    """No such version for this principal."""

    def __init__(self, version: object) -> None:
        super().__init__(f"version '{version}' is unknown", remedy="see 'untuned history PATH' for a document's versions")
        self.version = version


class UnknownDocument(StoreError):
    """No such document for this principal; `near` are the paths of those that may be meant."""

    def __init__(self, path: object, *, near: Sequence[str] = (), remedy: str = "") -> None:
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        super().__init__(f"document '{path}' is unknown", remedy=f"{meant}see 'untuned status --list' for the documents that are synced")
        self.path, self.near = path, tuple(near)
        self.remedy = remedy or self.remedy


class UnknownAnswer(StoreError):
    """No such answer for this principal."""

    def __init__(self, answer: str) -> None:
        super().__init__(f"answer '{answer}' is unknown", remedy="see 'untuned history' for the recorded answers")
        self.answer = answer


class UnknownCitation(StoreError):
    """No such citation for this principal."""

    def __init__(self, citation: object) -> None:
        super().__init__(f"citation '{citation}' is unknown", remedy="see 'untuned show ANSWER' for an answer's citations")
        self.citation = citation


class UnknownConversation(StoreError):
    """No such conversation for this principal."""

    def __init__(self, conversation: str) -> None:
        super().__init__(f"conversation '{conversation}' is unknown", remedy="see 'untuned chat --list' for the stored conversations")
        self.conversation = conversation


class UnknownSubject(StoreError):
    """Nothing of that name leans on documents: no question, answer or document for this principal."""

    def __init__(self, name: str) -> None:
        remedy = "name a question's or an answer's id, or a document's path; others as row:ID or dataset:ID"
        super().__init__(f"'{name}' is no question, answer or document", remedy=remedy)
        self.name = name


class UnknownSection(StoreError):
    """A document has no such heading."""

    def __init__(self, path: str, heading: str) -> None:
        super().__init__(f"{path} has no heading '{heading}'", remedy=f"see 'untuned show {path}', or name the whole document")
        self.path, self.heading = path, heading


class UnknownLean(StoreError):
    """Nothing is said to lean on anything, or proposed to, under these numbers."""

    def __init__(self, ids: Sequence[int]) -> None:
        named = ", ".join(str(id) for id in ids)
        super().__init__(f"nothing has the number {named}", remedy="see 'untuned lean list' for the numbers that there are")
        self.ids = tuple(ids)


class NothingSynced(StoreError):
    """There is no document to ask: none was looked for yet; or the last sync could read none, or found none in `places`."""

    def __init__(self, *, failed: int = 0, places: Sequence[str] = (), endings: Sequence[str] = ()) -> None:
        message, remedy = "nothing is synced yet", "run 'untuned sync'"
        if failed:
            message = f"the last sync could read no document: {failed:,} {'file' if failed == 1 else 'files'} failed"
            remedy = "see 'untuned doctor' for the reasons"
        elif places:
            message = f"the last sync found nothing to read in {', '.join(places)}"
            remedy = f"put documents there ({' '.join(endings)}), or name other places as 'paths' below [sources]; then run 'untuned sync'"
        super().__init__(message, remedy=remedy)
        self.failed, self.places, self.endings = failed, tuple(places), tuple(endings)


class NewerSchema(StoreError):
    """The database was written by a later untuned."""

    def __init__(self, found: str, *, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this untuned knows {known}", remedy="install a newer untuned, or restore a backup that fits"
        )
        self.found, self.known = found, known


class StoreBusy(StoreError):
    """Another process holds the database's writer for too long."""

    remedy = "wait for the other 'untuned' process to end, then try again"


class StoreUnwritable(StoreError):
    """Full disk, read-only folder, lost rights."""

    remedy = "nothing that was committed is lost: make room or allow writing, then run the command again"


class DamagedStore(StoreError):
    """The database is not one, or is damaged."""

    remedy = "restore a backup with 'untuned restore FILE'"


class BackupError(StoreError):
    """A backup or restore that could not be done whole."""


class ProjectClosed(StoreError):
    """The project was closed before this was asked, or while it was under way."""

    remedy = "await what was asked before 'close()', or use 'async with' or 'await project.aclose()', which wait for it"

    def __init__(self, message: str = "the project was closed while this was under way", *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)


class ViewError(UntunedError):
    """A view of truth could not be read or written."""


class IndexBusy(ViewError):
    """Another process is writing this view."""

    remedy = "wait for the other 'untuned' process to end, then try again; reading goes on meanwhile"


class IndexUnwritable(ViewError):
    """Full disk, read-only folder."""

    remedy = "make room or allow writing, then run 'untuned reindex'; no document is lost"
