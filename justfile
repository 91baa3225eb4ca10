# What CONTRIBUTING.md says, as recipes.

run:
    cargo run --release -- demo

# The demonstration as one works on it; its texts (crates/jiqiao/demo) are read anew at each start.
dev:
    cargo run -- demo

# Before each commit: format, lints, and the tests that need neither a database nor a browser.
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo test --workspace --lib --bins

test:
    cargo test --workspace

fmt:
    cargo fmt --all

lint:
    cargo clippy --workspace --all-targets -- -D warnings

gallery out="/tmp/gallery":
    cargo run -p api --example gallery -- {{out}}

# Search quality on judged queries, as a table beside BM25 and the targets: a folder with A_corpus.jsonl, B_corpus.jsonl and public/.
evaluate data:
    cargo run --release -p bench --bin evaluate -- {{data}}

# Speed of search beside a bare engine, SQLite FTS5 and PostgreSQL, on the first 10,000, 100,000 and all documents of a file in the import format.
bench-search documents:
    cargo build --release -p bench
    eval "$(tests/postgres.sh start)" && target/release/bench {{documents}} --postgres "$JIQIAO_TEST_POSTGRES"; tests/postgres.sh stop

# Where words point and how much they tell, learnt from the `text`, `title` and `abstract` of files with one JSON object a
# line; those with the same `doc` are parts of one work.
train-meanings +texts:
    cargo run --release -p bench --bin train_meanings -- crates/index/data/meanings.bin {{texts}}

# Answers that the API does not declare, and 500s: generated requests as every account of the demonstration.
schemathesis *database:
    cargo build
    tests/schemathesis.sh {{database}}

ci:
    bash .ci/run
