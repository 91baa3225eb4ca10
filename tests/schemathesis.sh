#!/bin/bash
# Asks the API with generated requests as every account of the demonstration: no answer that openapi.json does not
# declare, and no 500. Needs `schemathesis` (pip install schemathesis), curl and python3.
#
#   tests/schemathesis.sh                          on SQLite
#   tests/schemathesis.sh postgres://…/DATABASE    on an empty PostgreSQL database
#
# PROGRAM names another build than target/debug/jiqiao, EXAMPLES how many requests an operation gets (20), ACCOUNTS the
# logins, when not all of them are wanted.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${PROGRAM:-target/debug/jiqiao}")
data=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
api=http://127.0.0.1:$port/api/v1
"$program" demo --data "$data/city" --listen "127.0.0.1:$port" ${1:+--database "$1"} >"$data/accounts" 2>"$data/log" &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$data"' EXIT
until curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; do
  kill -0 $server || { cat "$data/log"; exit 1; }
  sleep 1
done
password=$(sed -n 's/.*密码都是 \(.*\)）.*/\1/p' "$data/accounts")
accounts=${ACCOUNTS:-$(sed -n 's/^  \([a-z.]*\) .*/\1/p' "$data/accounts")}

# What schemathesis keeps of its runs goes with the rest.
cd "$data"

# All tokens first: what is generated guesses passwords as well, and guessing is slowed down.
declare -A tokens
for login in $accounts; do
  curl -sf -c "$data/$login" -H 'content-type: application/json' -d "{\"login\":\"$login\",\"password\":\"$password\"}" "$api/session" >/dev/null
  tokens[$login]=$(curl -sf -b "$data/$login" -H 'content-type: application/json' -d '{"label":"schemathesis","days":1}' "$api/session/tokens" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["secret"])')
done

# Not asked for: that well-formed data is accepted (it may still break a rule: 422), that a missing If-Match is answered
# with 400 (it is 428, RFC 6585), and the operation that ends the session itself, which would end the run.
failed=0
for login in $accounts; do
  echo "== $login"
  schemathesis run "$api/openapi.json" --header "Authorization: Bearer ${tokens[$login]}" --phases examples,coverage,fuzzing \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance,ignored_auth \
    --exclude-operation-id delete_session --max-examples "${EXAMPLES:-20}" --no-shrink --continue-on-failure --seed 1 \
    --suppress-health-check all --generation-database none --warnings off || failed=1
done
exit $failed
