//! Passwords: Argon2id, off the async threads, a few at a time (each takes 19 MiB and some ten milliseconds).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// The hash of a password, in the PHC string format.
pub(crate) async fn hash(password: String) -> Result<String> {
    run(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string()))
        .await?
        .map_err(broken)
}

/// Whether a password belongs to a hash.
pub(crate) async fn fits(password: String, hash: String) -> Result<bool> {
    run(move || {
        let parsed = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await?
    .map_err(broken)
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|error| broken(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| broken(error.to_string()))
}

fn broken(reason: String) -> Error {
    Error::Store(store::Error::Unreadable { column: "password_hash".into(), reason })
}
