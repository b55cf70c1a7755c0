#!/usr/bin/env bash
# Does importing a calendar file again move the entries that it moved?
#
# Guess:    an entry with the same UID and a higher SEQUENCE takes the place of
#           the one that was imported before, as in khal.
# Seen:     calcurse 4.7.1 (Debian calcurse 4.7.1-1) adds an entry on every
#           import and keeps neither UID nor SEQUENCE nor the reminder of an
#           entry of a whole day: after the first file twice and a later version
#           of it once, three entries stand on two days.
#           khal 0.11.3 (PyPI) with the same three files holds one entry, on the
#           later day.
# So:       "import it again" needs a word on programs without identifiers:
#           import into a calendar of its own, and empty that one first.
#
# usage: findings/calcurse-import-knows-no-uid.sh     (needs Debian's apt, python3)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq calcurse=4.7.1-1 2>/dev/null
dpkg -x calcurse_4.7.1-1_*.deb calcurse
calcurse=$work/calcurse/usr/bin/calcurse
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check khal==0.11.3

entry() { # DAY NEXT-DAY SEQUENCE
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//EN BEGIN:VEVENT \
        UID:renewal@example DTSTAMP:20261130T000000Z "SEQUENCE:$3" \
        "DTSTART;VALUE=DATE:$1" "DTEND;VALUE=DATE:$2" SUMMARY:Renewal \
        BEGIN:VALARM ACTION:DISPLAY DESCRIPTION:Renewal TRIGGER:-P1D END:VALARM \
        END:VEVENT END:VCALENDAR
}
entry 20270105 20270106 1 >first.ics
entry 20270210 20270211 2 >moved.ics

mkdir data
for file in first.ics first.ics moved.ics; do
    "$calcurse" -q -D data -i "$file" >/dev/null
done
found=$(tr '\n' '|' <data/apts)
expected='01/05/2027 [1] Renewal|01/05/2027 [1] Renewal|02/10/2027 [1] Renewal|'
if [ "$found" != "$expected" ]; then
    echo "CHANGED: calcurse holds $found" >&2
    exit 1
fi

mkdir khal
cat >khal.conf <<EOF
[calendars]
[[one]]
path = $work/khal
type = calendar
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $work/khal.db
EOF
for file in first.ics first.ics moved.ics; do
    tools/bin/khal -c khal.conf import --batch -a one "$file" >/dev/null
done
found=$(tools/bin/khal -c khal.conf list --format '{start-date} {title}' --day-format '' 2027-01-01 365d | grep . | tr '\n' '|')
if [ "$found" != '2027-02-10 Renewal|' ]; then
    echo "CHANGED: khal holds $found" >&2
    exit 1
fi
echo "as described: calcurse holds three entries, khal one"
