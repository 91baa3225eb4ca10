//! Keys of vouchers: what of a number remains however it was typed. When the folding of numbers becomes another, the keys of
//! earlier payments are made anew at the start, so that an old voucher and a new one still meet.

use domain::event::Noun;
use domain::money::payment::State;
use domain::money::payment::check::voucher_keys;
use serde_json::json;
use store::money::payment::Named;

use crate::Market;
use crate::kernel::error::Result;
use crate::kernel::work::Work;

/// Payments of one transaction.
const BATCH: i64 = 200;

/// What became of old keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Payments whose keys were made anew.
    pub payments: u64,
    /// Vouchers of verified payments that turned out to belong to another verified payment too.
    pub shared: u64,
}

impl Market {
    /// Makes the keys of earlier payments anew where an older folding made them; nothing once that is done. Two payments
    /// that were verified with one voucher stay verified, since somebody decided so: the log tells it, and the pages of both
    /// show it to the bureau, which decides anew.
    ///
    /// # Errors
    /// When the database refuses; what was made anew before stays.
    pub async fn renew_voucher_keys(&self) -> Result<Renewed> {
        let mut renewed = Renewed::default();
        loop {
            let mut work = self.begin(None).await?;
            let old = store::money::payment::with_old_keys(&mut work.tx, BATCH).await?;
            if old.is_empty() {
                break;
            }
            for named in &old {
                renew(&mut work, named, &mut renewed).await?;
            }
            work.commit_beside_the_log().await?;
        }
        if renewed.payments > 0 {
            tracing::info!(
                payments = renewed.payments,
                "the keys of vouchers were made anew"
            );
        }
        Ok(renewed)
    }
}

async fn renew(work: &mut Work, named: &Named, renewed: &mut Renewed) -> Result<()> {
    let payment = &named.payment;
    if !store::money::payment::set_key(&mut work.tx, payment).await? {
        return Ok(());
    }
    renewed.payments += 1;
    if payment.state != State::Verified {
        return Ok(());
    }
    let files = store::money::payment::file_hashes(&mut work.tx, &named.files).await?;
    store::money::payment::release_vouchers(&mut work.tx, &payment.id).await?;
    for key in voucher_keys(&payment.paid, &files) {
        let taken = store::money::payment::claim_if_free(&mut work.tx, &payment.id, &key).await?;
        let Some(other) = taken else { continue };
        renewed.shared += 1;
        tracing::warn!(payment = %payment.id, %other, voucher = key.kind, "two verified payments have one voucher");
        work.note(
            Noun::Payment,
            &payment.id,
            "voucher_shared",
            json!({ "voucher": key.kind, "other": other }),
        );
    }
    Ok(())
}
