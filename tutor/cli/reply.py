"""`tutor reply ITEM WORD [SENTENCE]`: tell the author of an item what you made of it."""

from tutor.cli.opening import opened
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.model.events import ReplyKind
from tutor.model.ids import pack_of
from tutor.services.opening import resolve
from tutor.services.replying import keep_reply

WORDS = {
    ReplyKind.HELPED: "it helped",
    ReplyKind.WRONG: "something in it is wrong",
    ReplyKind.UNCLEAR: "it is unclear",
    ReplyKind.OUTDATED: "it is out of date",
}


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", help="an item or a question, as ID or PACK/ID")
    kinds = [kind.value for kind in ReplyKind]
    parser.add_argument("reply", choices=kinds, help="nothing: take back a reply that was not handed on")
    parser.add_argument("sentence", nargs="*", help="what its author should know")
    options = parser.parse_args(words)
    kind = ReplyKind(options.reply)
    with opened() as tutor:
        replied = keep_reply(tutor, resolve(tutor, options.id), kind, " ".join(options.sentence))
    if options.json:
        say_json({"item": replied.item, "reply": replied.reply.value, "sentence": replied.sentence})
    elif kind is ReplyKind.NOTHING:
        say(f"Taken back: what you told about {replied.item}.")
    else:
        say(
            f"Kept about {replied.item}: {WORDS[kind]}.",
            f"It stays here until you hand it on: tutor replies {pack_of(replied.item)}",
        )
    return int(Exit.DONE)
