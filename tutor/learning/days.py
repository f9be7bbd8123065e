"""Study days: whole days since 1970-01-01 of local time, each begun at the rollover hour instead of midnight.

Memory is counted in study days, so that one evening's work is one day even past midnight. `rollover` is an hour, 0..23.
"""

TYPE_CHECKING = False  # as checkers know it: importing `typing` would cost `tutor due` 8 ms
if TYPE_CHECKING:
    from datetime import date

SECONDS_A_DAY = 86_400
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def study_day(utc_ms: int, offset_s: int, rollover: int) -> int:
    """The study day of an instant: `utc_ms` since 1970, local time `offset_s` seconds ahead of UTC."""
    return (utc_ms // 1000 + offset_s - rollover * 3600) // SECONDS_A_DAY


def day_start(day: int, offset_s: int, rollover: int) -> int:
    """The instant (UTC, ms since 1970) at which study day `day` begins where local time is `offset_s` ahead of UTC."""
    return (day * SECONDS_A_DAY + rollover * 3600 - offset_s) * 1000


def local_date(day: int) -> "date":
    """The date on which study day `day` begins."""
    from datetime import date, timedelta  # not needed on the way to a question

    return date(1970, 1, 1) + timedelta(days=day)


def weekday(day: int) -> str:
    """The weekday on which study day `day` begins, as three letters: 1970-01-01 was a Thursday."""
    return WEEKDAYS[(day + 3) % 7]
