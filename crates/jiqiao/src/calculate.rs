//! `jiqiao calculate`: computes the subsidies of a ledger under a policy, on any machine, without a server.
//!
//! The answer is one JSON document on standard output. When a file cannot be read or is wrong, the reasons go to
//! standard error, nothing goes to standard output, and the exit status is 2.

use crate::say::complain;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The exit status when a file cannot be read or is wrong.
const WRONG_INPUT: u8 = 2;

/// Reads both files, computes and prints.
pub(crate) fn run(policy: &Path, ledger: &Path) -> ExitCode {
    match answer(policy, ledger) {
        Ok(json) => match std::io::stdout().lock().write_all(json.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has read enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                complain!("结果写出失败：{error}");
                ExitCode::FAILURE
            }
        },
        Err(message) => {
            complain!("{message}");
            ExitCode::from(WRONG_INPUT)
        }
    }
}

fn answer(policy: &Path, ledger: &Path) -> Result<String, String> {
    let policy_bytes = read(policy, "政策文件", "--policy policies/xinzhou-2020.toml")?;
    let policy_name = policy.display().to_string();
    let policy_text = String::from_utf8(policy_bytes)
        .map_err(|_| format!("政策文件 {policy_name} 不是 UTF-8 编码的文本"))?;
    let ledger_bytes = read(ledger, "台账", "--ledger ledger.json")?;
    policy::calculate(&policy_name, &policy_text, &ledger_bytes).map_err(|error| error.to_string())
}

fn read(path: &Path, what: &str, example: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| {
        format!(
            "无法读取{what} {}：{error}。请检查路径，例如 {example}",
            path.display()
        )
    })
}
