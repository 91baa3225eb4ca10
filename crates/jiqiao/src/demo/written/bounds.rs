//! How much may be written down, and what must fit together, before anything is made of it.

use std::collections::BTreeSet;

use domain::people::county;
use domain::people::organisation::OrganisationKind;
use toml::Spanned;

use super::fault::Faults;
use super::{ORGANISATIONS, Place, Written};
use crate::demo::catalogue::technology::{Field, Technology, Variant};
use crate::demo::city::Entry;
use crate::demo::wanted::Standing;

/// More have no room in the made-up credit codes.
const MOST_ORGANISATIONS: usize = 89;
const MOST_PEOPLE: usize = 20;
/// Of a field, and listings of a technology: more have no room in the numbers of their patents.
const MOST_TECHNOLOGIES: usize = 99;
const MOST_VARIANTS: usize = 3;
/// A listing takes three steps to be published, each with its event.
const MOST_LISTINGS: usize = 2000;
const MOST_DEMANDS: usize = 200;
/// The city is founded a thousand days ago; what happens in it is younger.
const LONGEST_AGO: i64 = 900;
/// Ten years, in days.
const FARTHEST_DEADLINE: i64 = 3650;
/// Ten thousand million yuan, in 10,000 yuan.
const DEAREST_WAN: i64 = 1_000_000;

/// Notes what goes beyond the bounds; false when nothing can be made of what is written.
pub(super) fn keep(written: &Written, faults: &mut Faults) -> bool {
    organisations(written, faults);
    fields(written, faults);
    demands(written, faults);
    faults.is_empty()
}

fn organisations(written: &Written, faults: &mut Faults) {
    let entries = &written.organisations;
    if entries.len() > MOST_ORGANISATIONS {
        faults.about(ORGANISATIONS, format!("最多 {MOST_ORGANISATIONS} 个单位"));
    }
    for kind in [
        OrganisationKind::Bureau,
        OrganisationKind::RegistrationAgency,
    ] {
        if !entries.iter().any(|entry| entry.kind == kind) {
            let what = format!(
                "至少要有一个{}（kind = \"{}\"）",
                kind.label(),
                kind.as_str()
            );
            faults.about(ORGANISATIONS, what);
        }
    }
    let mut keys = BTreeSet::new();
    let mut logins = BTreeSet::new();
    for (entry, place) in entries.iter().zip(&written.places.organisations) {
        let key = &entry.key;
        if key.is_empty() || key.len() > 40 {
            faults.note(place, "key 应为 1 至 40 个字符，供成果和需求指明单位");
        } else if !keys.insert(key) {
            faults.note(place, format!("key“{key}”与前面的单位重复"));
        }
        if !(1..=MOST_PEOPLE).contains(&entry.people.len()) {
            faults.note(
                place,
                format!("people 应有 1 至 {MOST_PEOPLE} 人，第一人为单位管理员"),
            );
        }
        for person in &entry.people {
            if !logins.insert(&person.login) {
                faults.note(place, format!("登录名“{}”重复", person.login));
            }
        }
    }
}

fn fields(written: &Written, faults: &mut Faults) {
    let mut codes = BTreeSet::new();
    for (field, place) in written.fields.iter().zip(&written.places.fields) {
        of_field(field, place, &written.organisations, faults);
        if !codes.insert(&field.code) {
            faults.note(place, format!("code“{}”与前面的领域重复", field.code));
        }
    }
    if written.places.variants.len() > MOST_LISTINGS {
        faults.about(
            "achievements",
            format!("成果（variant）最多 {MOST_LISTINGS} 项"),
        );
    }
    let technologies = || {
        let technologies = written.fields.iter().flat_map(|field| &field.technologies);
        technologies.map(Spanned::get_ref)
    };
    for (technology, place) in technologies().zip(&written.places.technologies) {
        of_technology(technology, place, faults);
    }
    let variants = technologies().flat_map(|technology| {
        let variants = technology.variants.iter();
        variants.map(move |variant| (technology, variant.get_ref()))
    });
    let mut titles = BTreeSet::new();
    for ((technology, variant), place) in variants.zip(&written.places.variants) {
        of_variant(technology, variant, place, faults);
        if !titles.insert(&variant.title) {
            faults.note(place, format!("成果名称“{}”重复", variant.title));
        }
    }
}

fn of_field(field: &Field, place: &Place, city: &[Entry], faults: &mut Faults) {
    let is_code = (1..=8).contains(&field.code.len())
        && field
            .code
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !is_code {
        faults.note(
            place,
            "code 应为 1 至 8 个大写字母或数字，用于成果编号，例如 CB",
        );
    }
    if field.sellers.is_empty() {
        faults.note(place, "sellers 至少要有一个单位的 key");
    }
    for seller in &field.sellers {
        let found = city.iter().find(|entry| entry.key == *seller);
        if !found.is_some_and(|entry| entry.kind.lists_achievements()) {
            faults.note(
                place,
                format!("sellers 中的“{seller}”应是 {ORGANISATIONS} 中高校、科研院所或企业的 key"),
            );
        }
    }
    if field.technologies.len() > MOST_TECHNOLOGIES {
        faults.note(
            place,
            format!("一个领域最多 {MOST_TECHNOLOGIES} 项技术（technology）"),
        );
    }
}

fn of_technology(technology: &Technology, place: &Place, faults: &mut Faults) {
    if !(1..=MOST_VARIANTS).contains(&technology.variants.len()) {
        let what = format!("一项技术应有 1 至 {MOST_VARIANTS} 个 variant，每个是一项成果");
        faults.note(place, what);
    }
    if !(1..=9).contains(&technology.level) {
        faults.note(place, "level 应为技术成熟度 1 至 9");
    }
    let (least, most) = technology.price_wan;
    if least < 1 || least > most || most > DEAREST_WAN {
        let what =
            format!("price_wan 应为最低价和最高价（万元），从 1 到 {DEAREST_WAN}，例如 [20, 60]");
        faults.note(place, what);
    }
}

fn of_variant(technology: &Technology, variant: &Variant, place: &Place, faults: &mut Faults) {
    if !variant.county.is_empty() && county::find(&variant.county).is_none() {
        let what = format!(
            "county“{}”应为市内县（市、区）的行政区划代码，例如 140902；不填则为单位所在地",
            variant.county
        );
        faults.note(place, what);
    }
    if technology.indicators_of(variant).len() != variant.figures.len() {
        let what = "figures 应与 indicators 一样多：每项指标写本成果的数值和现有水平";
        faults.note(place, format!("“{}”的 {what}", variant.title));
    }
}

fn demands(written: &Written, faults: &mut Faults) {
    if written.demands.len() > MOST_DEMANDS {
        faults.about(super::DEMANDS, format!("最多 {MOST_DEMANDS} 项需求"));
    }
    for (demand, place) in written.demands.iter().zip(&written.places.demands) {
        let buyer = written
            .organisations
            .iter()
            .find(|entry| entry.key == demand.buyer);
        if buyer.is_none_or(|entry| entry.kind != OrganisationKind::Enterprise) {
            faults.note(
                place,
                format!("buyer“{}”应是 {ORGANISATIONS} 中企业的 key", demand.buyer),
            );
        }
        let youngest = i64::from(demand.standing == Standing::Withdrawn);
        if !(youngest..=LONGEST_AGO).contains(&demand.days_ago) {
            faults.note(
                place,
                format!("days_ago 应为 {youngest} 至 {LONGEST_AGO} 天"),
            );
        }
        if demand
            .budget_wan
            .is_some_and(|wan| !(1..=DEAREST_WAN).contains(&wan))
        {
            faults.note(place, format!("budget_wan 应为 1 至 {DEAREST_WAN} 万元"));
        }
        let deadline = demand.deadline_in_days;
        if deadline.is_some_and(|days| days.abs() > FARTHEST_DEADLINE) {
            faults.note(
                place,
                format!("deadline_in_days 应在前后 {FARTHEST_DEADLINE} 天之内"),
            );
        } else if demand.standing != Standing::Draft
            && deadline.is_some_and(|days| days < -demand.days_ago)
        {
            faults.note(
                place,
                "deadline_in_days 不能早于发布那天：已截止的需求写负数，且不超过 days_ago",
            );
        }
    }
}
