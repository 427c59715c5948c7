"""The audit of an open project: what was done to truth as a whole, for whoever has to show it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.errors import NotAllowed
from untuned.project.given import a_count
from untuned.project.replaced import still_told
from untuned.project.wiring import Wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from untuned.store.audit import Entry
    from untuned.store.encoding import JSON


class AuditPart(Wiring):
    """What was purged and restored, and when. It is the owner's alone, and outlives a restore."""

    def audit(self, limit: int = 100) -> list[Entry]:
        """The latest purges and restores, newest first.

        Each has its time (UTC), `action`, `subject` (what was named) and `detail` (ids of what lost its words), and no text of documents.

        Raises:
            NotAllowed: The principal is no owner.
            ValueError: The limit is less than 1.
        """
        from untuned.store.audit import Audit

        if not self.principal.owner:
            raise NotAllowed("read the audit")
        return Audit(self.database).entries(principal=self.principal, limit=a_count(limit, name="limit", least=1))

    def _noted_acts(self) -> list[Entry]:
        """Every entry so far; none where truth is missing, damaged or of another release."""
        from untuned.store.audit import Audit

        return still_told(self, lambda: Audit(self.database).entries(principal=self.principal), otherwise=[])

    def _note_restore(self, source: Path, *, detail: Mapping[str, JSON]) -> None:
        """Notes a restore in the database that it put back."""
        from untuned.store.audit import Audit

        Audit(self.database).note("restore", actor="owner", subject=str(source), detail=detail, now=datetime.now(UTC))
