"""Reading and changing settings. Every change is an event in the journal."""

from tutor.model.events import SettingChanged
from tutor.services.opening import Tutor
from tutor.settings import SETTINGS, SettingValue, parse_setting


def preferences(tutor: Tutor) -> list[tuple[str, SettingValue, str]]:
    """Every setting a person may change: key, value, what it does."""
    values = tutor.journal.settings()
    return [(key, values[key], setting.about) for key, setting in SETTINGS.items() if not setting.internal]


def change_setting(tutor: Tutor, key: str, text: str) -> SettingValue:
    """Set `key` to what `text` means and return it. Raises TutorError for an unknown key or a value out of bounds."""
    value = parse_setting(key, text)
    if tutor.journal.settings()[key] != value:
        tutor.journal.record(SettingChanged(key, value))
    return value


def personas(tutor: Tutor) -> list[str]:
    """The personas that any pack names, in the packs' order: what the setting of that name may usefully be."""
    names = (name for row in tutor.catalog.packs() for name, _ in tutor.catalog.pack(row.id).personas)
    return list(dict.fromkeys(names))
