# What CONTRIBUTING.md says, as recipes.

run:
    cargo run --release -- demo

test:
    cargo test --workspace

fmt:
    cargo fmt --all

lint:
    cargo clippy --workspace --all-targets -- -D warnings

gallery out="/tmp/gallery":
    cargo run -p api --example gallery -- {{out}}

# Search quality on judged queries: a folder with A_corpus.jsonl, B_corpus.jsonl and public/.
evaluate data:
    cargo build --release
    target/release/jiqiao evaluate --documents {{data}}/A_corpus.jsonl --queries {{data}}/public/A_queries.jsonl --judgments {{data}}/public/A_qrels.tsv
    target/release/jiqiao evaluate --documents {{data}}/B_corpus.jsonl --queries {{data}}/public/B_queries.jsonl --judgments {{data}}/public/B_qrels.tsv --judged-only --relevant-from 2

# Speed of the index on documents in the import format.
bench-search documents:
    cargo run --release -p index --example bench_search -- {{documents}}

ci:
    bash .ci/run
