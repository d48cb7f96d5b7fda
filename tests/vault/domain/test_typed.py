"""What people type: dates are the end of a day where the firm is; names hide nothing."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.domain.dates import day, known_zone, parse, read_future, read_moment, stamp
from vault.domain.names import clean_name
from vault.errors import CocoonError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZONES = ["UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Apia",
         "Australia/Lord_Howe", "America/Havana", "Asia/Beirut"]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_a_date_is_the_last_second_of_that_day_there(zone: str) -> None:
    """On every day of a year with summer time, however the clocks are turned at midnight."""
    start = datetime(2027, 1, 1).date()
    for n in range(365):
        date = start + timedelta(days=n)
        moment = read_moment(date.isoformat(), zone, "x")
        after = moment.astimezone(UTC) + timedelta(seconds=1)
        assert moment.astimezone(ZoneInfo(zone)).date() == date
        assert after.astimezone(ZoneInfo(zone)).date() > date, (zone, date)
        assert day(stamp(moment), zone) == date.isoformat()


def test_a_day_whose_last_hour_comes_twice_ends_with_the_second_one() -> None:
    havana = read_moment("2027-11-06", "America/Havana", "x")
    assert stamp(read_moment("2018-02-17", "America/Sao_Paulo", "x")) == "2018-02-17T23:59:59-03:00"
    assert stamp(havana) == "2027-11-06T23:59:59-04:00"


def test_a_full_moment_is_taken_as_it_is() -> None:
    assert read_moment("2027-03-31T12:00:00+02:00", "Asia/Seoul", "x").utcoffset() == timedelta(
        hours=2
    )
    assert stamp(read_moment("2027-03-31T12:00", "Asia/Seoul", "x")) == "2027-03-31T12:00:00+09:00"


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2027-02-30", "31.03.2027", "2027-13-01", "2027-3-1", "０２７-01-01", "\0",
     "0001-01-01", "9999-12-31", "2027-03-31T25:00", "1" * 400, "2027-03-31; DROP"],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York"])
def test_what_is_no_date_is_refused_in_a_sentence(text: str, zone: str) -> None:
    with pytest.raises(CocoonError) as refused:
        read_future(text, zone, "the end of use", NOW)
    assert refused.value.code in ("bad-date", "past-date") and refused.value.next


@given(st.text(max_size=30))
def test_no_text_makes_reading_a_date_fall_over(text: str) -> None:
    try:
        moment = read_moment(text, "Asia/Seoul", "x")
    except CocoonError as error:
        assert error.code == "bad-date"
    else:
        assert moment.tzinfo and day(stamp(moment), "America/New_York")


def test_a_past_date_is_refused_and_today_is_not() -> None:
    late = datetime(2026, 3, 2, 14, 59, 58, tzinfo=UTC)
    assert read_future("2026-03-02", "Asia/Seoul", "x", late)
    with pytest.raises(CocoonError) as refused:
        read_future("2026-03-02", "Asia/Seoul", "x", late + timedelta(seconds=1))
    assert refused.value.code == "past-date"


@given(st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1)), st.sampled_from(ZONES))
def test_stamps_read_back(moment: datetime, zone: str) -> None:
    moment = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    assert parse(stamp(moment)).astimezone(UTC) == moment.astimezone(UTC)


def test_a_zone_that_this_machine_does_not_know_becomes_utc() -> None:
    assert known_zone("Asia/Seoul") == "Asia/Seoul"
    for bad in ("Mars/Olympus", "", "../../etc/passwd", "/etc/localtime", "a\0b"):
        assert known_zone(bad) == "UTC"


HOSTILE = [
    "", "   ", "\t\n", "a\0b", "a\x1b[31mb", "right\u202eto left", "zero\u200bwidth",
    "\ufeffmark", "soft\u00adhyphen", "\ud800", "\U000f0000", "\u2066isolate", "x" * 301, "\u2028",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_hide_something_are_refused(name: str) -> None:
    with pytest.raises(CocoonError) as refused:
        clean_name(name, "partner's name")
    assert refused.value.code == "bad-name" and refused.value.next


def test_names_in_any_language_are_kept() -> None:
    for name in (
        "김민수",
        "Оливер Kahn",
        "山田 太郎",
        "Zoë O'Neil-Smith",
        "شركة",
        "A/B: <C>",
        "🐛 Co",
    ):
        assert clean_name(name, "x") == name
    assert clean_name("  two\n lines\t", "x") == "two lines"
    assert clean_name(unicodedata.normalize("NFD", "김민수"), "x") == "김민수"


@given(st.text(max_size=50))
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text, "x")
    except CocoonError:
        return
    assert clean_name(name, "x") == name
    assert name.isprintable() or not name.isascii()
