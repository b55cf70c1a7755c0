#!/usr/bin/env bash
# How long `hitpath status` takes, as a ratio to a program that prints one line,
# both timed in one run. Needs hyperfine; prints the ratio of the medians.
#
# Both programs are copied first, as an installation does: the pages of a file
# that the linker has just written cost a start more than those of a copy.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'fn main() { println!("one line"); }' > "$work/one.rs"
rustc -C opt-level=3 -C lto=fat -C codegen-units=1 -C strip=symbols -o "$work/linked" "$work/one.rs"
cp "$work/linked" "$work/one"
cp target/release/hitpath "$work/hitpath"
# Nothing of the machine gets in but where its programs are.
sealed() { env -i PATH="$PATH" LC_ALL=C.UTF-8 HITPATH_HOME="$work/home" "$@"; }
sealed "$work/hitpath" init --yes >/dev/null 2>&1
sealed hyperfine -N --warmup 30 --runs 600 --export-csv "$work/times.csv" \
    "$work/one" "$work/hitpath status" >/dev/null 2>&1
awk -F, 'NR == 2 { one = $4 } NR == 3 { printf "status: %.2f times one line (%.2f ms to %.2f ms)\n", $4 / one, $4 * 1000, one * 1000 }' \
    "$work/times.csv"
