//! What the market has done so far, in four numbers for the home page.

use domain::Fen;
use domain::time::DAY_US;
use store::catalogue::demand::Open;

use crate::Market;
use crate::kernel::error::Result;

/// The numbers of the home page, each over the last year where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Published achievements that their owner confirmed within the last year.
    pub confirmed_achievements: i64,
    /// Demands that are open today.
    pub open_demands: i64,
    /// Days, rounded up, within which half of the licence requests of the last year were answered; nothing when none was.
    pub median_answer_days: Option<i64>,
    /// Contracts registered and not cancelled.
    pub registered_contracts: i64,
    /// What they are entitled to as of today.
    pub entitled_fen: Fen,
}

impl Market {
    /// The numbers of the home page.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn stats(&self) -> Result<Stats> {
        let year_ago = self.now().plus_days(-365);
        let every = Open {
            today: self.now().day(),
            field: "",
            county: "",
        };
        let entitled_fen = self.total_entitled().await?;
        let mut tx = self.read().await?;
        let median = store::desk::statistics::median_answer_us(&mut tx, year_ago).await?;
        Ok(Stats {
            confirmed_achievements: store::catalogue::achievement::confirmed_since(
                &mut tx, year_ago,
            )
            .await?,
            open_demands: store::catalogue::demand::count_open(&mut tx, every).await?,
            median_answer_days: median.map(|us| (us + DAY_US - 1) / DAY_US),
            registered_contracts: store::deals::contract::count_registered(&mut tx).await?,
            entitled_fen,
        })
    }
}
