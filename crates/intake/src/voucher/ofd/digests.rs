//! Digests that a signature declares for the parts of an OFD. They show that a part was altered after signing; who signed, they
//! do not show.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use sm3::Sm3;

use super::super::error::VoucherError;
use super::super::{Found, limits};
use super::package::Package;
use super::resolved;

/// Digests of all signatures of a file.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Digests {
    /// How many are declared.
    pub declared: usize,
    /// Parts that do not have the digest that is declared for them, or are not there.
    pub wrong: Vec<String>,
    /// Parts whose digest is of a kind that is not computed here.
    pub unknown: Vec<String>,
    /// Parts for which one is declared, in lower case.
    pub covered: Vec<String>,
}

/// Checks the signatures that a list names.
pub(super) fn check(
    package: &mut Package,
    list_at: &str,
    found: &mut Found,
) -> Result<(), VoucherError> {
    let Some(list) = package.xml(list_at)? else {
        return Ok(());
    };
    for signature in list.all("Signature") {
        let Some(place) = signature.attribute("BaseLoc") else {
            continue;
        };
        found.signatures += 1;
        if found.signatures > limits::SIGNATURES {
            return Err(VoucherError::TooMuch(format!(
                "签名超过 {} 个",
                limits::SIGNATURES
            )));
        }
        one(package, &resolved(list_at, place), &mut found.digests)?;
    }
    Ok(())
}

fn one(package: &mut Package, at: &str, digests: &mut Digests) -> Result<(), VoucherError> {
    let Some(signature) = package.xml(at)? else {
        digests.declared += 1;
        digests.wrong.push(at.to_owned());
        return Ok(());
    };
    let Some(references) = signature.at(&["SignedInfo", "References"])? else {
        return Ok(());
    };
    let method = Method::named(references.attribute("CheckMethod"));
    for reference in references.all("Reference") {
        let Some(place) = reference.attribute("FileRef") else {
            continue;
        };
        if digests.declared >= limits::DIGESTS {
            return Err(VoucherError::TooMuch(format!(
                "摘要超过 {} 个",
                limits::DIGESTS
            )));
        }
        digests.declared += 1;
        let part = resolved(at, place);
        digests.covered.push(part.to_lowercase());
        let Some(method) = method else {
            digests.unknown.push(part);
            continue;
        };
        let declared: String = reference
            .value(&["CheckValue"])?
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let fits = match package.bytes(&part)? {
            Some(bytes) => STANDARD
                .decode(declared)
                .is_ok_and(|declared| declared == method.of(&bytes)),
            None => false,
        };
        if !fits {
            digests.wrong.push(part);
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Method {
    Sm3,
    Sha256,
}

impl Method {
    /// By object identifier or name.
    fn named(name: Option<&str>) -> Option<Self> {
        match name.unwrap_or_default().to_uppercase().as_str() {
            "1.2.156.10197.1.401" | "SM3" => Some(Self::Sm3),
            "2.16.840.1.101.3.4.2.1" | "SHA256" | "SHA-256" => Some(Self::Sha256),
            _ => None,
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sm3 => Sm3::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sm3_is_the_one_of_the_standard() {
        // GM/T 0004-2012, annex A.1.
        let hex: String = Method::Sm3
            .of(b"abc")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            hex,
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }
}
