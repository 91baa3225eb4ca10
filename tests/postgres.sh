#!/bin/sh
# A private PostgreSQL for the tests: `eval "$(tests/postgres.sh start)"` sets JIQIAO_TEST_POSTGRES, `tests/postgres.sh
# stop` ends the server and removes its data. Starting twice gives the same server. It listens on a socket only, keeps its
# data in a folder of its own and never waits for the disk: good for tests, for nothing else.
set -eu

folder="${TMPDIR:-/tmp}/jiqiao-test-postgres-$(id -u)"
data="$folder/data"
bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
[ -n "$bin" ] || bin="$(dirname "$(command -v pg_ctl || echo /nowhere/pg_ctl)")"
if [ ! -x "$bin/pg_ctl" ]; then
    echo "PostgreSQL is not installed (Debian: apt-get install postgresql)" >&2
    exit 1
fi

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}

running() {
    [ -d "$data" ] && as_server "'$bin/pg_ctl' -D '$data' status" >/dev/null 2>&1
}

start() {
    if ! running; then
        mkdir -p "$folder"
        [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
        chmod 700 "$folder"
        if [ ! -f "$data/PG_VERSION" ]; then
            as_server "'$bin/initdb' -D '$data' -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync" >&2
        fi
        options="-c listen_addresses= -k '$folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
        as_server "'$bin/pg_ctl' -D '$data' -w -l '$folder/log' -o \"$options\" start" >&2
    fi
    # Members of the tests may be another user than the server: they only need to reach the socket.
    chmod 711 "$folder"
    echo "export JIQIAO_TEST_POSTGRES='postgres://postgres@localhost/postgres?host=$folder'"
}

stop() {
    if running; then as_server "'$bin/pg_ctl' -D '$data' -w -m immediate stop" >&2; fi
    rm -rf "$folder"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    *)
        echo "usage: tests/postgres.sh start|stop" >&2
        exit 2
        ;;
esac
