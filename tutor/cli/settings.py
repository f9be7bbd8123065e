"""`tutor settings [KEY [VALUE]]`: see or change a setting."""

from tutor.cli.opening import opened
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.services.preferences import change_setting, preferences
from tutor.settings import shown_setting


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("key", nargs="?", help="one setting")
    parser.add_argument("value", nargs="?", help="its new value")
    options = parser.parse_args(words)
    with opened() as tutor:
        if options.value is not None:
            change_setting(tutor, options.key, options.value)
        listed = preferences(tutor)
    if options.key is not None:
        listed = [row for row in listed if row[0] == options.key]
        if not listed:
            raise TutorError(f"there is no setting {options.key!r}", hint="tutor settings lists them")
    if options.json:
        say_json({key: value for key, value, _ in listed})
    else:
        rows = [(key, shown_setting(key, value) or "(any)", about) for key, value, about in listed]
        keys, values = (max(len(row[column]) for row in rows) for column in (0, 1))
        say(*(f"{key:{keys}} = {value:{values}}  {about}" for key, value, about in rows))
    return int(Exit.DONE)
