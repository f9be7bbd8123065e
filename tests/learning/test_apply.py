"""What each event does to what is known, and that a replay comes to the same values whichever way it is done."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from journal.histories import DAY_MS, NOON, answer, histories, one_by_one, stamped

from tutor.learning.apply import apply
from tutor.learning.replay import Knowledge, linked, replay
from tutor.learning.rules import in_force
from tutor.model.events import (
    Answered,
    Buried,
    Declined,
    ItemAdded,
    LessonRead,
    Mark,
    PackChanged,
    PackState,
    Recorded,
    Renamed,
    Reset,
    Resumed,
    SettingChanged,
    Stamp,
    Suspended,
    Undone,
    Verdict,
)
from tutor.model.knowledge import DayTotals, LessonProgress, Memory, PackProgress
from tutor.settings import SETTINGS


class TestReplay:
    @given(histories())
    def test_applying_one_by_one_and_taking_answers_back_equals_a_replay_of_all(self, events: list[Recorded]) -> None:
        assert one_by_one(events) == replay(events)

    @given(histories(), st.randoms(use_true_random=False))
    def test_the_order_in_which_events_arrive_makes_no_difference(
        self, events: list[Recorded], chance: random.Random
    ) -> None:
        arrived = list(events)
        chance.shuffle(arrived)
        assert replay(arrived) == replay(events)

    @given(histories(longest=12), st.booleans())
    def test_an_undo_and_the_same_answer_again_is_as_if_it_were_never_undone(
        self, events: list[Recorded], right: bool
    ) -> None:
        at = events[-1].stamp.time + 1 if events else NOON
        first, undo, again = (Stamp(at + n, "cccc0003", n + 1, NOON + 9 * DAY_MS, 0) for n in range(3))
        event = answer("p/b", right=right)
        undone = [Recorded(first, event), Recorded(undo, Undone(first.device, first.seq, "p/b"))]
        assert one_by_one([*events, *undone, Recorded(again, event)]) == one_by_one([*events, Recorded(again, event)])

    @settings(max_examples=100)
    @given(
        st.lists(
            st.tuples(
                st.integers(-(2**53), 2**53),
                st.builds(
                    Answered,
                    st.text(max_size=2),
                    st.text(max_size=2),
                    st.just(()),
                    st.sampled_from(Verdict),
                    st.floats(),
                    mark=st.sampled_from(Mark),
                )
                | st.builds(
                    SettingChanged,
                    st.sampled_from([*SETTINGS, ""]),
                    st.none() | st.booleans() | st.text(max_size=3) | st.integers() | st.floats(),
                )
                | st.builds(LessonRead, st.text(max_size=2), st.integers(), st.floats(), st.booleans())
                | st.builds(Buried, st.text(max_size=2), st.integers()),
            ),
            max_size=12,
        )
    )
    def test_no_sequence_of_events_raises(self, drawn: list[tuple[int, Answered]]) -> None:
        known = replay(Recorded(Stamp(n, "d", n, utc, 0), event) for n, (utc, event) in enumerate(drawn))
        assert all(math.isfinite(totals.seconds) for totals in known.days.values())


class TestAnswers:
    def test_the_first_rated_answer_is_new_and_one_on_a_later_day_is_a_review(self) -> None:
        known = replay(stamped(answer(), answer(right=False)))
        assert known.days == {
            20_000: DayTotals(answers=1, right=1, new=1, seconds=4.0),
            20_001: DayTotals(answers=1, reviews=1, seconds=4.0),
        }

    def test_a_second_answer_on_one_day_is_no_review(self) -> None:
        known = replay(stamped(answer(), answer(), every=60_000))
        assert known.days == {20_000: DayTotals(answers=2, right=2, new=1, seconds=8.0)}

    def test_guesses_and_practice_leave_the_schedule_alone_and_have_their_own_figures(self) -> None:
        schedule = replay(stamped(answer(answer_hash="1:old"))).memories
        marked = (answer(right=False, mark=mark, answer_hash="1:new") for mark in (Mark.GUESS, Mark.PRACTICE))
        known = replay(stamped(answer(answer_hash="1:old"), *marked, every=1000))
        assert known.memories == schedule
        totals = known.days[20_000]
        assert (totals.answers, totals.guesses, totals.practice) == (1, 1, 1)
        assert (totals.seconds, totals.practice_seconds) == (8.0, 4.0)

    def test_a_guess_alone_is_remembered_as_no_answer(self) -> None:
        known = replay(stamped(answer(mark=Mark.GUESS)))
        assert known.memories == {"p/a": Memory("p/a", "choice")}

    def test_a_clock_set_back_makes_no_review_and_no_negative_time(self) -> None:
        events = stamped(answer(), answer(), every=60_000)
        back = replace(events[1], stamp=replace(events[1].stamp, utc=NOON - 5 * DAY_MS))
        known = replay([events[0], back])
        assert known.days[19_995].reviews == 0
        assert known.memories["p/a"].stability == replay(events).memories["p/a"].stability

    def test_sums_of_seconds_can_be_taken_back_to_nothing(self) -> None:
        events = stamped(*(answer(f"p/{n}", seconds=0.1) for n in range(10)), every=1000)
        undone = [Undone("aaaa0001", n + 1, f"p/{n}") for n in range(10)]
        assert one_by_one(stamped(*(one.event for one in events), *undone, every=1000)) == Knowledge()

    @pytest.mark.parametrize("spent", [-1.0, math.nan])
    def test_what_is_no_time_counts_as_none(self, spent: float) -> None:
        assert replay(stamped(answer(seconds=spent))).days[20_000].seconds == 0.0


class TestSettings:
    def test_the_rollover_in_force_at_the_event_decides_its_day(self) -> None:
        night = NOON - 10 * 3_600_000  # two in the morning
        events = [
            Recorded(Stamp(night, "d", 1, night, 0), answer()),
            Recorded(Stamp(night + 1, "d", 2, night, 0), SettingChanged("rollover", 1)),
            Recorded(Stamp(night + 2, "d", 3, night, 0), answer("p/b")),
        ]
        assert set(replay(events).days) == {19_999, 20_000}

    def test_a_later_retention_leaves_earlier_due_dates_alone(self) -> None:
        before = replay(stamped(answer(), answer("p/b"), every=1000)).memories
        changed = stamped(answer(), SettingChanged("retention", 0.75), answer("p/b"), every=1000)
        known = replay(changed)
        assert known.memories["p/a"] == before["p/a"]
        assert (known.memories["p/b"].due or 0) > (before["p/b"].due or 0)

    def test_parameters_that_fsrs_refuses_count_as_its_defaults(self) -> None:
        refused = replay(stamped(SettingChanged("parameters", "1 2 3"), answer())).memories
        assert refused == replay(stamped(SettingChanged("theme", "dark"), answer())).memories

    def test_values_out_of_their_limits_count_as_the_default(self) -> None:
        stored = {"retention": 7.0, "rollover": True, "theme": "pink", "confidence": 0, "new-a-day": 20, "other": "x"}
        found = in_force(stored)
        assert found == {key: setting.default for key, setting in SETTINGS.items()} | {"new-a-day": 20}

    def test_none_returns_to_the_default(self) -> None:
        known = replay(stamped(SettingChanged("rollover", 7), SettingChanged("rollover", None)))
        assert known.settings == {}
        assert known.rules.settings["rollover"] == SETTINGS["rollover"].default


class TestSetAside:
    def test_suspending_and_resuming(self) -> None:
        assert replay(stamped(Suspended("p/a"))).memories["p/a"].suspended
        assert not replay(stamped(Suspended("p/a"), Resumed("p/a"))).memories["p/a"].suspended

    def test_resuming_ends_the_rest_of_a_leech(self) -> None:
        known = Knowledge(memories={"p/a": Memory("p/a", reps=20, lapses=8, resting=True)})
        known.take(apply(known, stamped(Resumed("p/a"))[0]))
        assert known.memories["p/a"] == Memory("p/a", reps=20, lapses=8)

    def test_burying_names_the_day(self) -> None:
        assert replay(stamped(Buried("p/a", 20_001))).memories["p/a"].buried_until == 20_001

    def test_a_reset_is_back_to_unanswered_and_keeps_what_the_learner_wished_for(self) -> None:
        known = replay(stamped(answer(right=False), Suspended("p/a"), Buried("p/a", 20_009), Reset("p/a")))
        assert known.memories == {"p/a": Memory("p/a", "choice", suspended=True, buried_until=20_009)}

    def test_after_a_reset_the_next_answer_is_new_again(self) -> None:
        assert replay(stamped(answer(), Reset("p/a"), answer())).days[20_002].new == 1

    def test_what_is_unknown_needs_no_reset(self) -> None:
        assert replay(stamped(Reset("p/a"), Resumed("p/a"))) == Knowledge()


class TestRenames:
    def test_memory_reading_and_what_was_added_follow(self) -> None:
        events = stamped(answer(), LessonRead("p/a", 2, 9.0), ItemAdded("p/a"), Renamed("p/a", "p/z"))
        known, before = replay(events), replay(events[:-1])
        assert known.memories == {"p/z": replace(before.memories["p/a"], question="p/z")}
        assert known.lessons == {"p/z": LessonProgress("p/z", 2, None, 9.0)}
        assert known.added == {"p/z"}
        assert known.days == before.days

    @pytest.mark.parametrize(("there", "kept"), [(1, 2), (3, 3), (2, 2)])
    def test_of_two_histories_the_longer_stays(self, there: int, kept: int) -> None:
        known = replay(stamped(*[answer("p/a")] * 2, *[answer("p/z")] * there, Renamed("p/a", "p/z")))
        assert set(known.memories) == {"p/z"}
        assert known.memories["p/z"].reps == kept

    def test_two_readings_of_a_lesson_unite(self) -> None:
        first = (LessonRead("p/a", 4, 8.0, finished=True), LessonRead("p/z", 2, 3.0))
        known = replay(stamped(*first, Renamed("p/a", "p/z")))
        assert known.lessons == {"p/z": LessonProgress("p/z", 2, 20_000, 11.0)}

    def test_an_answer_given_before_the_rename_can_be_taken_back_after_it(self) -> None:
        events = stamped(answer(), answer(), Renamed("p/a", "p/z"), answer("p/z"), Undone("aaaa0001", 2, "p/a"))
        known = one_by_one(events)
        assert known == replay(events)
        assert known.memories["p/z"].reps == 2

    def test_names_are_linked_through_chains_in_both_directions(self) -> None:
        renames = [Renamed("p/b", "p/c"), Renamed("p/a", "p/b"), Renamed("q/x", "q/y")]
        assert linked({"p/c"}, renames) == linked({"p/a"}, renames) == {"p/a", "p/b", "p/c"}


class TestTheRest:
    def test_the_furthest_screen_is_kept_until_the_lesson_is_finished(self) -> None:
        read = (LessonRead("p/l", 0, 10.0), LessonRead("p/l", 3, 20.0), LessonRead("p/l", 1, 5.0))
        assert replay(stamped(*read)).lessons["p/l"] == LessonProgress("p/l", 3, None, 35.0)

    def test_the_first_finish_is_kept_and_each_is_counted(self) -> None:
        known = replay(stamped(*[LessonRead("p/l", 4, 10.0, finished=True)] * 2))
        assert known.lessons["p/l"] == LessonProgress("p/l", -1, 20_000, 20.0)
        assert known.days[20_001] == DayTotals(screens=1, lessons=1, seconds=10.0)

    def test_packs_keep_their_last_state_and_since_when(self) -> None:
        known = replay(stamped(PackChanged("p", PackState.STARTED), PackChanged("p", PackState.PAUSED)))
        assert known.packs == {"p": PackProgress("p", PackState.PAUSED, 20_001)}

    def test_suggestions_are_declined_for_a_time_or_for_ever(self) -> None:
        known = replay(stamped(Declined("leech:p/a", 20_030), Declined("read:p/b", None)))
        assert known.declined == {"leech:p/a": 20_030, "read:p/b": None}
