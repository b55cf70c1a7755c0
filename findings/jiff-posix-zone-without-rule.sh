#!/usr/bin/env bash
# Which day is it where TZ names a zone with daylight saving and no rule?
#
# Guess:    POSIX lets `TZ=CET-1CEST` leave out when daylight saving begins and
#           ends, and the system picks a rule; jiff reads the form as well.
# Seen:     glibc's `date` shows CET or CEST. jiff 0.2.43 (crates.io) answers
#           `TimeZone::try_system` with an error, since it needs the rule, and
#           `TimeZone::system` goes on in UTC (named `Etc/Unknown`) without a
#           word: shortly after midnight in Paris it is still yesterday.
#           `EST5EDT` works, but only because a zone of that name is in the
#           zone database; `CET-1CEST,M3.5.0,M10.5.0/3` works as it should.
# So:       ask `try_system`, and tell the person when it fails.
#
# usage: findings/jiff-posix-zone-without-rule.sh     (needs cargo, glibc's date)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "zone"
version = "0.0.0"
edition = "2021"
[dependencies]
jiff = "=0.2.43"
EOF
cat >src/main.rs <<'EOF'
use jiff::{Timestamp, tz::TimeZone};
fn main() {
    let now: Timestamp = "2026-11-30T23:30:00Z".parse().unwrap();
    let tried = TimeZone::try_system().is_ok();
    let zoned = now.to_zoned(TimeZone::system());
    println!("{tried} {} {}", zoned.date(), zoned.offset());
}
EOF
cargo build --quiet 2>log || { cat log; exit 1; }
found=$(for zone in CET-1CEST CET-1CEST,M3.5.0,M10.5.0/3 EST5EDT; do
    echo "jiff $zone $(TZ=$zone target/debug/zone)"
    echo "date $zone $(TZ=$zone date -d '2026-11-30T23:30:00Z' '+%F %z')"
done)
expected='jiff CET-1CEST false 2026-11-30 +00
date CET-1CEST 2026-12-01 +0100
jiff CET-1CEST,M3.5.0,M10.5.0/3 true 2026-12-01 +01
date CET-1CEST,M3.5.0,M10.5.0/3 2026-12-01 +0100
jiff EST5EDT true 2026-11-30 -05
date EST5EDT 2026-11-30 -0500'
if [ "$found" != "$expected" ]; then
    printf 'CHANGED:\n%s\n' "$found" >&2
    exit 1
fi
echo "as described: without a rule the zone is refused, and the fallback is UTC"
