#!/usr/bin/env bash
# Whether two builds of hitpath do the same: compare.sh OLD [NEW]
#
# Makes profiles with the older program, runs every command with both on a copy
# of each, and compares what they print, their exit codes and the files they
# leave. NEW is target/debug/hitpath where it is not given. Prints what differs
# and fails if anything does. Set ONLY to a word to run the profiles of which
# the name contains it.
set -euo pipefail
old=$(realpath "$1")
new=$(realpath "${2:-$(dirname "$0")/../target/debug/hitpath}")
shipped=$(realpath "$(dirname "$0")/../checklists")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/made"

# Runs a program in a folder; nothing of the machine gets in. Messages name the
# folder, so that it is always the same one, and the sides take turns in it.
sealed() {
    (cd "$work/here" && env -i PATH="$PATH" LC_ALL=C.UTF-8 TZ=UTC TERM=xterm COLUMNS=80 \
        HITPATH_TODAY=2026-11-22 HITPATH_HOME="$work/here/home" "$@" </dev/null)
}

# The words of a line as arguments; `~` stands for a blank within one, and `@LIST`
# for the first entry of a list of the profile.
words() {
    local word
    arguments=()
    for word in $1; do
        case $word in
        @*) word=$(sed -n "/^\[\[${word#@}\]\]/,\$s/^id = \"\(.*\)\"/\1/p" \
            "$work/here/home/profile.toml" 2>/dev/null | head -1) || true ;;
        esac
        arguments+=("${word//\~/ }")
    done
}

made() { rm -rf "$work/here" && mkdir -p "$work/here"; }
keep() { mv "$work/here" "$work/made/$1"; }
did() {
    words "$*"
    sealed "$old" "${arguments[@]}" >"$work/said" 2>&1 || {
        echo "cannot make a profile: hitpath $*" && cat "$work/said" && exit 2
    }
}
stages_of() {
    sed -n '/^stages = \[/,/\]/p' "$shipped/pathways/$1.toml" | grep -o '"[^"]*"' | tr -d '"' | tr '\n' ' '
}

make_profiles() {
    made && keep 00-nobody
    made && did init --yes && keep 01-fresh
    made
    echo "A, A, B" >"$work/here/transcript.txt"
    did init --name Ada~Nwosu --hours-per-week 12 --target 2029-05-31 --terms 01-13,05-20,08-25
    did check learn-role --on 2026-10-01
    did check explore --on 2026-10-05
    did check fit-no-patients --as no --on 2026-10-05
    did check diploma-earned --on 2019-06-10 --evidence transcript.txt
    did check programs-listed --as doing --on 2026-11-01 --due 2026-12-24
    did check volunteer --as waived
    did check final-term --expect 2028-05-12
    did check att-received --until 2028-09-01
    did check exam-applied --on 2026-11-21 --paid 229 --anyway
    did checklists fact rhit.exam.fee-member --value 239 --source The~page
    keep 02-halfway
    for pathway in rhit coding rhia working veteran international renewal; do
        made && did init --yes --pathway "$pathway"
        # shellcheck disable=SC2046
        did check $(stages_of "$pathway") --on 2026-11-20 --anyway
        keep "03-finished-$pathway"
    done
    made && did init --yes
    did check explore diploma cahiim-program internship rhit-exam --on 2026-08-20 --anyway
    did exam practice rhit --on 2026-10-01 --domain 1=72 2=80.5
    did exam attempt rhit --on 2026-11-01 --result fail
    did exam attempt rhit --on 2026-11-02 --result pass
    did jobs add --employer Mercy~West --title Clerk --on 2026-11-02 --stage applied
    did jobs add --employer Oak --title Analyst --url https://example.org/1
    did jobs note @applications They~called --on 2026-11-10 --sent
    did skills rate data-entry=3
    did credits add --on 2026-11-03 --hours 2 --title Privacy
    did set pathway=renewal
    keep 04-trackers
    made && did init --yes
    did checklists new stage front-desk
    did checklists new facts clinic
    did checklists new pathway mine
    did checklists new credential badge
    did checklists new guide my-topic
    sed -i 's/"explore"/"explore", "front-desk"/' "$work/here/home/checklists/pathways/mine.toml"
    did set pathway=mine
    did check front-desk-begun
    cp -r "$work/here" "$work/broken"
    keep 05-own
    mv "$work/broken" "$work/here"
    cat >>"$work/here/home/checklists/stages/front-desk.toml" <<'TOML'
titel = "unknown"
effort = 3
[[step]]
id = "Front Desk"
requires = ["front-desk-begun", "no-such-step"]
source = { strange = 1 }
[[step]]
title = "no id"
optional = "yes"
clock = 2026-01-01
TOML
    printf '[[fact]]\nid = "a.b"\nvalue = [1]\nchecked = "2026-01-01"\nsource = 3\n' \
        >"$work/here/home/checklists/facts/more.toml"
    printf '[[fact]]\nid = "a.c"\nsource = ["Title", "https://example.org/"]\nalso = [["a"]]\n' \
        >"$work/here/home/checklists/facts/lists.toml"
    printf 'id = "x"\ntitle = \n' >"$work/here/home/checklists/pathways/x.toml"
    keep 06-broken
    made
    mkdir "$work/here/home"
    sed 's/$/\r/' >"$work/here/home/profile.toml" <<'TOML'
# My way. Do not sort!
format = 1
id = "fedcba9876543210fedcba9876543210"   # made by init
name = 'Zoë "Z" Ångström'
pathway="rhit"
started = 2026-11-01
hours-per-week = 0xC
target = 2029-05-31
catalog = "0.1.0"  # keep an eye on this
terms = [
  "01-13", # spring
  "08-25",
]
favourite-colour = "teal"

[my.own.table]
kept = [1, 2.5, { deep = true }]

# -- what I did --
[steps.learn-role]
  state = "done" # took a weekend
  on    = 2026-11-02
  mood  = "curious"
  changed = 2026-11-02T10:11:12Z

[steps]
diploma-earned.state = "done"
diploma-earned.on = 2019-06-10
programs-listed = { state = "doing", on = 2026-11-10, due = 2026-12-24 }
surgery = { state = "done", on = 2020-01-01 }

[steps."Not An Id"]
x = 1

[steps.program-accredited]
state = "no"
evidence = [{ ref = "letter.pdf", shelf = 3 }]

[[attempts]]
id = "a1"
exam = "rhit"
on = 2026-11-20
result = "fail"
TOML
    keep 07-by-hand
}

reading="
status
status --exit-code
status --today 2028-02-29
next
next --all
show learn-role
show exam-applied
show rhit-exam
show rhit
show rhia
show rhit.exam.fee-member
show data-entry
show front-desk-begun
show nothing
plan
plan --draws 50
plan --costs
plan --if hours-per-week=20
plan job-offer
exam
exam rhit
exam cca
credits
jobs
jobs --all
jobs report --from 2026-11-01 --to 2026-11-22
skills
export --format ics
export --format portfolio
guide
guide role
guide my-topic
guide --search exam fee
doctor
doctor --evidence
log
log --all
checklists list
checklists list stages
checklists list pathways
checklists list credentials
checklists list facts
checklists list guide
checklists facts
checklists facts exam
checklists facts --stale
checklists facts --stale --ahead
checklists facts --own
checklists fact rhit.exam.fee-member
checklists fact clinic.example
checklists lint
checklists lint --shipped $shipped
checklists show rhit
checklists show learn-role
checklists show role
checklists show data-entry
checklists show front-desk-begun --path
checklists show nothing
--help
--version
help init
help check
help plan
help exam practice
help jobs edit
help checklists
help checklists fact
status --nonsense
chekc learn-role
"

writing="
init
init --yes --name Bo --pathway CODING --hours-per-week 8 --done explore
init --yes --pathway none
check tour-workplace
check learn-role --as todo
check explore
check nothing
check rhit-held --on 2026-11-01 --anyway
check programs-listed --as doing --on 2026-11-20 --due 2027-01-01
check fit-no-patients --as no
check diploma-earned --note A~note --evidence https://example.org/1
check learn-role --paid 12.50
check final-term --expect 2028-05-12
set hours-per-week=20
set pathway=rhia
set pathway=nothing
set name= target=2030-01-01 terms=01-13,08-25
undo
redo
exam practice rhit --on 2026-11-20 --domain 1=70 2=71
exam attempt rhit --result pass --on 2026-11-20
exam attempt rhit --result fail
credits add --hours 1.5 --title A~talk
credits add --hours 0 --title Wrong
jobs add --employer Elm --title Coder --stage applied
jobs move @applications interview
jobs move none interview
credits edit @credits --hours 3
exam remove @practice
skills rate data-entry=4
checklists fact rhit.exam.fee-member --value 249 --source A~page
checklists fact rhit.exam.fee-member --remove
checklists fact none.such --value 1 --source x
checklists new stage another
checklists new facts more-facts
checklists new stage explore
export --format ics --output days.ics
"

# Without what is new at every run: ids of profiles and entries, and times.
lasting() {
    sed -E 's/[0-9a-f]{32}/ID/g; s/\b[a-z][0-9][a-z][0-9]\b/ENTRY/g; s/[0-9-]{8,10}T[0-9:.]{6,}Z/TIME/g; s/^SEQUENCE:[0-9]+/SEQUENCE/'
}

# The files there are, and what is in them; those of the history are only counted.
leaves() {
    (cd "$work/here" && find . -type f ! -path '*/history/*' | sort | while read -r file; do
        echo "== $file" && lasting <"$file"
    done)
    find "$work/here" -path '*/history/*' | wc -l
}

differences=0
runs=0
# One command of one profile, with both programs.
compare() {
    local profile=$1 side program what
    for side in old new; do
        program=${!side}
        if [ "$3" = writes ] || [ ! -d "$work/here" ]; then
            rm -rf "$work/here" && cp -r "$work/made/$profile" "$work/here"
        fi
        words "$2"
        local code=0
        sealed "$program" "${arguments[@]}" >"$work/said" 2>"$work/complained" || code=$?
        echo "$code" >"$work/$side.code"
        lasting <"$work/said" >"$work/$side.stdout"
        lasting <"$work/complained" >"$work/$side.stderr"
        : >"$work/$side.files"
        if [ "$3" = writes ]; then leaves >"$work/$side.files"; fi
    done
    runs=$((runs + 1))
    for what in stdout stderr code files; do
        if ! cmp -s "$work/old.$what" "$work/new.$what"; then
            differences=$((differences + 1))
            echo "$profile: hitpath $2: $what differs"
            diff "$work/old.$what" "$work/new.$what" | head -20 || true
        fi
    done
}

make_profiles
for made in "$work"/made/*"${ONLY:-}"*; do
    profile=$(basename "$made")
    rm -rf "$work/here"
    while read -r command; do
        [ -n "$command" ] || continue
        for form in "" " --json" " --plain"; do
            compare "$profile" "$command$form" reads
        done
    done <<<"$reading"
    while read -r command; do
        [ -z "$command" ] || compare "$profile" "$command" writes
    done <<<"$writing"
done
echo "$runs runs of each, $differences differences"
[ "$differences" -eq 0 ]
