//! Passwords: Argon2id, off the async threads, a few at a time (each takes 19 MiB and some ten milliseconds).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::kernel::budget::PASSWORDS;
use crate::kernel::error::{Error, Result};

/// The hash of a password, in the PHC string format.
pub(crate) async fn hash(password: String) -> Result<String> {
    PASSWORDS
        .run(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|error| error.to_string())
        })
        .await?
        .map_err(broken)
}

/// Whether a password belongs to a hash.
pub(crate) async fn fits(password: String, hash: String) -> Result<bool> {
    PASSWORDS
        .run(move || {
            let parsed = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok())
        })
        .await?
        .map_err(broken)
}

fn broken(reason: String) -> Error {
    Error::Store(store::Error::Unreadable {
        column: "password_hash".into(),
        reason,
    })
}
