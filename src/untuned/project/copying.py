"""Copies of truth: made while it is in use, and put back in its place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from untuned.errors import BackupError, NotAllowed, UntunedError
from untuned.project.auditing import AuditPart
from untuned.project.given import one_file
from untuned.project.own_files import OwnFilePart
from untuned.project.replaced import still_told
from untuned.project.wiring import database_place
from untuned.types.documents import Version
from untuned.types.principal import OWNER


class CopyPart(OwnFilePart, AuditPart):
    """Backup and restore. They are the owner's alone."""

    def backup(self, target: Path | str, *, force: bool = False) -> Path:
        """A whole copy of the database, made while it is in use; its path.

        Raises:
            BackupError: It could not be made whole, its folder is not there, or there is a file already and `force` is false.
        """
        from untuned.store.backup import backup

        self._owner_copies("make a backup")
        place = one_file(target)
        if place.exists() and not force:
            raise BackupError(f"{target} exists already", remedy="name another file, or replace it with '--force'")
        if not place.absolute().parent.is_dir():
            raise BackupError(f"the folder of {target} is not there", remedy="make it first, or name another place")
        return backup(self.database, place)

    def restore(self, source: Path | str) -> tuple[str, ...]:
        """Put a backup in the database's place; what was purged since it was made and is back with it, as `purge` takes it.

        A path without a version's number where another document stands there now: `purge` takes that too, and the next sync reads its
        file again.

        Who may read its documents is told by the access rules of today, not by those of its day. Views notice and are built anew. The
        project's own files stay what they are, whether the backup knew of them or not: they lie in the folder of today. The audit keeps
        what it had, and has the restore. Raises `BackupError`.
        """
        from untuned.store.backup import restore

        self._owner_copies("restore a backup")
        kept = one_file(source)
        noted, purged, acts = self._own_noted(), self._purged(), self._noted_acts()
        self._let_go()
        restore(kept, database_place(self.root, self.settings), acts=acts)
        self._note_own(noted)
        back = tuple(dict.fromkeys(map(self._named_for_purge, self.documents.holding(purged)))) if purged else ()
        self._note_restore(kept, detail={"back": list(back)})
        return back

    def _named_for_purge(self, version: Version) -> str:
        """`PATH@N` where that is this version; `PATH`, which takes all that ever stood there, where another document stands there now."""
        with suppress(UntunedError):
            if self.documents.numbered(version.path, version.number, principal=OWNER) == version.id:
                return f"{version.path}@{version.number}"
        return version.path

    def _purged(self) -> frozenset[str]:
        """Hashes of what was purged and is nowhere any more; none where truth is missing, damaged or of another release."""

        def purged() -> frozenset[str]:
            gone = self.documents.purged()
            return gone.difference(*((one.raw_sha256, one.text_sha256) for one in self.documents.holding(gone)))

        return still_told(self, purged, otherwise=frozenset())

    def _owner_copies(self, action: str) -> None:
        if not self.principal.owner:
            raise NotAllowed(action)
