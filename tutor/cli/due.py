"""`tutor due`: how many reviews are due. Asked by prompts and status lines, so it opens as little as it can."""

from tutor.cli.speech import count, say
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.due import due_now


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    due = due_now()
    if due is None:
        from tutor.cli.opening import opened
        from tutor.services.packs import due_by_pack

        with opened() as tutor:
            due = due_by_pack(tutor)
    total = sum(due.values())
    if options.json:
        from tutor.cli.speech import say_json

        say_json({"due": total, "packs": due})
    else:
        say(f"{count(total, 'review')} due", *(f"  {pack}  {number}" for pack, number in due.items() if number))
    return int(Exit.DONE if total else Exit.NOTHING)
