//! Order of steps by what they wait for, and the circle where there is none.
//!
//! Own code and not a library's: it is what the product exists for, and it has
//! to take a hundred thousand steps without recursion.

/// Puts every node behind all that it waits for; among free nodes the one with
/// the lower number comes first.
///
/// `waits_for[n]` lists the nodes that `n` waits for.
///
/// # Errors
/// A circle: each node in it waits for the next, the last one for the first.
pub fn order(waits_for: &[Vec<u32>]) -> Result<Vec<u32>, Vec<u32>> {
    let mut left: Vec<usize> = waits_for.iter().map(Vec::len).collect();
    let mut followers: Vec<Vec<u32>> = vec![Vec::new(); waits_for.len()];
    for (node, firsts) in (0u32..).zip(waits_for) {
        for &first in firsts {
            followers[first as usize].push(node);
        }
    }
    let mut free: std::collections::BinaryHeap<std::cmp::Reverse<u32>> = (0u32..)
        .zip(&left)
        .filter(|&(_, &left)| left == 0)
        .map(|(node, _)| std::cmp::Reverse(node))
        .collect();
    let mut ordered = Vec::with_capacity(waits_for.len());
    while let Some(std::cmp::Reverse(node)) = free.pop() {
        ordered.push(node);
        for &follower in &followers[node as usize] {
            left[follower as usize] -= 1;
            if left[follower as usize] == 0 {
                free.push(std::cmp::Reverse(follower));
            }
        }
    }
    if ordered.len() == waits_for.len() {
        Ok(ordered)
    } else {
        Err(circle(waits_for, &left))
    }
}

/// Walks back along what is left until a node comes up twice: every node left
/// over waits for another one left over, so the walk never ends otherwise.
fn circle(waits_for: &[Vec<u32>], left: &[usize]) -> Vec<u32> {
    let Some(start) = left.iter().position(|&left| left > 0) else {
        return Vec::new();
    };
    let mut seen_at = vec![None; waits_for.len()];
    let mut walk: Vec<u32> = Vec::new();
    let mut node = start as u32;
    loop {
        if let Some(from) = seen_at[node as usize] {
            return walk.split_off(from);
        }
        seen_at[node as usize] = Some(walk.len());
        walk.push(node);
        let next = waits_for[node as usize]
            .iter()
            .find(|&&first| left[first as usize] > 0);
        match next {
            Some(&first) => node = first,
            None => return walk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_comes_first() {
        assert_eq!(order(&[]), Ok(vec![]));
        assert_eq!(order(&[vec![], vec![], vec![]]), Ok(vec![0, 1, 2]));
        assert_eq!(order(&[vec![2], vec![0], vec![]]), Ok(vec![2, 0, 1]));
        assert_eq!(order(&[vec![1, 1], vec![]]), Ok(vec![1, 0]), "named twice");
    }

    #[test]
    fn a_circle_is_named() {
        assert_eq!(order(&[vec![0]]), Err(vec![0]));
        assert_eq!(order(&[vec![1], vec![2], vec![0]]), Err(vec![0, 1, 2]));
        // 3 only hangs on the circle and is no part of it.
        assert_eq!(order(&[vec![1], vec![0], vec![], vec![0]]), Err(vec![0, 1]));
        assert_eq!(order(&[vec![1], vec![2], vec![1]]), Err(vec![1, 2]));
    }
}
