//! Where the tests stop the store; in a release nothing of it remains.
//!
//! Every operation that alters the disk passes [`reached`] first. A test can
//! thus end a "process" before any single one of them and see what the next
//! finds, or let any single one fail and see what is cleaned up.

#[cfg(not(test))]
pub(super) use in_release::{reached, reached_writing};

#[cfg(test)]
pub(super) use under_test::{Plan, reached, reached_writing, with_plan};

#[cfg(not(test))]
mod in_release {
    use std::fs::File;
    use std::io;

    /// Passed before each operation that alters the disk.
    pub(in crate::store) const fn reached() -> io::Result<()> {
        Ok(())
    }

    /// Passed before bytes are written, which can stop half way.
    pub(in crate::store) const fn reached_writing(_file: &File, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod under_test {
    use std::cell::Cell;
    use std::fs::File;
    use std::io::{self, Write};

    /// What happens to the disk operations of this thread.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::store) enum Plan {
        /// After so many operations the process is dead: nothing later is done, clean-up neither.
        DieAfter(u32),
        /// After so many operations one fails, as on a full disk; the rest work again.
        FailAfter(u32),
    }

    thread_local! {
        static PLAN: Cell<Option<Plan>> = const { Cell::new(None) };
    }

    /// Runs `act` under the plan; says too whether it got as far as the plan.
    pub(in crate::store) fn with_plan<T>(plan: Plan, act: impl FnOnce() -> T) -> (T, bool) {
        PLAN.set(Some(plan));
        let result = act();
        let left = PLAN.replace(None);
        (result, matches!(left, None | Some(Plan::DieAfter(0))))
    }

    pub(in crate::store) fn reached() -> io::Result<()> {
        match PLAN.get() {
            None => return Ok(()),
            Some(Plan::DieAfter(0)) => return Err(io::Error::other("the process is dead")),
            Some(Plan::FailAfter(0)) => {
                PLAN.set(None);
                return Err(io::ErrorKind::StorageFull.into());
            }
            Some(Plan::DieAfter(left)) => PLAN.set(Some(Plan::DieAfter(left - 1))),
            Some(Plan::FailAfter(left)) => PLAN.set(Some(Plan::FailAfter(left - 1))),
        }
        Ok(())
    }

    pub(in crate::store) fn reached_writing(mut file: &File, bytes: &[u8]) -> io::Result<()> {
        reached().inspect_err(|_| {
            let half = &bytes[..bytes.len() / 2];
            file.write_all(half).expect("half of it can be written");
        })
    }
}
