//! Opening the market where the flags say.

use domain::id::OrganisationId;
use market::{Market, Place, Searching};
use policy::Policy;

use crate::Outcome;
use crate::cli::PlaceArgs;

/// The policy that the city's draft of 2020 describes, for whoever names no other.
const XINZHOU_2020: &str = include_str!("../../../policies/xinzhou-2020.toml");

/// Opens the market.
///
/// # Errors
/// When the directory, the database, the policy or the index cannot be opened.
pub(crate) async fn open(place: &PlaceArgs, searching: Searching) -> Outcome<Market> {
    if let Some(folder) = &place.dictionary {
        index::analysis::add_dictionary(folder)?;
    }
    let policy = match &place.policy {
        None => Policy::parse("policies/xinzhou-2020.toml", XINZHOU_2020)?,
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("政策文件 {} 读不出来：{error}", path.display()))?;
            Policy::parse(&path.display().to_string(), &text)?
        }
    };
    Ok(Market::open(
        Place {
            data: &place.data,
            database: place.database.as_deref(),
        },
        policy,
        searching,
    )
    .await?)
}

/// The organisation that an operator names by identifier or credit code.
///
/// # Errors
/// When there is none.
pub(crate) async fn organisation(market: &Market, named: &str) -> Outcome<OrganisationId> {
    if let Ok(id) = named.parse::<OrganisationId>() {
        let found = market.organisation(&id).await.map_err(|_| {
            format!("没有编号为 {named} 的单位；jiqiao organisation list 可列出全部单位")
        })?;
        return Ok(found.id);
    }
    let code = domain::people::code::CreditCode::parse(named)
        .map_err(|_| format!("“{named}”既不是单位编号（org_…）也不是统一社会信用代码"))?;
    let found = market.organisation_by_credit_code(&code).await?;
    Ok(found
        .ok_or_else(|| {
            format!("没有统一社会信用代码为 {code} 的单位；jiqiao organisation list 可列出全部单位")
        })?
        .id)
}
