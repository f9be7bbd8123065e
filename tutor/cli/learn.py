"""`tutor learn ID`: the questions of an item join the queue, whatever its pack's state."""

from tutor.cli.speech import count, say, say_json, show_progress
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.opening import open_tutor
from tutor.services.packs import learn


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", help="an item or a question, as ID or PACK/ID")
    options = parser.parse_args(words)
    tutor = open_tutor(progress=show_progress)
    try:
        name, questions = learn(tutor, options.id)
    finally:
        tutor.close()
    if options.json:
        say_json({"item": name, "questions": questions})
    else:
        say(f"{name}: {count(questions, 'question')} in your queue")
    return int(Exit.DONE if questions else Exit.NOTHING)
