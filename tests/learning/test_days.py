"""A study day is a local day that begins at the rollover hour."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from tutor.learning.days import day_start, local_date, study_day, weekday

INSTANTS = st.integers(-(10**12), 10**14)  # from before 1970 to far ahead, in ms
OFFSETS = st.integers(-12 * 3600, 14 * 3600)
ROLLOVERS = st.integers(0, 23)
DAYS = st.integers(-10_000, 100_000)


def day_of(moment: datetime, rollover: int = 4) -> date:
    offset = moment.utcoffset()
    assert offset is not None
    return local_date(study_day(int(moment.timestamp() * 1000), int(offset.total_seconds()), rollover))


def test_one_evening_is_one_day_past_midnight():
    berlin = ZoneInfo("Europe/Berlin")
    assert day_of(datetime(2026, 11, 21, 23, 59, tzinfo=berlin)) == date(2026, 11, 21)
    assert day_of(datetime(2026, 11, 22, 3, 59, 59, tzinfo=berlin)) == date(2026, 11, 21)
    assert day_of(datetime(2026, 11, 22, 4, 0, tzinfo=berlin)) == date(2026, 11, 22)


def test_rollover_zero_is_the_calendar_day():
    assert day_of(datetime(2026, 11, 22, 0, 0, tzinfo=UTC), rollover=0) == date(2026, 11, 22)
    assert day_of(datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC), rollover=0) == date(2026, 11, 21)


def test_clocks_set_forward_and_back_make_no_day_twice():
    berlin = ZoneInfo("Europe/Berlin")
    # 2026-03-29 loses an hour at 02:00, 2026-10-25 gains one at 03:00: both before the day begins at 04:00.
    for year, month, day in ((2026, 3, 29), (2026, 10, 25)):
        assert day_of(datetime(year, month, day, 3, 59, tzinfo=berlin)) == date(year, month, day - 1)
        assert day_of(datetime(year, month, day, 4, 0, tzinfo=berlin)) == date(year, month, day)


def test_the_same_instant_is_another_day_elsewhere():
    instant = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp() * 1000)
    assert local_date(study_day(instant, -9 * 3600, 4)) == date(2026, 11, 20)  # 03:00 in Alaska
    assert local_date(study_day(instant, 14 * 3600, 4)) == date(2026, 11, 21)  # 02:00 of the 22nd in Kiritimati


@given(INSTANTS, INSTANTS, OFFSETS, ROLLOVERS)
def test_days_never_run_backwards(one: int, other: int, offset: int, rollover: int):
    earlier, later = sorted((one, other))
    assert study_day(earlier, offset, rollover) <= study_day(later, offset, rollover)


@given(DAYS, OFFSETS, ROLLOVERS)
def test_a_day_lasts_from_its_start_to_the_next(day: int, offset: int, rollover: int):
    start = day_start(day, offset, rollover)
    assert study_day(start, offset, rollover) == day
    assert study_day(start - 1, offset, rollover) == day - 1
    assert study_day(day_start(day + 1, offset, rollover) - 1, offset, rollover) == day


@given(INSTANTS, OFFSETS, ROLLOVERS, st.sampled_from([-3600, 3600]))
def test_an_hour_of_summer_time_moves_the_day_by_one_at_most(instant: int, offset: int, rollover: int, shift: int):
    assert abs(study_day(instant, offset + shift, rollover) - study_day(instant, offset, rollover)) <= 1


@given(DAYS)
def test_weekdays_are_those_of_the_calendar(day: int):
    assert weekday(day) == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[local_date(day).weekday()]


def test_day_zero_is_the_first_of_january_1970():
    assert (local_date(0), weekday(0)) == (date(1970, 1, 1), "Thu")
