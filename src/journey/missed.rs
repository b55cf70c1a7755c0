//! What was missed or will be, and the way back: chances that are gone, papers
//! that run out, credentials that have lapsed.

use jiff::civil::Date;

use super::{
    clocks::{ClockState, RunningClock},
    evaluation::Evaluation,
    standing::Standing,
};
use crate::catalog::{ClockOwner, CredentialKey, LinkedStart, StepKey, clock::ClockKind};

/// The way back to a credential that has lapsed.
#[derive(Debug, Clone, Copy)]
pub struct WayBack<'e, 'a> {
    /// The step that says how.
    pub step: StepKey,
    /// The clock that runs for it.
    pub clock: &'e RunningClock<'a>,
}

impl WayBack<'_, '_> {
    /// The day on which the time for it ended, where it has.
    #[must_use]
    pub fn ended(&self) -> Option<Date> {
        let is_over = self.clock.state == ClockState::Overdue;
        self.clock.ends.filter(|_| is_over)
    }
}

impl<'a> Evaluation<'a> {
    /// What begins where the time for a way back has ended, such as the time to
    /// appeal.
    #[must_use]
    pub fn after_way_back(&self, back: WayBack<'_, '_>) -> Option<&RunningClock<'a>> {
        self.clocks.iter().find(|clock| {
            let starts = &self.catalog.clock_links(clock.key).starts;
            let is_left = !matches!(clock.state, ClockState::NotStarted | ClockState::Ended);
            starts.contains(&LinkedStart::End(back.clock.key)) && is_left
        })
    }

    /// The clocks that ended and make nothing late, and yet are no news to pass over:
    /// a chance that is gone, and a wait that took longer than it should, while
    /// what would have stopped them is still to do. By their end.
    #[must_use]
    pub fn clocks_gone_by(&self) -> Vec<&RunningClock<'a>> {
        let is_left = |step: &StepKey| self.holds(*step) && !self.is_satisfied(*step);
        let has_gone_by = |clock: &&RunningClock<'_>| {
            let definition = clock.definition;
            let is_wait = definition.kind == ClockKind::Wait && definition.missed.is_some();
            let mut stops = self.catalog.clock_links(clock.key).stops.iter();
            clock.state == ClockState::Ended
                && !clock.stopped
                && clock.ends.is_some()
                && (definition.chance || is_wait)
                && stops.any(is_left)
        };
        let mut clocks: Vec<&RunningClock<'a>> = self.clocks().filter(has_gone_by).collect();
        clocks.sort_by_key(|clock| clock.ends);
        clocks
    }

    /// The paper that ran out, where a step has to be done again for it; of
    /// several the one that ran out first.
    #[must_use]
    pub fn ran_out(&self, step: StepKey) -> Option<(Date, &RunningClock<'a>)> {
        if self.standing(step) != Standing::Lapsed {
            return None;
        }
        let papers = self.clocks.iter().filter(|clock| {
            let reopens = &self.catalog.clock_links(clock.key).reopens;
            clock.definition.kind == ClockKind::Expiry
                && clock.state == ClockState::Overdue
                && reopens.contains(&step)
        });
        let papers = papers.filter_map(|clock| Some((clock.ends?, clock)));
        papers.min_by_key(|&(ends, _)| ends)
    }

    /// The first step for which a paper is needed longer than it is good, and
    /// the day on which that step is expected.
    #[must_use]
    pub fn runs_out_before(&self, clock: &RunningClock<'_>) -> Option<(StepKey, Date)> {
        let ends = clock.ends?;
        if clock.definition.kind != ClockKind::Expiry {
            return None;
        }
        let needing = self.catalog.clock_links(clock.key).stops.iter().copied();
        let needing =
            needing.filter(|&step| !self.is_satisfied(step) && !self.is_only_to_mark(step));
        let needing = needing.filter_map(|step| Some((step, self.expected(step)?)));
        let too_late = needing.filter(|&(_, day)| day > ends);
        too_late.min_by_key(|&(_, day)| day)
    }

    /// The clock by which a credential has lapsed: it started with holding it,
    /// and ended without what keeps it.
    #[must_use]
    pub fn lapsed_by(&self, credential: CredentialKey) -> Option<&RunningClock<'a>> {
        self.clocks.iter().find(|clock| {
            let links = self.catalog.clock_links(clock.key);
            clock.owner == ClockOwner::Credential(credential)
                && clock.state == ClockState::Overdue
                && links.starts.contains(&LinkedStart::Held)
        })
    }

    /// The way back to a credential that has lapsed: the step that lies inside
    /// the clock that starts where its own ended.
    #[must_use]
    pub fn way_back(&self, credential: CredentialKey) -> Option<WayBack<'_, 'a>> {
        let lapsed = self.lapsed_by(credential)?;
        self.clocks.iter().find_map(|clock| {
            let links = self.catalog.clock_links(clock.key);
            let follows = links.starts.contains(&LinkedStart::End(lapsed.key));
            let step = links.inside.first().copied();
            // Another credential may have lapsed on another day.
            let is_its_own = clock.starts == lapsed.ends;
            (follows && is_its_own).then_some(WayBack { step: step?, clock })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::example::look;

    #[test]
    fn what_is_gone_by_and_still_to_do_is_not_passed_over() {
        let gone = |catalog: &str, record: &str| {
            look(catalog, record, |evaluation| {
                let gone = evaluation.clocks_gone_by().into_iter();
                let ids: Vec<&str> = gone.map(|clock| clock.definition.id.as_str()).collect();
                ids.join(" ")
            })
        };
        let sit = "s: sit; clock: sit free deadline starts=expect length=15d before stops=sit";
        let chance = format!("{sit} chance");
        assert_eq!(gone(&chance, "sit todo expect 2026-12-06"), "free");
        assert_eq!(gone(&chance, "sit todo expect 2026-12-07"), "");
        assert_eq!(
            gone(&chance, "sit done on 2026-11-20 expect 2026-11-21"),
            ""
        );
        // A deadline of another kind is overdue, and said so.
        assert_eq!(gone(sit, "sit todo expect 2026-12-06"), "");
        let wait = "s: ask, got; clock: ask usual wait starts=on length=10d stops=got";
        let late = "ask done on 2026-11-01";
        assert_eq!(gone(wait, late), "");
        let wait = format!("{wait} missed");
        assert_eq!(gone(&wait, late), "usual");
        assert_eq!(gone(&wait, "ask done on 2026-11-20"), "");
        assert_eq!(gone(&wait, "ask done on 2026-11-01, got done"), "");
    }

    #[test]
    fn a_paper_is_to_be_renewed_before_it_is_needed() {
        let paper = "s: match, sit, again; clock: match id expiry starts=until stops=sit+again \
                     reopens=match";
        let with = |until: &str, more: &str| {
            let record = format!("match done on 2026-01-01 until {until}, {more}");
            look(paper, &record, |evaluation| {
                let clock = evaluation.clocks().next().expect("a clock");
                let needed = evaluation.runs_out_before(clock);
                let needed = needed.map_or_else(String::new, |(step, day)| {
                    format!(" before {} {day}", evaluation.catalog.step(step).id)
                });
                format!("{}{needed}", clock.state.word())
            })
        };
        let sit = "sit todo expect 2027-03-08";
        assert_eq!(with("2027-02-10", "again todo"), "running");
        assert_eq!(with("2027-02-10", sit), "due soon before sit 2027-03-08");
        assert_eq!(with("2027-03-07", sit), "due soon before sit 2027-03-08");
        assert_eq!(with("2027-03-08", sit), "running");
        let two = format!("{sit}, again todo expect 2027-03-01");
        assert_eq!(with("2027-02-10", &two), "due soon before again 2027-03-01");
        let sat = "sit done on 2026-11-01 expect 2027-03-08";
        assert_eq!(with("2027-02-10", sat), "ended");
    }

    #[test]
    fn the_way_back_is_the_step_in_the_window_behind_the_end() {
        let cycle = "s: won @c, renew <won, rescue? <won !renew; credential: c; \
                     clock: @c cycle window starts=held length=2y stops=renew repeats, \
                     rescue back window starts=cycle.end length=180d stops=rescue+renew \
                     inside=rescue";
        let with = |held: &str| {
            look(cycle, &format!("won done on {held}"), |evaluation| {
                let key = evaluation.catalog.clock_owner(evaluation.clocks[0].key);
                let ClockOwner::Credential(key) = key else {
                    panic!("the first clock is that of the credential")
                };
                let back = evaluation.way_back(key);
                back.map(|back| {
                    let id = &evaluation.catalog.step(back.step).id;
                    format!("{id} {:?}", back.ended().map(|day| day.to_string()))
                })
            })
        };
        assert_eq!(with("2024-12-01"), None);
        assert_eq!(with("2024-11-01").as_deref(), Some("rescue None"));
        assert_eq!(
            with("2024-01-01").as_deref(),
            Some("rescue Some(\"2026-06-30\")")
        );
    }
}
