//! One listing, put together from its technology, its variant and its seller.

use domain::catalogue::achievement::{
    AchievementInput, Improvement, Maturity, Price, TransferMode,
};
use domain::money::fen::Fen;
use domain::people::county;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;

use super::patents;
use super::technology::{self, Field, Form, Technology, Variant};
use crate::demo::city::CityOrganisation;
use crate::demo::random::Random;

/// Where a listing stands in the catalogue.
pub(super) struct Place<'c> {
    /// Its field.
    pub(super) field: &'c Field,
    /// Which field, from 0.
    pub(super) field_at: usize,
    /// Its technology.
    pub(super) technology: &'c Technology,
    /// Number of the technology in its field, from 1.
    pub(super) number: usize,
    /// What is written of itself.
    pub(super) variant: &'c Variant,
    /// Which variant, from 0.
    pub(super) variant_at: usize,
    /// Key of its seller.
    pub(super) seller: &'c str,
    /// When it came into the market: completed before that.
    pub(super) entered_on: Date,
}

impl Place<'_> {
    /// Its number, which the script names it by.
    pub(super) fn external_number(&self) -> String {
        format!(
            "{}-{:02}-{}",
            self.field.code,
            self.number,
            self.variant_at + 1
        )
    }

    /// A number that no other listing has, for patents.
    pub(super) fn serial(&self) -> usize {
        (self.field_at * 100 + self.number) * 3 + self.variant_at
    }
}

/// The listing at a place.
pub(super) fn compose(
    place: &Place<'_>,
    today: Date,
    city: &[CityOrganisation],
) -> AchievementInput {
    let technology = place.technology;
    let variant = place.variant;
    let external_number = place.external_number();
    let mut random = Random::named(&external_number);
    let seller = city
        .iter()
        .find(|organisation| organisation.key == place.seller);
    let level = level(technology, place.variant_at, &mut random);
    let year = i64::from(place.entered_on.year()) - random.between(0, 3);
    let patents = patents::of(place, year, today);
    let state_founded = seller.is_some_and(|s| {
        matches!(
            s.input.kind,
            OrganisationKind::University | OrganisationKind::ResearchInstitute
        )
    });
    let co_owners = co_owners(place, city, &mut random);
    AchievementInput {
        title: variant.title.clone(),
        summary: technology.summary_of(variant),
        abstract_text: abstract_text(place, level, &mut random),
        problem: technology.problem_of(variant),
        improvements: improvements(place),
        field: place.field.name.clone(),
        industry: technology.industry.clone(),
        subject: technology.subject.clone(),
        ipc: technology.ipc.clone(),
        keywords: keywords(place),
        maturity: Some(Maturity::trl(level)),
        co_owners_agreed: !co_owners.is_empty() && random.chance(70),
        co_owners,
        completers: completers(place, &mut random),
        patents,
        other_rights: other_rights(technology.form, &mut random).to_owned(),
        modes: modes(technology.form, &mut random),
        price: price(technology, &mut random),
        trial_offered: level >= 6 && random.chance(trial_percent(technology.form)),
        service_achievement: state_founded,
        contact_name: seller
            .and_then(|s| s.people.first())
            .map(|person| person.input.name.clone())
            .unwrap_or_default(),
        contact: seller.map(|s| s.input.phone.clone()).unwrap_or_default(),
        county: county_of_origin(&variant.county, seller),
        year: Some(year),
        external_number,
        ..AchievementInput::default()
    }
}

/// The first variant is the furthest developed; the others follow it.
fn level(technology: &Technology, variant: usize, random: &mut Random) -> i64 {
    let step = match variant {
        0 => random.between(0, 1),
        1 => -random.between(0, 1),
        _ => -random.between(1, 2),
    };
    (technology.level + step).clamp(1, 9)
}

/// How it works, where it is used, what was measured, how far it is.
fn abstract_text(place: &Place<'_>, level: i64, random: &mut Random) -> String {
    let technology = place.technology;
    let variant = place.variant;
    let rows = technology.figures_of(variant);
    let figures: Vec<String> = rows
        .iter()
        .map(|[indicator, unit, ours, incumbent]| {
            technology::comparison(indicator, unit, ours, incumbent)
        })
        .collect();
    format!(
        "{}{}{}{}。{}",
        technology.method_of(variant),
        variant.usage,
        random.pick(technology::evidence(technology.form, level)),
        figures.join("，"),
        random.pick(technology::progress(technology.form, level)),
    )
}

fn improvements(place: &Place<'_>) -> Vec<Improvement> {
    let rows = place.technology.figures_of(place.variant);
    rows.into_iter()
        .map(|[indicator, unit, ours, incumbent]| Improvement {
            indicator: indicator.into(),
            ours: ours.into(),
            incumbent: incumbent.into(),
            unit: unit.into(),
        })
        .collect()
}

/// The technology's keywords and, when it is short enough to be one, the variant's object.
fn keywords(place: &Place<'_>) -> Vec<String> {
    let mut keywords = place.technology.keywords.clone();
    let object = &place.variant.object;
    let is_word = object.chars().count() <= 8 && !object.contains([' ', '的', '和', '与']);
    if is_word && !keywords.contains(object) {
        keywords.push(object.clone());
    }
    keywords
}

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "高", "罗", "郑", "梁", "谢", "宋",
];
const GIVEN: [&str; 30] = [
    "安", "宁", "明", "远", "晨", "岚", "川", "松", "禾", "舟", "静", "诚", "博", "雅", "清", "宇",
    "航", "琳", "峰", "洁", "涛", "颖", "毅", "慧", "鹏", "雪", "凯", "兰", "哲", "月",
];

/// A team: its head is the same in every variant of a technology, the others differ.
fn completers(place: &Place<'_>, random: &mut Random) -> Vec<String> {
    let mut team = Random::named(&format!("team {} {}", place.field.code, place.number));
    let mut people = vec![person(&mut team), person(&mut team)];
    for _ in 0..random.between(1, 3) {
        people.push(person(random));
    }
    let mut kept: Vec<String> = Vec::new();
    for name in people {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// 示 in the middle of a name says that the person is an example.
fn person(random: &mut Random) -> String {
    format!("{}示{}", random.pick(&SURNAMES), random.pick(&GIVEN))
}

/// One listing in four was made together with another organisation of its field.
fn co_owners(place: &Place<'_>, city: &[CityOrganisation], random: &mut Random) -> Vec<String> {
    if !random.chance(25) {
        return Vec::new();
    }
    let sellers = place.field.sellers.iter().map(String::as_str);
    let others: Vec<&str> = sellers.filter(|key| *key != place.seller).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let partner = random.pick(&others);
    city.iter()
        .filter(|organisation| organisation.key == partner)
        .map(|organisation| organisation.input.name.clone())
        .collect()
}

fn other_rights(form: Form, random: &mut Random) -> &'static str {
    match form {
        Form::Software => random.pick(&[
            "计算机软件著作权 1 项",
            "计算机软件著作权 2 项",
            "计算机软件著作权 3 项",
        ]),
        Form::Growing => random.pick(&["企业技术规程 1 项", "技术规程 1 项、培训教材 1 套", ""]),
        Form::Process => random.pick(&["配套技术秘密：工艺参数包 1 套", "", ""]),
        Form::Equipment => random.pick(&["配套技术秘密：加工图纸 1 套", "", ""]),
        Form::Material | Form::Product => random.pick(&["配套技术秘密：配方 1 套", "", ""]),
    }
}

/// What is always offered for things of a form, and what may come with it.
fn modes(form: Form, random: &mut Random) -> Vec<TransferMode> {
    use TransferMode::{
        Assignment, CommissionedDevelopment, Consulting, EquityContribution, JointDevelopment,
        Licence, Service,
    };
    let (always, perhaps): (&[TransferMode], &[TransferMode]) = match form {
        Form::Material => (
            &[Licence, JointDevelopment],
            &[Assignment, EquityContribution],
        ),
        Form::Process => (
            &[Licence, Service],
            &[Assignment, JointDevelopment, EquityContribution],
        ),
        Form::Equipment => (&[Licence, Assignment], &[JointDevelopment, Service]),
        Form::Software => (&[Licence, Service], &[CommissionedDevelopment, Consulting]),
        Form::Growing => (&[Licence, Service], &[Consulting, JointDevelopment]),
        Form::Product => (
            &[Licence, Assignment],
            &[EquityContribution, CommissionedDevelopment],
        ),
    };
    let mut modes = always.to_vec();
    modes.extend(perhaps.iter().copied().filter(|_| random.chance(35)));
    modes
}

/// Ten thousand yuan 万元, in fen.
const WAN: i64 = 1_000_000;

fn price(technology: &Technology, random: &mut Random) -> Price {
    let (least, most) = technology.price_wan;
    match random.between(1, 100) {
        ..=35 => Price::Negotiable,
        36..=65 => {
            // Sellers ask round sums.
            let amount = least + (most - least) * random.between(1, 9) / 10;
            Price::Fixed {
                amount_fen: Fen((amount / 5 * 5).max(1) * WAN),
            }
        }
        _ => Price::Range {
            min_fen: Fen(least * WAN),
            max_fen: Fen(most * WAN),
        },
    }
}

/// How often a trial is offered: what can be taken back is lent more easily.
fn trial_percent(form: Form) -> i64 {
    match form {
        Form::Software => 55,
        Form::Equipment => 35,
        Form::Growing => 30,
        Form::Material | Form::Process | Form::Product => 12,
    }
}

/// The variant's county, else the seller's; empty when that is outside the city.
fn county_of_origin(written: &str, seller: Option<&CityOrganisation>) -> String {
    let code = if written.is_empty() {
        seller.map_or("", |s| s.input.division_code.as_str())
    } else {
        written
    };
    county::find(code)
        .map(|found| found.code.to_owned())
        .unwrap_or_default()
}
