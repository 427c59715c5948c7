"""The past of an open project: what held on a day, and which documents took the place of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from untuned.errors import IndexUnwritable
from untuned.project.opening import opened_once
from untuned.project.wiring import FOLDER, Wiring
from untuned.types.versions import AsOf

if TYPE_CHECKING:
    from untuned.assistant.desk import Desk
    from untuned.index.search import WordView
    from untuned.index.views import Views
    from untuned.rag.evidence import Library
    from untuned.store.histories import Histories

_UNWRITABLE = "make room or allow writing; or ask with '--as-of' once where it may be written: that brings the index of the past up to date"

Day = date | AsOf
"""A day is one of the effective axis; `AsOf` names another."""


class PastPart(Wiring):
    """What is done with the past. The view of it is made when it is first asked for, and catches up whenever it is asked."""

    @opened_once
    def histories(self) -> Histories:
        """Every version, with the days on which it held."""
        from untuned.store.histories import Histories

        return Histories(self.database)

    @opened_once
    def past_views(self) -> Views:
        """The views of the past, beside those of the present."""
        from untuned.index.search import Origin
        from untuned.index.views import Views
        from untuned.store.changes import Changes

        origin = Origin(database=self.database.id, epoch=self.database.epoch)
        return Views(self.root / FOLDER / "index", origin=origin, changes=Changes(self.database), sources=self.histories)

    def past(self) -> WordView:
        """The index of every version, after every change; while somebody else writes it, as it stands once it is whole.

        Raises:
            IndexBusy: There is none yet, and another process goes on making it for long.
            IndexUnwritable: It is not there or behind, and its folder may not be written.
        """
        from untuned.index.history import History

        try:
            return self.past_views.followed_or_standing(History(recipe=self.recipe, lives=self.histories.lives))
        except IndexUnwritable as error:
            raise IndexUnwritable(error.message, remedy=_UNWRITABLE) from error

    def library_of(self, asked: AsOf) -> Library:
        """Where evidence comes from for a day: the words of the versions that held on it, as the principal may read them now.

        Raises:
            NothingSynced: There is no document to ask.
        """
        from untuned.index.history import held_on, open_to
        from untuned.index.readable import as_read_by

        index = self.past()
        held = self.library(index)
        # Openings, vectors, references and conflicts are those of the texts of now; which values fields have is told by version alone,
        # and who may read a document now counts too.
        settings = replace(held.settings, search=replace(held.settings.search, opening=False, filters=False, references=False))
        return replace(
            held,
            index=as_read_by(self.principal, index, within=open_to(self.principal)),
            settings=settings,
            meaning=None,
            by_words_note="",
            references=None,
            conflicts=None,
            standing=held_on(asked, principal=self.principal),
            as_of=asked,
            day=asked.day,
            begins=partial(self.histories.first_day, asked.axis, principal=self.principal),
            removed=self.histories.removed,
        )

    def desk_of(self, asked: AsOf, *, live: bool = False) -> Desk:
        """Where questions are answered for a day. The canonical facts are those of today, so they are left out. Raises as `desk`."""
        desk = self.desk(live=live)
        # What another variant reads is of the present: of a day everything is looked up.
        return replace(desk, parts=replace(desk.parts, library=self.library_of(asked), facts=None), routing=None)

    def settle_successions(self) -> int:
        """Tells anew which documents took the place of others, by front matter and rules; of how many that changed."""
        from untuned.ingest.succession import successions
        from untuned.store.succession import Successions

        store = Successions(self.database)
        told = successions(store.lines(), self.settings.versions.supersede)
        return store.succeed(told, now=datetime.now(UTC))


def as_of(day: Day | None) -> AsOf | None:
    """The day with its axis."""
    return day if day is None or isinstance(day, AsOf) else AsOf(day=day)
