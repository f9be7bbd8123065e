"""`tutor how 2`: another answer of the last look-up, whole."""

import time

from tutor.cli.how import Options, aid_lines
from tutor.cli.output import Screen
from tutor.cli.speech import talk
from tutor.errors import Exit, NotFound
from tutor.model.printed import CODE, OFF, line, squeezed
from tutor.places import Places
from tutor.services.lookup import Aids, note_look_up, one_aid
from tutor.services.recent import Recent, remember


def open_again(aids: Aids, where: Places, last: Recent, number: int, options: Options) -> int:
    """Open answer `number` of the last look-up, in the form that is asked for."""
    if not 1 <= number <= len(last.names):
        talk(f"The last look-up has {len(last.names)} answers: {last.question}")
        return Exit.NOTHING
    try:
        hit = one_aid(aids, last.names[number - 1])
    except NotFound as gone:
        raise NotFound(gone.message, hint=f"Look it up again: tutor how {last.question}") from None
    screen = Screen(options.colour)
    if options.form in ("text", "list"):
        ending = line(f"Did it work? {CODE}tutor how +{OFF} (yes) or {CODE}tutor how -{OFF} (no)", 0)
        lines = [*aid_lines(aids, hit, screen), *screen.lines(f"{line('')}\n{ending}")]
        screen.show(squeezed(lines, screen.rows - 1), pager=options.pager)
    elif options.form == "command":
        from tutor.cli.prompt import put_command

        return put_command(aids, hit, options.number)
    else:
        from tutor.cli.records import show_as

        show_as(options.form, aids, hit, screen, pager=options.pager)
    remember(where, Recent(last.asked, last.question, last.names, number))
    ms = max(0, int(time.time() * 1000) - last.asked)
    if number != last.opened:
        note_look_up(where, last.question, hit.name, number, ms, teachable=False)
    return Exit.DONE
