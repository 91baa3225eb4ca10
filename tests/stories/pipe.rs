//! Whoever reads what the program prints may go away in the middle.

use std::process::{Command, Stdio};

use tests::server::program;
use tests::town::settle;

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    for args in [
        ["organisation", "list"].as_slice(),
        &["export", "ledger"],
        &["verify"],
    ] {
        let mut child = Command::new(program())
            .args(args)
            .arg("--data")
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // Closed before anything is read, as `| head -0` does.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && !told.contains("panicked"),
            "{args:?}: {} {told}",
            output.status
        );
    }
}
