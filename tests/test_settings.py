"""What a setting may be, and what is said when it may not."""

import pytest
from hypothesis import given, strategies as st

from tutor.errors import Exit, TutorError
from tutor.settings import MINUTES_CHOICES, SETTINGS, Setting, SettingValue, parse_setting

OPEN = [setting for setting in SETTINGS.values() if not setting.internal]
NUMBERS = [
    setting for setting in OPEN if isinstance(setting.default, int | float) and setting.default not in (True, False)
]


@pytest.mark.parametrize("setting", OPEN, ids=lambda setting: setting.key)
def test_a_default_is_a_value_that_may_be_given(setting: Setting) -> None:
    value = parse_setting(setting.key, str(setting.default))
    assert value == setting.default
    assert type(value) is type(setting.default)


@pytest.mark.parametrize("setting", OPEN, ids=lambda setting: setting.key)
def test_a_setting_says_what_it_does(setting: Setting) -> None:
    assert SETTINGS[setting.key] is setting
    assert setting.about[:1].isupper()


@given(st.sampled_from(NUMBERS), st.integers(-10_000, 10_000))
def test_a_number_is_taken_within_its_limits_alone(setting: Setting, number: int) -> None:
    if setting.low <= number <= setting.high:
        assert parse_setting(setting.key, str(number)) == number
    else:
        with pytest.raises(TutorError, match=f"{setting.low:g} and {setting.high:g}"):
            parse_setting(setting.key, str(number))


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e400"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(TutorError):
        parse_setting("retention", text)


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("On", True), ("true", True), ("no", False), ("OFF", False)]
)
def test_yes_and_no_have_several_words(text: str, value: SettingValue) -> None:
    assert parse_setting("animations", text) is value


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("animations", "maybe", "yes or no, not 'maybe'"),
        ("theme", "pink", "dark, light, contrast"),
        ("minutes", "five", "a number, not 'five'"),
        ("minutes", "2.5", "a number, not '2.5'"),
        ("colour", "dark", "no setting 'colour'.*\n.*theme"),
        ("seed", "7", "no setting 'seed'"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(key: str, text: str, says: str) -> None:
    with pytest.raises(TutorError, match=says) as refused:
        parse_setting(key, text)
    assert refused.value.exit_code is Exit.USAGE


def test_minutes_offered_may_be_set() -> None:
    assert [parse_setting("minutes", str(minutes)) for minutes in MINUTES_CHOICES] == list(MINUTES_CHOICES)
