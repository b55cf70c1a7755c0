#!/usr/bin/env bash
# How long `hitpath plan` takes: on the shipped pathway with its ten thousand
# draws, as a ratio to a program that prints one line; and without draws on own
# pathways of 1,000, 10,000 and 100,000 steps, as the growth from one to the
# next. All in one run of hyperfine, which it needs; medians.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'fn main() { println!("one line"); }' > "$work/one.rs"
rustc -C opt-level=3 -C lto=fat -C codegen-units=1 -C strip=symbols -o "$work/linked" "$work/one.rs"
cp "$work/linked" "$work/one"
cp target/release/hitpath "$work/hitpath"
sealed() { env -i PATH="$PATH" LC_ALL=C.UTF-8 "$@"; }
# Every step waits for the one before it and for one further back; every third
# one waits by itself, too.
pathway() {
    local home=$1 steps=$2
    mkdir -p "$home/checklists/stages" "$home/checklists/pathways"
    printf 'id = "mine"\ntitle = "Mine"\nstages = ["big"]\n' > "$home/checklists/pathways/mine.toml"
    printf 'format = 1\nid = "x"\npathway = "mine"\n' > "$home/profile.toml"
    awk -v steps="$steps" 'BEGIN {
        print "id = \"big\"\ntitle = \"Big\""
        for (n = 0; n < steps; n++) {
            printf "\n[[step]]\nid = \"s%d\"\ntitle = \"Step %d\"\neffort = { low = \"1h\", likely = \"2h\", high = \"5h\" }\n", n, n
            if (n % 3 == 0) print "wait = { low = \"1d\", likely = \"2d\", high = \"9d\" }"
            if (n > 7) printf "requires = [\"s%d\", \"s%d\"]\n", n - 1, n - 7
            else if (n > 0) printf "requires = [\"s%d\"]\n", n - 1
        }
    }' > "$home/checklists/stages/big.toml"
}
sealed HITPATH_HOME="$work/rhit" "$work/hitpath" init --yes >/dev/null 2>&1
sealed hyperfine -N --warmup 20 --runs 300 --export-csv "$work/rhit.csv" \
    "$work/one" "env HITPATH_HOME=$work/rhit $work/hitpath plan" \
    "env HITPATH_HOME=$work/rhit $work/one" >/dev/null 2>&1
# Starting `env` costs as much for both and is taken off.
awk -F, 'NR == 2 { one = $4 } NR == 3 { plan = $4 } NR == 4 { env = $4 - one }
    END { printf "plan, 10,000 draws on rhit: %.1f times one line\n", (plan - env) / one }' "$work/rhit.csv"
commands=()
for steps in 1000 10000 100000; do
    pathway "$work/$steps" "$steps"
    commands+=("env HITPATH_HOME=$work/$steps $work/hitpath plan --draws 0")
done
sealed hyperfine -N --warmup 2 --runs 10 --export-csv "$work/big.csv" "${commands[@]}" >/dev/null 2>&1
awk -F, 'NR > 1 { if (NR > 2) printf "plan, ten times the steps: %.1f times the time\n", $4 / before; before = $4 }' "$work/big.csv"
