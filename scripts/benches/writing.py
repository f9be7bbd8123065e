"""Packs as authors write them, generated: front matter, pages, questions of every kind with whys and explanations.

The same seed gives the same text. Words are few and the sentences mean nothing; their length and their markup are
those of real packs.
"""

import os
import random
from collections.abc import Callable

KINDS = (
    ("choice",) * 8 + ("several",) * 2 + ("typed",) * 3 + ("number",) + ("cloze",) * 2 + ("order", "match", "recall")
)


def _words(text: str) -> list[str]:
    return text.split()


_NOUNS = _words("""
backup branch buffer cache channel checksum cluster commit container counter daemon deadline disk event field filter
folder gateway handle header index journal kernel key label ledger limit lock log message mount network node packet page
parser patch path peer permission pipe pointer policy port process proxy query queue quota record region replica request
resolver retry route rule runbook sample schema script secret segment server session shard signal snapshot socket source
stack stage storage stream switch table tag target thread ticket timeout token trace tree tunnel update upgrade user
value vault volume watcher window worker zone
""")
_VERBS = _words("""
blocks checks clears closes copies drops fills guards hides holds keeps leads locks marks moves names opens reads
renames replaces resets returns rewrites saves seals sends shows sorts starts stops
""")
_QUALITIES = _words("broken clean cold fast full late local lost new quiet remote safe slow stale warm")
_COMMANDS = (
    "ls -l",
    "ps aux",
    "du -sh .",
    "git log",
    "git reset --soft",
    "df -h",
    "ss -lnt",
    "mount",
    "kill -9",
    "cat",
)


class Author:
    """Writes packs from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def pack(self, folder: str, files: int, questions: int, kinds: tuple[str, ...] = KINDS) -> None:
        """Write a pack of `files` files with `questions` questions each: one lesson, then four quizzes, and so on.

        A quiz teaches the lesson before it.
        """
        pack = os.path.basename(folder)
        names = [f"lesson-{n}" if n % 5 == 0 else f"quiz-{n}" for n in range(files)]
        order = f"order: [{', '.join(names)}]"
        about = f"format: 1\npack: {pack}\ntitle: {pack.title()}\nabout: {self.sentence()}\nversion: 1.0.0\n"
        _write(os.path.join(folder, "pack.yaml"), f"{about}language: en\nlicense: CC-BY-4.0\n{order}\n")
        for n, name in enumerate(names):
            asked = [self.question(f"{name}-{number}", self._one(kinds)) for number in range(questions)]
            if n % 5 == 0:
                _write(os.path.join(folder, "lessons", f"{name}.md"), self._lesson(asked))
            else:
                _write(os.path.join(folder, "quizzes", f"{name}.md"), self._quiz(names[n - n % 5], asked))

    def sentence(self) -> str:
        """A sentence of about a dozen words, some of them marked up."""
        first, second, third = (self._one(_NOUNS) for _ in range(3))
        middle = self._one((f"`{self._one(_COMMANDS)}`", f"*{self._one(_NOUNS)}*", f"the {self._one(_NOUNS)}"))
        end = self._one((f"the **{third}** is {self._one(_QUALITIES)}", f"a {self._one(_QUALITIES)} {third} is there"))
        return f"The {self._one(_QUALITIES)} {first} {self._one(_VERBS)} {middle} and the {second} while {end}."

    def _one(self, values: tuple[str, ...] | list[str]) -> str:
        return values[int(self._chance.random() * len(values))]

    def _several(self, values: list[str], count: int) -> list[str]:
        return self._chance.sample(values, count)

    def _paragraph(self) -> str:
        return "\n".join(self.sentence() for _ in range(self._chance.randint(2, 4)))

    def _lesson(self, questions: list[str]) -> str:
        head = (
            f"---\ntitle: The {self._one(_QUALITIES)} {self._one(_NOUNS)}\nwhy: {self._plain()}\n"
            f"essence: {self._plain()}\nminutes: {10 + len(questions)}\n"
            f"tags: [{self._one(_NOUNS)}, {self._one(_NOUNS)}]\n"
            'sources: ["https://example.org/manual"]\nverified: 2026-11-20\n---\n'
        )
        pages = [self._page() for _ in range(8)]
        every = max(1, -(-len(questions) // len(pages)))
        parts = [f"{page}\n---\n\n" + "\n".join(questions[n * every : (n + 1) * every]) for n, page in enumerate(pages)]
        return head + "\n\n---\n\n".join(part.removesuffix("---\n\n") for part in parts) + "\n"

    def _page(self) -> str:
        points = "\n".join(f"- {self.sentence()}" for _ in range(3))
        fence = f"```bash\n$ {self._one(_COMMANDS)}\n{self._one(_NOUNS)}  {self._one(_NOUNS)}\n```"
        return f"### A {self._one(_QUALITIES)} {self._one(_NOUNS)}\n\n{self._paragraph()}\n\n{points}\n\n{fence}\n"

    def _quiz(self, lesson: str, questions: list[str]) -> str:
        title = f"Which {self._one(_NOUNS)} {self._one(_VERBS)}"
        return f"---\ntitle: {title}\nteaches: [{lesson}]\n---\n\n" + "\n".join(questions)

    def _plain(self) -> str:
        return f"A {self._one(_QUALITIES)} {self._one(_NOUNS)} {self._one(_VERBS)} the {self._one(_NOUNS)} in time."

    def question(self, name: str, kind: str) -> str:
        """One question of a kind of KINDS, with its explanation; `name` is its id."""
        write: dict[str, Callable[[str], str]] = {
            "choice": lambda name: self._choice(name, right=1),
            "several": lambda name: self._choice(name, right=2),
            "typed": self._typed,
            "number": self._number,
            "cloze": self._cloze,
            "order": self._order,
            "match": self._match,
            "recall": self._recall,
        }
        return write[kind](name)

    def _choice(self, name: str, right: int) -> str:
        lines = []
        for place, noun in enumerate(self._several(_NOUNS, 4)):
            text = f"The {noun} that {self._one(_VERBS)} the {self._one(_NOUNS)}"
            lines += [f"- [{'x' if place < right else ' '}] {text}", f"  > {self.sentence()}"]
        return f"{self._prompt(name, 'What')}\n" + "\n".join(lines) + f"\n\n{self._explanation()}\n"

    def _typed(self, name: str) -> str:
        answer, near = self._several(_NOUNS, 2)
        code = self._one(_COMMANDS)
        first = f"- = `{code}`" if self._chance.random() < 0.5 else f"- = {answer}"
        return (
            f"{self._prompt(name, 'Which command')}\n{first}\n- = the {answer}\n- ~ {near}\n  > {self.sentence()}\n\n"
            f"{self._explanation()}\n"
        )

    def _number(self, name: str) -> str:
        lines = f"- = {self._chance.randint(2, 99)} +- 1\n- ~ 0\n  > {self.sentence()}"
        return f"{self._prompt(name, 'How many')}\n{lines}\n\n{self._explanation()}\n"

    def _cloze(self, name: str) -> str:
        first, second, third = self._several(_NOUNS, 3)
        return (
            f"## The {first} {self._one(_VERBS)} ==the {second}== and ==the {third}==. {{#{name}}}\n"
            f"{self._explanation()}\n"
        )

    def _order(self, name: str) -> str:
        steps = [f"{n}. {self._one(('Stop', 'Save', 'Read', 'Copy'))} the {noun}" for n, noun in self._numbered(4)]
        return (
            f"{self._prompt(name, 'Put in order: what', ' .order')}\n"
            + "\n".join(steps)
            + f"\n\n{self._explanation()}\n"
        )

    def _match(self, name: str) -> str:
        pairs = zip(self._several(_NOUNS, 4), self._several(_NOUNS, 4), strict=True)
        lines = [f"- {left} => it {self._one(_VERBS)} the {right}" for left, right in pairs]
        return f"{self._prompt(name, 'Match: what', ' .match')}\n" + "\n".join(lines) + f"\n\n{self._explanation()}\n"

    def _recall(self, name: str) -> str:
        return f"{self._prompt(name, 'Why')}\n> {self.sentence()}\n> {self.sentence()}\n"

    def _numbered(self, count: int) -> list[tuple[int, str]]:
        return list(enumerate(self._several(_NOUNS, count), 1))

    def _prompt(self, name: str, asks: str, classes: str = "") -> str:
        noun, other = self._several(_NOUNS, 2)
        text = f"{asks} {self._one(_VERBS)} the {self._one(_QUALITIES)} {noun} of a {other}? {{#{name}{classes}}}"
        more = f"\n\n{self.sentence()}\n" if self._chance.random() < 0.3 else "\n"
        return f"## {text}{more}"

    def _explanation(self) -> str:
        return "\n".join(f"> {self.sentence()}" for _ in range(self._chance.randint(1, 2))) + "\n"


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
