//! A person at the API: signs in, asks, and says what came back when it was not what the story tells.

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;

/// Someone who uses the API, signed in or not.
#[derive(Clone)]
pub struct Person {
    client: Client,
    address: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// `ETag`, or empty.
    pub etag: String,
    /// The JSON, or null.
    pub body: Value,
}

impl Person {
    /// Someone nobody knows.
    pub fn stranger(address: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .build()
            .expect("a client can be made");
        Self {
            client,
            address: address.to_owned(),
        }
    }

    /// Someone who signs in.
    pub async fn sign_in(address: &str, login: &str, password: &str) -> Self {
        let person = Self::stranger(address);
        let answer = person
            .post(
                "/session",
                serde_json::json!({ "login": login, "password": password }),
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{login}: {}", answer.body);
        person
    }

    /// A request under `/api/v1`, to be completed and sent with [`Person::send`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}/api/v1{path}", self.address))
    }

    /// Sends a request.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the server answers")
    }

    /// Sends a request to a server that may be killed meanwhile.
    ///
    /// # Errors
    /// When no whole answer came back.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        let status = response.status();
        let etag = response
            .headers()
            .get("etag")
            .and_then(|tag| tag.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let bytes = response.bytes().await?;
        Ok(Answer {
            status,
            etag,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        })
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST` with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body))
            .await
    }

    /// `PUT` with JSON.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    /// A verb on something that was just read: with the version that was read, and with JSON unless null.
    pub async fn act(&self, path: &str, verb: &str, body: Value) -> Answer {
        let read = self.get(path).await;
        assert_eq!(read.status, StatusCode::OK, "{path}: {}", read.body);
        let request = self
            .request(Method::POST, &format!("{path}/{verb}"))
            .header("if-match", read.etag);
        self.send(if body.is_null() {
            request
        } else {
            request.json(&body)
        })
        .await
    }

    /// A verb with a version that may be wrong; the status.
    pub async fn act_without_reading(&self, path: &str, verb: &str, etag: &str) -> StatusCode {
        self.send(
            self.request(Method::POST, &format!("{path}/{verb}"))
                .header("if-match", etag),
        )
        .await
        .status
    }

    /// What a browser gets at an address: the status and the page where it ends up.
    pub async fn look(&self, path: &str) -> (StatusCode, String, String) {
        let response = self
            .client
            .get(format!("{}{path}", self.address))
            .send()
            .await
            .expect("the server answers");
        let (status, at) = (response.status(), response.url().path().to_owned());
        (status, at, response.text().await.expect("a page is text"))
    }

    /// What a browser gets that sends a form; the status and the page where it ends up.
    pub async fn fill_in(
        &self,
        path: &str,
        controls: &[(&str, &str)],
    ) -> (StatusCode, String, String) {
        let request = self
            .client
            .post(format!("{}{path}", self.address))
            .form(controls);
        let response = request.send().await.expect("the server answers");
        let (status, at) = (response.status(), response.url().path().to_owned());
        (status, at, response.text().await.expect("a page is text"))
    }

    /// A page, as text.
    pub async fn page(&self, path: &str) -> String {
        let response = self
            .client
            .get(format!("{}{path}", self.address))
            .send()
            .await
            .expect("the server answers");
        response.text().await.expect("a page is text")
    }
}

impl Answer {
    /// The answer, when it succeeded.
    ///
    /// # Panics
    /// When it did not, with what it said.
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self.body
    }

    /// The identifier of what was made.
    ///
    /// # Panics
    /// When nothing was made.
    pub fn id(self) -> String {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.body);
        self.body["id"]
            .as_str()
            .expect("what was made has an identifier")
            .to_owned()
    }
}
