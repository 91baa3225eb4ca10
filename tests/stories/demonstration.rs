//! The demonstration as the README starts it: a whole city is walked up to today by the market's own rules.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use tests::person::Person;
use tests::server::program;

/// The demonstration, ended with the story however that ends.
pub(crate) struct Demonstration {
    child: std::process::Child,
    _data: tempfile::TempDir,
    /// Where it listens.
    pub(crate) address: String,
}

impl Demonstration {
    /// Builds its city and waits until it is there.
    pub(crate) fn start() -> Self {
        let data = tempfile::tempdir().expect("a directory");
        let mut command = Command::new(program());
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let told: Vec<String> = BufReader::new(child.stdout.take().expect("its output is piped"))
            .lines()
            .map_while(Result::ok)
            .take(9)
            .collect();
        let address = told
            .iter()
            .find_map(|line| Some(format!("http://{}", line.split_once("http://")?.1)));
        let address = address.unwrap_or_else(|| panic!("the city was not built: {told:?}"));
        Self {
            child,
            _data: data,
            address,
        }
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_builds_its_city_and_lets_every_role_in() {
    let city = Demonstration::start();
    let address = &city.address;
    for login in ["university", "enterprise", "bureau"] {
        let person = Person::sign_in(address, login, "jiqiao-demo").await;
        assert!(person.page("/my").await.contains("<h1>"), "{login}");
    }
    assert!(
        Person::stranger(address)
            .page("/achievements?q=石墨烯")
            .await
            .contains("/achievements/ach_")
    );
}
