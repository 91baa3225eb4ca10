//! A real browser: headless Chromium behind its driver, with a fresh profile.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

/// Chromium and its driver, while a story runs.
pub struct Browser {
    /// What drives it.
    pub driver: WebDriver,
    /// The server it looks at.
    address: String,
    process: Child,
    _profile: tempfile::TempDir,
}

/// Whether a browser and its driver are installed.
pub fn is_installed() -> bool {
    ["chromium", "chromedriver"].iter().all(|name| {
        Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    })
}

impl Browser {
    /// Starts it for a server.
    pub async fn start(address: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .expect("a free port")
            .port();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let profile = tempfile::tempdir().expect("a directory");
        let mut capabilities = DesiredCapabilities::chrome();
        let profile_flag = format!("--user-data-dir={}", profile.path().display());
        let flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,1600",
            &profile_flag,
        ];
        for flag in flags {
            capabilities.add_arg(flag).expect("a flag is text");
        }

        capabilities
            .set_binary("/usr/bin/chromium")
            .expect("a path is text");
        let begun = Instant::now();
        let driver = loop {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
                Ok(driver) => break driver,
                // The driver does not listen at once.
                Err(error) => assert!(
                    begun.elapsed() < Duration::from_secs(60),
                    "the browser does not start: {error}"
                ),
            }
        };
        Self {
            driver,
            address: address.to_owned(),
            process,
            _profile: profile,
        }
    }

    /// Changes how pages are seen, by a command of the browser's own protocol.
    pub async fn see_as(&self, command: &str, how: serde_json::Value) {
        self.driver
            .cdp()
            .send_raw(command, how)
            .await
            .expect("the browser obeys");
    }

    /// Opens a page.
    pub async fn open(&self, path: &str) {
        self.driver
            .goto(format!("{}{path}", self.address))
            .await
            .expect("the page opens");
    }

    /// Signs in as someone else.
    pub async fn sign_in(&self, login: &str, password: &str) {
        self.open("/").await;
        self.driver
            .delete_all_cookies()
            .await
            .expect("cookies can be forgotten");
        self.open("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.press("main form button.primary").await;
    }

    async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(found) => found,
            Err(_) => panic!("no {css} on {}:\n{}", self.path().await, self.text().await),
        }
    }

    /// Types into a control of the page's main part; a day is set as a picker would set it.
    pub async fn fill(&self, name: &str, value: &str) {
        let control = self.find(&format!("main [name='{name}']")).await;
        if control.attr("type").await.expect("a control").as_deref() == Some("date") {
            let set = vec![
                control.to_json().expect("an element"),
                serde_json::json!(value),
            ];
            self.driver
                .execute("arguments[0].value = arguments[1]", set)
                .await
                .expect("a day can be set");
        } else {
            control.clear().await.expect("a control can be emptied");
            control
                .send_keys(value)
                .await
                .expect("a control takes text");
        }
    }

    /// Types into a field that is chosen from a list, and takes what the list then offers, with the keys alone.
    pub async fn choose(&self, name: &str, typed: &str, offered: &str) {
        self.fill(name, typed).await;
        let control = self.find(&format!("main [name='{name}']")).await;
        let path = format!("//main//li[@role='option'][contains(normalize-space(), '{offered}')]");
        let begun = Instant::now();
        while self.driver.find(By::XPath(&path)).await.is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{typed} never offered {offered}"
            );
        }
        let keys = thirtyfour::Key::Down + thirtyfour::Key::Enter;
        control.send_keys(keys).await.expect("keys can be pressed");
    }

    /// Chooses a file for a control.
    pub async fn choose_file(&self, name: &str, path: &std::path::Path) {
        self.find(&format!("main [name='{name}']"))
            .await
            .send_keys(path.display().to_string())
            .await
            .expect("a file can be chosen");
    }

    /// Picks a value of radios or checks, or an option.
    pub async fn pick(&self, name: &str, value: &str) {
        let option = self
            .driver
            .find(By::Css(format!(
                "main select[name='{name}'] option[value='{value}']"
            )))
            .await;
        match option {
            Ok(option) => option.click().await.expect("an option can be picked"),
            Err(_) => {
                let choice = self
                    .find(&format!("main input[name='{name}'][value='{value}']"))
                    .await;
                choice.scroll_into_view().await.expect("it can be seen");
                choice.click().await.expect("a choice can be picked");
            }
        }
    }

    /// Presses what a selector finds first; it leads to another page.
    pub async fn press(&self, css: &str) {
        self.follow(self.find(css).await, css).await;
    }

    /// Presses the button that says so; it leads to another page.
    pub async fn press_button(&self, words: &str) {
        let path = format!("//main//button[normalize-space()='{words}']");
        match self.driver.find(By::XPath(path)).await {
            Ok(found) => self.follow(found, words).await,
            Err(_) => panic!(
                "no button {words} on {}:\n{}",
                self.path().await,
                self.text().await
            ),
        }
    }

    /// Presses something and waits until the page that it was on is gone and the next one is there.
    async fn follow(&self, found: WebElement, named: &str) {
        self.driver
            .execute("window.left = false", Vec::new())
            .await
            .expect("a page can be marked");
        found.scroll_into_view().await.expect("it can be seen");
        found
            .click()
            .await
            .unwrap_or_else(|error| panic!("{named} cannot be pressed: {error}"));
        let begun = Instant::now();
        loop {
            let there = self
                .driver
                .execute(
                    "return window.left === undefined && document.readyState === 'complete'",
                    Vec::new(),
                )
                .await;
            if there.is_ok_and(|answer| answer.json().as_bool() == Some(true)) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{named} leads nowhere from {}",
                self.path().await
            );
        }
    }

    /// Opens a disclosure by its words.
    pub async fn disclose(&self, words: &str) {
        let path =
            format!("//main//details[not(@open)]/summary[contains(normalize-space(), '{words}')]");
        if let Ok(found) = self.driver.find(By::XPath(path)).await {
            found.scroll_into_view().await.expect("it can be seen");
            found.click().await.expect("a disclosure opens");
        }
    }

    /// What stands in a control of the page's main part.
    pub async fn value(&self, name: &str) -> String {
        self.find(&format!("main [name='{name}']"))
            .await
            .prop("value")
            .await
            .expect("a control")
            .unwrap_or_default()
    }

    /// Path of the page.
    pub async fn path(&self) -> String {
        self.driver
            .current_url()
            .await
            .expect("a page has an address")
            .path()
            .to_owned()
    }

    /// What a reader sees.
    pub async fn text(&self) -> String {
        self.driver
            .find(By::Css("body"))
            .await
            .expect("a page has a body")
            .text()
            .await
            .expect("text")
    }

    /// Fails unless the page says so.
    pub async fn reads(&self, words: &str) {
        let text = self.text().await;
        assert!(
            text.contains(words),
            "{} does not say {words}:\n{text}",
            self.path().await
        );
    }

    /// Opens a page again until it says so.
    pub async fn open_until(&self, path: &str, words: &str) {
        let begun = Instant::now();
        loop {
            self.open(path).await;
            if self.text().await.contains(words) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{path} never said {words}"
            );
        }
    }

    /// Closes it.
    pub async fn end(mut self) {
        drop(self.driver.clone().quit().await);
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
