"""Playing a drill as a pure state machine: a play and what the learner does go in, the next play and its events out.

No sequence of choices and rewinds raises: what cannot be done leaves the play as it is, without an event. The next play
is always what the events make of the one before, so that the log cannot say anything else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from tutor.learning.drill_log import continued
from tutor.learning.shuffling import shown_order
from tutor.model.conditions import Effect, State, after, holds
from tutor.model.drills import Drill, DrillChoice, Ending, LabHandover, Scene
from tutor.model.events import DrillBegan, DrillChose, DrillEnded, DrillEvent, DrillRewound
from tutor.model.knowledge import Play

_VARIANT = "~"  # between a scene and its variant, where it has several


class Turn(NamedTuple):
    """What came of something that the learner did. Without events nothing did."""

    play: Play
    events: tuple[DrillEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """The rules of one drill. `seed` is the journal's; `seen` are the variants shown in earlier plays, as `first_tries`
    of `DrillProgress` names them: what was never seen is drawn first."""

    drill: Drill
    seed: int
    seen: Collection[str] = ()

    def begin(self, play: str, turn: int) -> Turn:
        """A play from the first scene. `play` is its name, `turn` how many were begun before."""
        return self._begun(play, turn, self.drill.start, self.drill.state)

    def scene(self, play: Play) -> Scene | None:
        """The scene where a play stands; None at the ending of a fail rule that no scene tells."""
        return self.drill.scene(play.scene, play.variant)

    def choices(self, play: Play) -> tuple[DrillChoice, ...]:
        """What can be chosen now, in the order it is shown: shuffled anew in each play, the same after a rewind."""
        scene = self.scene(play)
        if scene is None or play.ending:
            return ()
        values = dict(play.state)
        order = shown_order(len(scene.choices), self.seed, f"{self.drill.name}#{scene.id}", play.turn)
        return tuple(scene.choices[position] for position in order if holds(scene.choices[position].condition, values))

    def choose(self, play: Play, place: int, seconds: float = 0.0, solved: bool = False) -> Turn:
        """Take the choice at `place` of `choices`. Where it leads through a lab, `solved` says how that went."""
        choices = self.choices(play)
        if not 0 <= place < len(choices):
            return Turn(play)
        choice = choices[place]
        target, lab = choice.target, ""
        if isinstance(target, LabHandover):
            target, lab = (target.solved, "solved") if solved else (target.unsolved, "unsolved")
        return self._moved(play, choice.hash, target, choice.effects, seconds, lab)

    def run_out(self, play: Play, seconds: float = 0.0) -> Turn:
        """The seconds of a timed scene ran out."""
        scene = self.scene(play)
        if scene is None or not scene.seconds or play.ending:
            return Turn(play)
        return self._moved(play, "", scene.late, (), seconds, "")

    def rewind(self, play: Play, to: int) -> Turn:
        """Back to the decision at place `to` of `play.taken`; 0 starts again."""
        if not 0 <= to < len(play.taken):
            return Turn(play)
        return self._after(play, DrillRewound(self.drill.name, play.play, to))

    def checkpoints(self, play: Play) -> tuple[int, ...]:
        """The places in `play.taken` that are checkpoints, the latest first."""
        places = range(len(play.taken) - 1, -1, -1)
        return tuple(place for place in places if self._is_checkpoint(play.taken[place].scene))

    def resume(self, play: Play, name: str) -> Turn:
        """Go on with a play that was left. Where the drill was changed meanwhile, it goes on under another `name`: at
        the latest checkpoint that still exists and still fits the state, else at the beginning."""
        if play.shape == self.drill.shape:
            return Turn(play)
        stands = [(play.scene, play.state), *((taken.scene, taken.state) for taken in reversed(play.taken))]
        for scene, state in stands:
            if self._is_checkpoint(scene) and self._fits(state):
                return self._begun(name, play.turn, scene, state, resumed=True)
        return self._begun(name, play.turn, self.drill.start, self.drill.state, resumed=True)

    def _is_checkpoint(self, scene: str) -> bool:
        return any(variant.checkpoint for variant in self.drill.variants(scene))

    def _fits(self, state: State) -> bool:
        kinds = [(name, type(value)) for name, value in state]
        return kinds == [(name, type(value)) for name, value in self.drill.state]

    def _begun(self, name: str, turn: int, scene: str, state: State, *, resumed: bool = False) -> Turn:
        variant = self._draw(scene, turn, ())
        event = DrillBegan(self.drill.name, name, turn, scene, state, self.drill.shape, variant, resumed)
        play = continued(None, event)
        assert play is not None
        return Turn(play, (event,))

    def _moved(
        self, play: Play, choice: str, target: str, effects: tuple[Effect, ...], seconds: float, lab: str
    ) -> Turn:
        """The play after a decision: the effects, then the fail rules in order, then where it stands."""
        values = dict(after(play.state, effects))
        failed = next((rule.ending for rule in self.drill.fail if holds(rule.condition, values)), "")
        here = failed or target
        variant = self._draw(here, play.turn, play.visited)
        written = tuple(effect.written for effect in effects)
        turn = self._after(
            play, DrillChose(self.drill.name, play.play, play.scene, choice, here, written, variant, seconds, lab)
        )
        scene = self.drill.scene(here, variant)
        ending = Ending.FAIL if failed else scene.ending if scene else Ending.NONE
        if not ending:
            return turn
        shown = tuple(dict.fromkeys(key for each in turn.play.visited if (key := self._key(*each))))
        ended = DrillEnded(self.drill.name, play.play, here, ending is Ending.PASS, not play.endings, shown)
        return Turn(self._after(turn.play, ended).play, (*turn.events, ended))

    def _after(self, play: Play, event: DrillEvent) -> Turn:
        following = continued(play, event)
        assert following is not None
        return Turn(following, (event,))

    def _draw(self, scene: str, turn: int, visited: Collection[tuple[str, str]]) -> str:
        """Which variant of a scene a play shows: always the same one, and one that was never seen where there is."""
        variants = [one.variant for one in self.drill.variants(scene)]
        if len(variants) < 2:
            return variants[0] if variants else ""
        for known, variant in visited:
            if known == scene and variant in variants:
                return variant
        order = [
            variants[place]
            for place in shown_order(len(variants), self.seed, f"{self.drill.name}#{scene}{_VARIANT}", turn)
        ]
        return next((variant for variant in order if f"{scene}{_VARIANT}{variant}" not in self.seen), order[0])

    def _key(self, scene: str, variant: str) -> str:
        """The name of a variant in `first_tries`; "" for a scene that has only one."""
        return f"{scene}{_VARIANT}{variant}" if len(self.drill.variants(scene)) > 1 else ""
