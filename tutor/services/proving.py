"""The proof of a drill as problems of its pack, for `tutor check`."""

from collections.abc import Iterable

from tutor.learning.drill_proof import Fault, Finding, Proof, prove
from tutor.learning.drill_style import MOST_OPTIONS, MOST_WORDS
from tutor.model.drills import Drill
from tutor.model.items import Item
from tutor.model.problems import Problem
from tutor.packs.codes import MESSAGES

_NOT_PROVED = "as far as was looked"
# Fault: (code, what to do).
_CODES: dict[Fault, tuple[str, str]] = {
    Fault.STUCK: ("E651", "give it a choice without a condition"),
    Fault.NO_PASS: ("E652", "mark a scene .pass, and lead to it"),
    Fault.NO_SOUND_PATH: ("E653", "mark the choices of a good way with [x]"),
    Fault.NO_EXIT: ("E654", "add a choice that leads on, or a `fail:` rule"),
    Fault.OVERFLOW: ("E655", "end the play before, with a `fail:` rule"),
    Fault.UNREACHABLE: ("W651", "lead to it, or delete it"),
    Fault.NEVER: ("W652", ""),
    Fault.ALWAYS: ("W653", "delete the condition"),
    Fault.NO_SUCH_END: ("W654", "lead to it, or delete it"),
    Fault.UNREAD: ("W655", "show it, ask for it, or delete it"),
    Fault.SAME: ("W656", "let them lead to different scenes, or change the state differently"),
    Fault.NO_OUTCOME: ("W657", "indent under it what happens"),
    Fault.NO_WHY: ("W658", 'indent under it "  > why"'),
    Fault.GRADING: ("W659", "tell what happens; the debrief tells the rest"),
    Fault.TOO_MANY: ("W660", f"at most {MOST_OPTIONS}"),
    Fault.TOO_LONG: ("W661", f"at most {MOST_WORDS}"),
    Fault.INCOMPLETE: ("W662", "fewer names in the state, or smaller numbers, would let all be proved"),
}
_ABSENCES = (Fault.UNREACHABLE, Fault.NEVER, Fault.ALWAYS, Fault.NO_SUCH_END)


def problems_of(items: Iterable[Item]) -> list[Problem]:
    """What the proofs of all drills among these items find."""
    return [problem for item in items if isinstance(item, Drill) for problem in proof_of(item)]


def proof_of(drill: Drill) -> list[Problem]:
    """What the proof of one drill finds."""
    proof = prove(drill)
    return [_problem(finding, proof) for finding in proof.findings]


def _problem(finding: Finding, proof: Proof) -> Problem:
    code, hint = _CODES[finding.fault]
    if finding.fault in (Fault.STUCK, Fault.NO_EXIT) and finding.detail:
        hint = f"when {finding.detail}: {hint}"
    if finding.fault in _ABSENCES and not proof.complete:
        hint = f"{_NOT_PROVED}; {hint}" if hint else _NOT_PROVED
    message = MESSAGES[code].format(subject=finding.subject, detail=finding.detail)
    return Problem(finding.place, code, message, hint)
