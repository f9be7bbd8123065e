"""Claims: facts about tools that a machine can check, each with a twin that must fail."""

from dataclasses import dataclass, replace

from tutor.model.checks import Check, Subject
from tutor.model.ids import full_name, joined_hash
from tutor.model.problems import Place
from tutor.model.questions import NOWHERE
from tutor.model.text import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What `says` states holds when every one of `expect` holds after `setup` and `run`.

    Claims have a namespace of their own: one may be called as what it backs is. `control` holds the keys, "setup" or
    "run" or both, that the false twin has in another form; `expect` must then fail, or it could not fail at all. A
    check without a subject of its own (`of` is "") looks at what `run` came to. `digest` is a hash of all that makes
    the claim: another one means that it must be run again.
    """

    pack: str
    id: str
    says: Runs
    backs: tuple[str, ...]  # full names of items and questions
    needs: tuple[str, ...] = ()  # the tools without which it cannot run
    setup: str = ""
    run: str
    expect: tuple[Check, ...]
    control: tuple[tuple[str, str], ...]
    digest: str = ""
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        return full_name(self.pack, self.id)

    @property
    def label(self) -> str:
        """What it is called where items are listed too."""
        return f"claim {self.id}"

    @property
    def twin(self) -> "Claim":
        """The claim that its control states, which must not hold."""
        differing = dict(self.control)
        return replace(self, setup=differing.get("setup", self.setup), run=differing.get("run", self.run))

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """All that it runs, as (what it is, the text)."""
        parts = [("setup", self.setup)] if self.setup else []
        parts.append(("run", self.run))
        parts += [("check", check.of) for check in self.expect if check.subject is Subject.RUN and check.of]
        return (*parts, *((f"control {key}", text) for key, text in self.control))


def digest_of(claim: Claim) -> str:
    """A hash of what a claim says and does. Moving it in its file, or what it backs, changes nothing."""
    says = "".join(run.text for run in claim.says)
    checks = tuple(f"{check.subject} {check.of} {check.word} {check.value!r}" for check in claim.expect)
    parts = (says, " ".join(claim.needs), claim.setup, claim.run, *checks, *(f"{k}={v}" for k, v in claim.control))
    return joined_hash(parts, ordered=True)
