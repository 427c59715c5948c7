"""Measurements and what was answered in them: runs that are written once, and the scores of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from untuned.errors import UnknownMeasurement
from untuned.store.access import AnyRow, portions
from untuned.store.database import Database
from untuned.store.encoding import from_instant, from_json, is_storable, to_instant, to_json
from untuned.store.numbers import Numbers
from untuned.store.run_rows import from_scores, run_row, to_run, to_scores, touched
from untuned.store.schema import look, measurement, measurement_run, run, run_version, score, variant
from untuned.store.schema import version as version_table
from untuned.store.steps import step
from untuned.types.measures import Measurement, Run, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One time that locked questions were measured with."""

    at: datetime
    measurement: str
    questions: int


class Runs:
    """The measurements of a database. They hold answers of any group: they are for the owner alone, and who calls sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, asked: Measurement, *, bodies: Mapping[str, Mapping[str, Any]], locked: int = 0) -> Measurement:
        """The measurement under a new id. `bodies` says what each variant's hash stands for, `locked` how many questions are locked."""
        return self._database.write(lambda connection: _begin(connection, asked, bodies, locked))

    def finish(self, id: str) -> None:
        """The measurement has all of its runs."""
        ended = update(measurement).where(measurement.c.id == id).values(finished=True)
        self._database.write(lambda connection: connection.execute(ended))

    def get(self, id: str) -> Measurement:
        """A measurement. Raises `UnknownMeasurement`."""
        wanted = select(measurement).where(measurement.c.id == id)
        with self._database.read() as connection:
            rows: Sequence[AnyRow] = connection.execute(wanted).all() if is_storable(id) else ()
        if not rows:
            raise UnknownMeasurement(id)
        return _to_measurement(rows[0])

    def recent(self, *, limit: int = 20) -> list[Measurement]:
        """The latest measurements, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(measurement).order_by(measurement.c.ordinal.desc()).limit(limit)).all()
        return [_to_measurement(row) for row in rows]

    def record(self, id: str, runs: Sequence[Run]) -> list[Run]:
        """The runs, with their ids, as part of a measurement, all of them at once.

        Where a key was recorded before, the run that stands under it is taken and nothing is written anew.
        """
        return self._database.write(lambda connection: _record(connection, id, runs))

    def known(self, keys: Collection[str]) -> dict[str, Run]:
        """The runs that stand under keys, without their texts."""
        found: dict[str, Run] = {}
        with self._database.read() as connection:
            for portion in portions(sorted(keys)):
                rows = connection.execute(select(run).where(run.c.key.in_(portion)))
                found.update((row.key, to_run(row, texts=False)) for row in rows)
        return found

    def of(self, id: str, *, texts: bool = True, questions: Collection[str] | None = None) -> list[Run]:
        """A measurement's runs in the order in which they were recorded; without `texts`, with their figures alone.

        With `questions`, some hundreds at most, only those to them.
        """
        columns = [column for column in run.c if texts or column.name != "body"]
        wanted = select(*columns).join(measurement_run, measurement_run.c.run == run.c.id).where(measurement_run.c.measurement == id)
        if questions is not None:
            wanted = wanted.where(run.c.question.in_(sorted(questions)))
        with self._database.read() as connection:
            return [to_run(row, texts=texts) for row in connection.execute(wanted.order_by(run.c.id))]

    def score(self, scores: Mapping[int, Sequence[Score]]) -> None:
        """Scores of runs, by the run's id, all of them at once; what was said before stays, and gives way to them."""
        self._database.write(lambda connection: _score(connection, scores))

    def scores(self, id: str, *, details: Collection[str] | None = None) -> dict[int, dict[str, Score]]:
        """The scores of a measurement's runs: by run, then by metric. Of a metric the last one counts.

        With `details` only the scores of these metrics have their details: figures alone are read faster.
        """
        wanted = select(score.c.run, score.c.body).join(measurement_run, measurement_run.c.run == score.c.run)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(measurement_run.c.measurement == id).order_by(score.c.run, score.c.ordinal))
            return _by_run(((id, body) for id, body in rows), details=details)

    def scores_of(self, ids: Collection[int]) -> dict[int, dict[str, Score]]:
        """The scores of runs, whichever measurement they are of: by run, then by metric. Of a metric the last one counts."""
        found: dict[int, dict[str, Score]] = {}
        with self._database.read() as connection:
            for portion in portions(sorted(ids)):
                wanted = select(score.c.run, score.c.body).where(score.c.run.in_(portion)).order_by(score.c.run, score.c.ordinal)
                found.update(_by_run(((id, body) for id, body in connection.execute(wanted))))
        return found

    def questions_of(self, ids: Collection[int]) -> dict[int, str]:
        """The questions that runs answer, by the run's id."""
        found: dict[int, str] = {}
        with self._database.read() as connection:
            for portion in portions(sorted(ids)):
                rows = connection.execute(select(run.c.id, run.c.question).where(run.c.id.in_(portion)))
                found.update((row.id, row.question) for row in rows)
        return found

    def asked(self) -> frozenset[str]:
        """Every question that some measurement has an answer to, by id."""
        with self._database.read() as connection:
            return frozenset(connection.execute(select(run.c.question).distinct()).scalars())

    def variants(self, hashes: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """What hashes stand for."""
        with self._database.read() as connection:
            rows = connection.execute(select(variant).where(variant.c.hash.in_(sorted(set(hashes)))))
            return {row.hash: from_json(row.body) for row in rows}

    def looks(self) -> list[Look]:
        """Every time that locked questions were measured with, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(look).order_by(look.c.id)).all()
        return [Look(at=to_instant(row.at), measurement=row.measurement, questions=row.questions) for row in rows]

    def looks_at(self, id: str) -> int:
        """Which look at the locked questions a measurement was, from 1; 0 where it had none of them."""
        return next((nth for nth, one in enumerate(self.looks(), start=1) if one.measurement == id), 0)


def _begin(connection: Connection, asked: Measurement, bodies: Mapping[str, Mapping[str, Any]], locked: int) -> Measurement:
    numbers = Numbers(connection)
    ordinal = numbers.take("measurement")
    begun, at = replace(asked, id=f"m{ordinal}"), from_instant(asked.at)
    held = set(connection.execute(select(variant.c.hash).where(variant.c.hash.in_(sorted(bodies)))).scalars())
    fresh = [{"hash": name, "body": to_json(dict(body)), "added_at": at} for name, body in bodies.items() if name not in held]
    if fresh:
        connection.execute(insert(variant), fresh)
    body = {"variants": begun.variants, "questions": begun.questions, "repeats": begun.repeats}
    body |= {"simulated": begun.simulated, "live": begun.live, **({"left_out": begun.left_out} if begun.left_out else {})}
    row = {"id": begun.id, "ordinal": ordinal, "at": at, "split": begun.split, "finished": False, "body": to_json(body)}
    connection.execute(insert(measurement).values(row))
    if locked:
        connection.execute(insert(look).values(id=numbers.take("look"), at=at, measurement=begun.id, questions=locked))
    numbers.save()
    return begun


def _record(connection: Connection, id: str, runs: Sequence[Run]) -> list[Run]:
    step("store.runs")
    standing: dict[str, Run] = {}
    for portion in portions([one.key for one in runs]):
        standing.update((row.key, to_run(row, texts=True)) for row in connection.execute(select(run).where(run.c.key.in_(portion))))
    numbers = Numbers(connection)
    fresh: list[Run] = []
    for one in runs:
        if one.key not in standing:
            standing[one.key] = replace(one, id=numbers.take("run"))
            fresh.append(standing[one.key])
    numbers.save()
    _write(connection, fresh)
    ids = dict.fromkeys(standing[one.key].id for one in runs)
    linked = set(
        connection.execute(
            select(measurement_run.c.run).where(measurement_run.c.measurement == id, measurement_run.c.run.in_(ids))
        ).scalars()
    )
    links = [{"measurement": id, "run": one} for one in ids if one not in linked]
    if links:
        connection.execute(insert(measurement_run), links)
    step("store.runs.before")
    return [standing[one.key] for one in runs]


def _write(connection: Connection, fresh: Sequence[Run]) -> None:
    # What was purged while a run was under way must not come back with it.
    ids = sorted({version for one in fresh for version in touched(one)})
    held: set[int] = set()
    for portion in portions(ids):
        wanted = select(version_table.c.id).where(version_table.c.id.in_(portion), version_table.c.purged_at.is_(None))
        held.update(connection.execute(wanted).scalars())
    whole = [one if touched(one) <= held else _without_words(one) for one in fresh]
    for portion in portions([run_row(one, id=one.id or 0) for one in whole]):
        connection.execute(insert(run), list(portion))
    links = [{"run": one.id, "version": version} for one in whole for version in sorted(touched(one) & held)]
    for portion in portions(links):
        connection.execute(insert(run_version), list(portion))


def _without_words(one: Run) -> Run:
    return replace(one, text="", original="", claims=(), contexts=(), cited=(), hits=(), read=(), notes=(), error="")


def _score(connection: Connection, scores: Mapping[int, Sequence[Score]]) -> None:
    last: dict[int, int] = {}
    for portion in portions(sorted(scores)):
        wanted = select(score.c.run, func.max(score.c.ordinal).label("last")).where(score.c.run.in_(portion)).group_by(score.c.run)
        last.update((row.run, row.last) for row in connection.execute(wanted))
    rows = [{"run": id, "ordinal": last.get(id, -1) + 1, "body": from_scores(list(said))} for id, said in scores.items() if said]
    for portion in portions(rows):
        connection.execute(insert(score), list(portion))


def _by_run(rows: Iterable[tuple[int, str]], *, details: Collection[str] | None = None) -> dict[int, dict[str, Score]]:
    """Scores by run and metric; the later rows of a run go before the earlier ones."""
    found: dict[int, dict[str, Score]] = {}
    made: dict[tuple[Any, ...], Score] = {}
    for id, body in rows:
        said = {one.metric: one for one in to_scores(body, made=made, details=details)}
        if id in found:
            found[id].update(said)
        else:
            found[id] = said
    return found


def _to_measurement(row: AnyRow) -> Measurement:
    body = from_json(row.body)
    split: Literal["dev", "locked", "all"] = row.split
    return Measurement(
        id=row.id,
        at=to_instant(row.at),
        variants=tuple((name, hashed) for name, hashed in body["variants"]),
        questions=tuple(body["questions"]),
        split=split,
        repeats=body["repeats"],
        simulated=body["simulated"],
        live=body.get("live", False),
        left_out=tuple((tasks, count) for tasks, count in body.get("left_out", ())),
        finished=row.finished,
    )
