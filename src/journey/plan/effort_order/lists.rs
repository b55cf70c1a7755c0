//! A list of nodes for each node, all of them in one row.
//!
//! A plan is worked out at every start, and a list of its own for each of a
//! hundred steps would cost more than what is done with them.

/// The lists, by node.
#[derive(Debug)]
pub(super) struct Lists {
    /// All lists, one behind the other.
    row: Vec<u32>,
    /// Where each list begins in the row, and the end of the last one.
    starts: Vec<u32>,
}

impl Lists {
    /// None yet, with room for so many.
    pub(super) fn with_capacity(lists: usize) -> Self {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Self {
            row: Vec::with_capacity(2 * lists),
            starts,
        }
    }

    /// Adds the list of the next node.
    pub(super) fn push(&mut self, list: impl Iterator<Item = u32>) {
        self.row.extend(list);
        self.starts.push(self.row.len() as u32);
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The list of a node.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.row[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// How long each list is.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> {
        self.starts.windows(2).map(|ends| ends[1] - ends[0])
    }

    /// For each node, in whose lists it is, in their order.
    pub(super) fn turned_round(&self) -> Self {
        let count = self.count();
        // Two places on, so that filling moves each start to where it belongs.
        let mut starts = vec![0; count + 2];
        for &named in &self.row {
            starts[named as usize + 2] += 1;
        }
        for place in 2..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut row = vec![0; self.row.len()];
        for node in 0..count as u32 {
            for &named in self.of(node) {
                let next = &mut starts[named as usize + 1];
                row[*next as usize] = node;
                *next += 1;
            }
        }
        starts.pop();
        Self { row, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_turned_round_name_those_that_named_them() {
        let mut lists = Lists::with_capacity(4);
        let all: [&[u32]; 4] = [&[2, 1], &[], &[1, 1], &[0]];
        for list in all {
            lists.push(list.iter().copied());
        }
        let round = lists.turned_round();
        let of = |lists: &Lists| (0..4).map(|node| lists.of(node).to_vec()).collect();
        let (there, back): (Vec<_>, Vec<_>) = (of(&lists), of(&round));
        assert_eq!(there, all);
        assert_eq!(back, [vec![3], vec![0, 2, 2], vec![0], vec![]]);
        assert_eq!(lists.lengths().collect::<Vec<_>>(), [2, 0, 2, 1]);
        assert_eq!(round.count(), 4);
        assert_eq!(Lists::with_capacity(0).turned_round().count(), 0);
    }
}
