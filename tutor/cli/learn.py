"""`tutor learn ID`: the questions of an item join the queue, whatever its pack's state."""

from tutor.cli.opening import opened
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.packs import learn


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", help="an item or a question, as ID or PACK/ID")
    options = parser.parse_args(words)
    with opened() as tutor:
        name, questions = learn(tutor, options.id)
    if options.json:
        say_json({"item": name, "questions": questions})
    else:
        say(f"{name}: {count(questions, 'question')} in your queue")
    return int(Exit.DONE if questions else Exit.NOTHING)
