//! The program as a process: built once, started on a free port, stopped or killed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// The program, built as the tests are.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "jiqiao"])
            .status()
            .expect("cargo can be run");
        assert!(built.success(), "the program does not build");
        let own = std::env::current_exe().expect("a test is a file");
        // target/debug/deps/stories-… beside target/debug/jiqiao
        own.ancestors()
            .nth(2)
            .expect("tests lie below the target directory")
            .join("jiqiao")
    })
}

/// A server that is running.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:…`
    pub address: String,
    /// Where it keeps its data.
    pub data: PathBuf,
    database: Option<String>,
}

impl Server {
    /// Starts the program on a data directory, and on a database other than the embedded one where given.
    pub fn start(data: &Path, database: Option<&str>) -> Self {
        // Stories ask again and again until something is seen.
        Self::start_with(data, database, &["--requests-per-second", "0"])
    }

    /// As [`Server::start`], with flags of one's own.
    pub fn start_with(data: &Path, database: Option<&str>, flags: &[&str]) -> Self {
        // A file that may not grow any more is an error, as it is on a full disk, not the end of the process.
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"])
            .arg(program());
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        let mut child = command.spawn().expect("the program starts");
        let mut told = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let line = told
            .next()
            .expect("it says where it listens")
            .expect("in UTF-8");
        let address = line
            .split("http://")
            .nth(1)
            .unwrap_or_else(|| panic!("no address in {line:?}"));
        Self {
            address: format!("http://{address}"),
            child,
            data: data.to_owned(),
            database: database.map(str::to_owned),
        }
    }

    /// Fills the disk, as far as the process can tell: no file grows beyond so many bytes; `unlimited` makes room again.
    pub fn limit_files(&self, most: &str) {
        let limited = Command::new("prlimit")
            .args([
                "--pid",
                &self.child.id().to_string(),
                &format!("--fsize={most}:unlimited"),
            ])
            .status();
        assert!(limited.expect("prlimit can be run").success());
    }

    /// Kills the process without a word, as a power cut would.
    pub fn kill(mut self) -> (PathBuf, Option<String>) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        (self.data.clone(), self.database.take())
    }

    /// Runs a command of the program on the same data; what it printed.
    pub fn operate(&self, args: &[&str], input: &str) -> Output {
        operate(&self.data, self.database.as_deref(), args, input)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after a kill: then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Runs a command of the program with `--data` and `--database`; what it printed.
pub fn operate(data: &Path, database: Option<&str>, args: &[&str], input: &str) -> Output {
    let mut command = Command::new(program());
    command
        .args(args)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    let mut child = command.spawn().expect("the program starts");
    child
        .stdin
        .take()
        .expect("its input is piped")
        .write_all(input.as_bytes())
        .expect("it reads");
    child.wait_with_output().expect("it ends")
}
