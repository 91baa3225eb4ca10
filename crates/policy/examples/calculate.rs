//! Computes many ledgers in one run: each argument after the policy file is a ledger; answers come one after another.
//!
//! `cargo run -p policy --example calculate -- policies/xinzhou-2020.toml a.json b.json`

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(policy_file) = arguments.next() else {
        eprintln!("usage: calculate POLICY.toml LEDGER.json...");
        return ExitCode::from(2);
    };
    let policy = match std::fs::read_to_string(&policy_file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{policy_file}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut status = ExitCode::SUCCESS;
    for ledger_file in arguments {
        let answer = std::fs::read(&ledger_file)
            .map_err(|error| error.to_string())
            .and_then(|ledger| {
                policy::calculate(&policy_file, &policy, &ledger).map_err(|error| error.to_string())
            });
        match answer {
            Ok(json) => print!("{json}"),
            Err(error) => {
                eprintln!("{ledger_file}: {error}");
                status = ExitCode::from(2);
            }
        }
    }
    status
}
