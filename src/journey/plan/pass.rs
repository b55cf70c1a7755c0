//! One pass over what is planned: when each step starts and is done.

use super::{fit, network::Network, node::Begins, terms::Terms};

/// How long each step takes in one or several schedules beside each other.
pub(super) trait Durations<const LANES: usize> {
    /// Fills in the days of the person's time and the days that pass by
    /// themselves.
    fn fill(&mut self, node: usize, effort: &mut [i32; LANES], wait: &mut [i32; LANES]);
}

/// So many schedules beside each other, in days from today.
///
/// Side by side they cost little more than one: what a step waits for is looked
/// up once for all.
#[derive(Debug)]
pub(super) struct Pass<const LANES: usize> {
    pub(super) start: Vec<[i32; LANES]>,
    pub(super) finish: Vec<[i32; LANES]>,
    pub(super) cause: Vec<[Cause; LANES]>,
    /// Days of the person's time.
    pub(super) effort: Vec<[i32; LANES]>,
    /// Days that pass by themselves.
    pub(super) wait: Vec<[i32; LANES]>,
    /// By node, where days are known from outside.
    work_until: Vec<[i32; LANES]>,
}

/// What fixed the start of a step, in one word: the highest bit for a term
/// start, two bits for the kind, the rest for the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cause(u32);

/// What fixed the start of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    /// It can start today.
    Today,
    /// What it waits for ended then.
    By(usize),
    /// The person was busy with this one.
    Busy(usize),
    /// A clock ran until then.
    Clock,
}

impl Cause {
    const TERM: u32 = 1 << 31;
    const KIND: u32 = 3 << 29;
    const BY: u32 = 1 << 29;
    const BUSY: u32 = 2 << 29;
    const CLOCK: u32 = 3 << 29;

    const TODAY: Self = Self(0);

    pub(super) fn fixed(self) -> Fixed {
        let node = (self.0 & !(Self::TERM | Self::KIND)) as usize;
        match self.0 & Self::KIND {
            Self::BY => Fixed::By(node),
            Self::BUSY => Fixed::Busy(node),
            Self::CLOCK => Fixed::Clock,
            _ => Fixed::Today,
        }
    }

    /// Whether the start was moved on to a term start.
    pub(super) fn is_term(self) -> bool {
        self.0 & Self::TERM != 0
    }
}

impl<const LANES: usize> Pass<LANES> {
    pub(super) fn new(network: &Network) -> Self {
        let count = network.nodes.len();
        Self {
            start: vec![[0; LANES]; count],
            finish: vec![[0; LANES]; count],
            cause: vec![[Cause::TODAY; LANES]; count],
            effort: vec![[0; LANES]; count],
            wait: vec![[0; LANES]; count],
            work_until: Vec::new(),
        }
    }

    /// Schedules everything anew.
    pub(super) fn run(
        &mut self,
        network: &Network,
        durations: &mut impl Durations<LANES>,
        terms: &mut Terms,
    ) {
        for number in 0..network.nodes.len() {
            durations.fill(number, &mut self.effort[number], &mut self.wait[number]);
        }
        if network.known_days_win {
            self.work_until = fit::work_until(network, &self.wait);
        }
        // The end of the person's time on what they did before, and what that is.
        let mut free = [0; LANES];
        let mut busy_with = [Cause::TODAY; LANES];
        self.begin(network, &mut free, &mut busy_with);
        for (number, node) in network.nodes.iter().enumerate() {
            match node.begins {
                Begins::UnderWay { days_ago } => self.go_on(network, number, days_ago),
                Begins::NotBefore { day, on_term } => {
                    let (ready, ready_by) = self.ready(network, number, day);
                    let (mut start, mut cause) = (ready, ready_by);
                    if node.has_effort() {
                        for lane in 0..LANES {
                            if free[lane] > start[lane] {
                                start[lane] = free[lane];
                                cause[lane] = busy_with[lane];
                            }
                        }
                    }
                    if on_term {
                        for lane in 0..LANES {
                            let term = terms.next(start[lane]);
                            if term > start[lane] {
                                start[lane] = term;
                                cause[lane].0 |= Cause::TERM;
                            }
                        }
                    }
                    let work_until = self.work_until(number);
                    for lane in 0..LANES {
                        let (effort, wait) = (self.effort[number][lane], self.wait[number][lane]);
                        let until = work_until[lane];
                        // A day from outside stands for the step's own time.
                        let needs = if node.expected.is_some() { 0 } else { effort };
                        let in_time = until.saturating_sub(needs).max(ready[lane]);
                        if in_time < start[lane] {
                            start[lane] = in_time;
                            cause[lane] = ready_by[lane];
                        }
                        let mut end = start[lane].saturating_add(effort).min(until);
                        let mut finish = end.saturating_add(wait);
                        if node.by_school {
                            finish = finish.min(until);
                        }
                        if let Some(expected) = node.expected {
                            finish = expected.max(start[lane]);
                            end = end.min(finish);
                        }
                        self.finish[number][lane] = finish;
                        if node.has_effort() && end >= free[lane] {
                            free[lane] = end;
                            busy_with[lane] = Cause(Cause::BUSY | number as u32);
                        }
                    }
                    self.start[number] = start;
                    self.cause[number] = cause;
                }
            }
        }
    }

    /// The day by which the work on a node has to end, so that a day known from
    /// outside holds.
    fn work_until(&self, number: usize) -> [i32; LANES] {
        self.work_until
            .get(number)
            .copied()
            .unwrap_or([i32::MAX; LANES])
    }

    /// The day from which all that a step waits for allows it, and what ended
    /// last.
    pub(super) fn ready(
        &self,
        network: &Network,
        number: usize,
        not_before: i32,
    ) -> ([i32; LANES], [Cause; LANES]) {
        let mut ready = [0; LANES];
        let mut cause = [Cause::TODAY; LANES];
        for &first in network.firsts(number) {
            let finish = &self.finish[first as usize];
            for lane in 0..LANES {
                if finish[lane] > ready[lane] {
                    ready[lane] = finish[lane];
                    cause[lane] = Cause(Cause::BY | first);
                }
            }
        }
        for lane in 0..LANES {
            if not_before > ready[lane] {
                ready[lane] = not_before;
                cause[lane] = Cause(Cause::CLOCK);
            }
        }
        (ready, cause)
    }

    /// The way back from the end of a node: each node on it with what fixed it,
    /// to the one that could start today.
    pub(super) fn way_back(
        &self,
        network: &Network,
        lane: usize,
        from: usize,
    ) -> impl Iterator<Item = (usize, Cause)> {
        let mut here = Some((from, false));
        std::iter::from_fn(move || {
            let (node, only_its_time) = here?;
            let mut cause = self.cause[node][lane];
            if !only_its_time {
                cause = self.cause_of_end(network, lane, node).unwrap_or(cause);
            }
            here = match cause.fixed() {
                Fixed::By(first) => Some((first, false)),
                // What held the person up is the time on it, not its end.
                Fixed::Busy(other) => Some((other, true)),
                Fixed::Today | Fixed::Clock => None,
            };
            Some((node, cause))
        })
    }

    /// What fixed the end of a step under way, where that is something it waits
    /// for: the step has begun, and cannot be done before that is.
    fn cause_of_end(&self, network: &Network, lane: usize, node: usize) -> Option<Cause> {
        let Begins::UnderWay { .. } = network.nodes[node].begins else {
            return None;
        };
        let end = self.finish[node][lane];
        let mut firsts = network.firsts(node).iter().copied();
        let first = firsts.find(|&first| end > 0 && self.finish[first as usize][lane] == end)?;
        Some(Cause(Cause::BY | first))
    }

    /// The steps under way take the person's time first. Until they are looked
    /// at again, `finish` holds the end of that time.
    fn begin(
        &mut self,
        network: &Network,
        free: &mut [i32; LANES],
        busy_with: &mut [Cause; LANES],
    ) {
        for &number in &network.under_way {
            let place = number as usize;
            let node = &network.nodes[place];
            self.cause[place] = *busy_with;
            for lane in 0..LANES {
                let left = self.effort[place][lane].saturating_sub(node.days_ago());
                // Without any left it was over on a day that has passed.
                let mut end = left;
                if left > 0 {
                    end = free[lane].saturating_add(left);
                    let until = self.work_until(place)[lane];
                    let until = node.expected.map_or(until, |expected| expected.min(until));
                    end = end.min(until.max(free[lane]));
                    free[lane] = end;
                    busy_with[lane] = Cause(Cause::BUSY | number);
                }
                self.finish[place][lane] = end;
            }
        }
    }

    /// What is under way ends when the person's time on it is over and its own
    /// days have passed; not before what it waits for, and not before today.
    fn go_on(&mut self, network: &Network, number: usize, days_ago: i32) {
        let node = &network.nodes[number];
        if !node.has_effort() {
            self.finish[number] = [days_ago.saturating_neg(); LANES];
            self.cause[number] = [Cause::TODAY; LANES];
        }
        let (ready, _) = self.ready(network, number, 0);
        for (lane, ready) in ready.into_iter().enumerate() {
            let until = self.work_until(number)[lane];
            let end = self.finish[number][lane].min(until);
            let mut finish = end.saturating_add(self.wait[number][lane]);
            if node.by_school {
                finish = finish.min(until);
            }
            if end <= 0 {
                self.cause[number][lane] = Cause::TODAY;
            }
            self.start[number][lane] = days_ago.saturating_neg();
            self.finish[number][lane] = node.expected.unwrap_or(finish).max(ready);
        }
    }
}
