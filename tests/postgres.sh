#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# Runs a command beside a PostgreSQL server of its own:
#
#     tests/postgres.sh ctest --preset release
#
# The server lives in a temporary folder, listens on a socket there and on no network port, and is
# stopped and removed when the command ends. The command finds it in DENKRAUM_TEST_POSTGRES.
# PostgreSQL refuses to run as root: then the user `postgres`, or else `nobody`, runs it.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT…]" >&2; exit 2; }

bin=${POSTGRES_BIN:-}
for folder in /usr/lib/postgresql/*/bin; do
    [ -n "$bin" ] || { [ -x "$folder/initdb" ] && bin=$folder; }
done
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    echo "$0: no PostgreSQL found; apt-get install --no-remove postgresql-15" >&2
    exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/denkraum-postgres-XXXXXX")
as_owner=
if [ "$(id -u)" = 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$folder"
    as_owner="setpriv --reuid=$owner --regid=$(id -g "$owner") --clear-groups"
fi

stop() {
    (cd "$folder" && $as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) \
        >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

start() {
    cd "$folder"
    $as_owner "$bin/initdb" -D "$folder/data" -U denkraum -A trust -E UTF8 --no-locale \
        >"$folder/initdb.log" 2>&1
    $as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -t 60 \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200" \
        start >/dev/null
}
if ! (start); then
    echo "$0: PostgreSQL did not start" >&2
    cat "$folder/initdb.log" "$folder/data/server.log" >&2 2>/dev/null || true
    exit 1
fi

DENKRAUM_TEST_POSTGRES="host=$folder user=denkraum dbname=postgres"
export DENKRAUM_TEST_POSTGRES
status=0
"$@" || status=$?
exit "$status"
