//! The demonstration as the README starts it: a whole city is walked up to today by the market's own rules.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use tests::person::Person;
use tests::server::program;

/// The program, ended with the story however that ends.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_builds_its_city_and_lets_every_role_in() {
    let data = tempfile::tempdir().expect("a directory");
    let mut command = Command::new(program());
    command
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut running = Running(command.spawn().expect("the program starts"));
    let told: Vec<String> = BufReader::new(running.0.stdout.take().expect("its output is piped"))
        .lines()
        .map_while(Result::ok)
        .take(9)
        .collect();
    let address = told
        .iter()
        .find_map(|line| Some(format!("http://{}", line.split_once("http://")?.1)));
    let address = address.unwrap_or_else(|| panic!("the city was not built: {told:?}"));
    for login in ["university", "enterprise", "bureau"] {
        let person = Person::sign_in(&address, login, "jiqiao-demo").await;
        assert!(person.page("/my").await.contains("<h1>"), "{login}");
    }
    assert!(
        Person::stranger(&address)
            .page("/achievements?q=石墨烯")
            .await
            .contains("/achievements/ach_")
    );
}
