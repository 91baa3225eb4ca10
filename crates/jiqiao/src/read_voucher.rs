//! `jiqiao read-voucher`: what an electronic invoice or bank receipt says, and what was checked of it, without a server.
//!
//! The answer is one JSON document on standard output, also when a check fails: the voucher was read. When the file is no
//! voucher, or must not be believed, the reason goes to standard error, nothing to standard output, and the exit status is 2.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::say::complain;

/// The exit status when the file gives no voucher.
const WRONG_INPUT: u8 = 2;

/// Reads the file and prints.
pub(crate) fn run(file: &Path) -> ExitCode {
    let read = match intake::read_voucher(&intake::File::at(file)) {
        Ok(voucher) => serde_json::to_string_pretty(&voucher).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match read {
        Ok(json) => match writeln!(std::io::stdout().lock(), "{json}") {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has read enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                complain!("结果写出失败：{error}");
                ExitCode::FAILURE
            }
        },
        Err(message) => {
            complain!("{}：{message}", file.display());
            ExitCode::from(WRONG_INPUT)
        }
    }
}
