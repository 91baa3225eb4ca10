//! Opening the market where the flags say.

use std::path::Path;

use domain::id::OrganisationId;
use domain::working_days::WorkingDays;
use market::{Market, Place, Rules, Searching};
use policy::{Policy, holidays};

use crate::Outcome;
use crate::cli::PlaceArgs;

/// The policy that the city's draft of 2020 describes, for whoever names no other.
const XINZHOU_2020: &str = include_str!("../../../policies/xinzhou-2020.toml");

/// The holidays that the State Council has announced, a file a year.
const HOLIDAYS: [(&str, &str); 2] = [
    (
        "2025.toml",
        include_str!("../../../policies/holidays/2025.toml"),
    ),
    (
        "2026.toml",
        include_str!("../../../policies/holidays/2026.toml"),
    ),
];

/// The years that are built in, and those of the operator's folder `holidays` beside the data: theirs count.
///
/// # Errors
/// When a file there cannot be read.
fn working_days(data: &Path) -> Outcome<WorkingDays> {
    let mut years = Vec::new();
    for (file, text) in HOLIDAYS {
        years.push(holidays::parse(file, text)?);
    }
    let folder = data.join("holidays");
    if folder.is_dir() {
        let mut files: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        files.sort();
        for path in files {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("放假安排 {} 读不出来：{error}", path.display()))?;
            years.push(holidays::parse(&path.display().to_string(), &text)?);
        }
    }
    Ok(WorkingDays::new(years))
}

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
        Rules {
            policy,
            working_days: working_days(&place.data)?,
        },
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_holidays_that_an_operator_writes_count_before_those_that_are_built_in() {
        let data = tempfile::tempdir().expect("a folder");
        let built_in = working_days(data.path()).expect("the years that we ship");
        assert!(!built_in.is_worked(date(2026, 10, 1)));
        let folder = data.path().join("holidays");
        std::fs::create_dir(&folder).expect("a folder");
        let own = "year = 2026\nsource = \"示例通知\"\noff = []\n";
        std::fs::write(folder.join("2026.toml"), own).expect("a file");
        let theirs = working_days(data.path()).expect("a year that is right");
        assert!(theirs.is_worked(date(2026, 10, 1)));
        std::fs::write(folder.join("2027.toml"), "year = 2027").expect("a file");
        let told = working_days(data.path())
            .expect_err("half a year")
            .to_string();
        assert!(told.contains("2027.toml"), "{told}");
    }
}
