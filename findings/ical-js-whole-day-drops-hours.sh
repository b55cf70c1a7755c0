#!/usr/bin/env bash
# When does a reminder ring that is counted back from an entry of a whole day?
#
# Guess:    `TRIGGER:-P13DT15H` before 2027-01-05 is 2026-12-22 at 9 in the
#           morning, in every library.
# Seen:     icalendar 7.3.2 (PyPI) says 2026-12-22 09:00. ical.js 2.2.1 (npm)
#           adds the same duration to the start, which is a date, and answers
#           2026-12-23: the hours are dropped, not carried, so the day is one
#           too late. `-P14D` is 2026-12-22 in both.
# So:       who reads reminders with it has to turn the start into a time first
#           (`isDate = false`); who writes them can be read a day late.
#
# usage: findings/ical-js-whole-day-drops-hours.sh     (needs python3, node, npm)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
npm install --silent --no-fund --no-audit --prefix "$work" ical.js@2.2.1 >/dev/null

for trigger in -P13DT15H -P14D; do
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//EN BEGIN:VEVENT \
        UID:renewal@example DTSTAMP:20261130T000000Z \
        'DTSTART;VALUE=DATE:20270105' 'DTEND;VALUE=DATE:20270106' SUMMARY:Renewal \
        BEGIN:VALARM ACTION:DISPLAY DESCRIPTION:Renewal "TRIGGER:$trigger" END:VALARM \
        END:VEVENT END:VCALENDAR >"event$trigger.ics"
done

cat >read.py <<'EOF'
import sys, icalendar
event = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")[0]
print(*(alarm.trigger for alarm in event.alarms.times))
EOF
cat >read.mjs <<'EOF'
import fs from "node:fs";
import ICAL from "ical.js";
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8")));
const event = calendar.getFirstSubcomponent("vevent");
const alarm = event.getFirstSubcomponent("valarm");
const day = new ICAL.Event(event).startDate.clone();
day.addDuration(alarm.getFirstPropertyValue("trigger"));
console.log(day.toString());
EOF
found=$(for trigger in -P13DT15H -P14D; do
    tools/bin/python read.py "event$trigger.ics"
    node read.mjs "event$trigger.ics"
done)
expected='2026-12-22 09:00:00
2026-12-23
2026-12-22
2026-12-22'
if [ "$found" != "$expected" ]; then
    printf 'CHANGED:\n%s\n' "$found" >&2
    exit 1
fi
echo "as described: the hours of the reminder are dropped, and the day is one too late"
