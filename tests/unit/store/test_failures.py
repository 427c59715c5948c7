from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from untuned.errors import DamagedStore, StoreBusy, StoreError, StoreUnwritable
from untuned.store.failures import kind_of, translated


def sqlite_error(code):
    error = sqlite3.OperationalError("said so")
    error.sqlite_errorcode = code
    return error


def postgres_error(state):
    error = Exception("said so")
    error.sqlstate = state
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite_error(sqlite3.SQLITE_BUSY), StoreBusy),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), StoreBusy),
        (sqlite_error(sqlite3.SQLITE_FULL), StoreUnwritable),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), StoreUnwritable),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), StoreUnwritable),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), StoreUnwritable),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), DamagedStore),
        (sqlite_error(sqlite3.SQLITE_CONSTRAINT), None),
        (sqlite3.OperationalError("without a code"), None),
        (postgres_error("55P03"), StoreBusy),
        (postgres_error("53100"), StoreUnwritable),
        (postgres_error("25006"), StoreUnwritable),
        (postgres_error("57P01"), StoreError),
        (postgres_error("XX001"), DamagedStore),
        (postgres_error("23505"), None),
    ],
)
def test_an_engine_s_error_has_one_meaning(error, kind):
    assert kind_of(error) is kind


def test_a_translated_error_names_the_place_and_keeps_its_cause():
    cause = OperationalError("SELECT 1", {}, sqlite_error(sqlite3.SQLITE_FULL))
    with pytest.raises(StoreUnwritable, match=r"here\.db: said so") as caught, translated("here.db"):
        raise cause
    assert caught.value.__cause__ is cause


def test_what_cannot_be_translated_passes_as_it_is():
    cause = OperationalError("SELECT 1", {}, sqlite_error(sqlite3.SQLITE_ERROR))
    with pytest.raises(OperationalError) as caught, translated("here.db"):
        raise cause
    assert caught.value is cause
