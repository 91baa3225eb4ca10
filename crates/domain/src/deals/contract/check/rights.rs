//! What is sold and whether the seller may: patents and their terms, co-owners, licensees and completers.

use jiff::civil::Date;

use crate::catalogue::achievement::{Listing, Patent, Standing, TransferMode};
use crate::deals::contract::check::finding::{
    CIVIL_845, CIVIL_847, CIVIL_865, CIVIL_867, Finding, PATENT_14, PATENT_50, Severity,
};
use crate::deals::licence::LicenceKind;
use crate::deals::terms::Terms;
use crate::time::chinese_day;

fn passes_rights(mode: TransferMode) -> bool {
    match mode {
        TransferMode::Assignment | TransferMode::Licence | TransferMode::EquityContribution => true,
        TransferMode::JointDevelopment
        | TransferMode::CommissionedDevelopment
        | TransferMode::Consulting
        | TransferMode::Service => false,
    }
}

/// Civil Code 845 (what is to be stated of a patent) and 865 (a dead patent is licensed to nobody, whatever was typed
/// about it).
pub(super) fn check_patents(
    findings: &mut Vec<Finding>,
    terms: &Terms,
    listing: &Listing,
    today: Date,
) {
    if !passes_rights(terms.mode) {
        return;
    }
    let mut bar = |code, article, text| {
        findings.push(Finding {
            code,
            article,
            severity: Severity::Bar,
            text,
            field: "listing/patents",
        });
    };
    for patent in &listing.patents {
        let number = &patent.number;
        if patent.filed_on.is_none() {
            bar(
                "patent_data_incomplete",
                CIVIL_845,
                format!(
                    "专利 {number} 未填申请日，无法注明有效期限。请在成果的专利信息中补充申请日"
                ),
            );
        }
        match patent.standing_on(today) {
            Standing::Lapsed => bar(
                "patent_lapsed",
                CIVIL_865,
                format!(
                    "专利 {number} 已失效，不得再就其订立转让或许可合同。请从成果中删去，或改为技术秘密、技术服务"
                ),
            ),
            Standing::Ended(last) => bar(
                "patent_expired",
                CIVIL_865,
                format!(
                    "专利 {number} 的保护期最晚至{}，已经届满，不得再就其订立转让或许可合同。请从成果中删去，或改为技术秘密、技术服务",
                    chinese_day(last)
                ),
            ),
            Standing::NotFiledYet => bar(
                "patent_in_the_future",
                CIVIL_845,
                format!(
                    "专利 {number} 的申请日晚于今天，不会是真的。请在成果的专利信息中核对专利号和申请日"
                ),
            ),
            Standing::InForce | Standing::Pending => {}
        }
    }
    let all_granted = listing
        .patents
        .iter()
        .all(|patent| patent.standing_on(today) == Standing::InForce);
    if terms.licence_kind == Some(LicenceKind::Open) && (listing.patents.is_empty() || !all_granted)
    {
        let text =
            "开放许可只适用于已授权的专利。请改选普通许可，或待授权后再实行开放许可".to_owned();
        findings.push(Finding {
            code: "open_licence_without_grant",
            article: PATENT_50,
            severity: Severity::Bar,
            text,
            field: "terms/licence_kind",
        });
    }
}

/// Civil Code 865: a licence holds only while the patent does.
pub(super) fn check_period(findings: &mut Vec<Finding>, terms: &Terms, listing: &Listing) {
    if terms.mode != TransferMode::Licence {
        return;
    }
    let last = listing.patents.iter().map(Patent::expires_at_latest).max();
    let first = listing.patents.iter().map(Patent::expires_at_latest).min();
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    let mut find = |code, severity, text| {
        findings.push(Finding {
            code,
            article: CIVIL_865,
            severity,
            text,
            field: "terms/period_to",
        })
    };
    match terms.period_to {
        Some(to) if to > last => {
            find(
                "licence_outlives_patent",
                Severity::Bar,
                format!(
                    "许可期限至{}，晚于专利有效期限（{}）。请提前许可的止日",
                    chinese_day(to),
                    chinese_day(last)
                ),
            );
        }
        Some(to) if to > first => {
            find(
                "licence_outlives_a_patent",
                Severity::Warn,
                format!(
                    "其中一项专利在{}到期，早于许可的止日。请约定到期后的价款",
                    chinese_day(first)
                ),
            );
        }
        Some(_) => {}
        None => find(
            "licence_without_end",
            Severity::Warn,
            format!(
                "未约定许可的止日。专利许可最长至{}，请约定期限",
                chinese_day(last)
            ),
        ),
    }
}

/// Patent Law 14 (co-owners), Civil Code 867 (licensees) and 847 (completers).
pub(super) fn check_right_to_dispose(
    findings: &mut Vec<Finding>,
    terms: &Terms,
    listing: &Listing,
) {
    let alone_allowed =
        !passes_rights(terms.mode) || terms.licence_kind == Some(LicenceKind::NonExclusive);
    if !listing.patents.is_empty()
        && !listing.co_owners.is_empty()
        && !listing.co_owners_agreed
        && !alone_allowed
    {
        let how = terms
            .licence_kind
            .map_or(terms.mode.label(), LicenceKind::label);
        let text = format!(
            "专利与{}共有且没有约定权利如何行使，一方只能单独给予普通许可，不能{how}。请取得全体共有人同意并在成果中注明，或改为普通许可",
            listing.co_owners.join("、")
        );
        findings.push(Finding {
            code: "co_owners_not_agreed",
            article: PATENT_14,
            severity: Severity::Bar,
            text,
            field: "terms/licence_kind",
        });
    }
    if terms.licence_kind == Some(LicenceKind::SubLicence) {
        let text = "被许可人未经许可人同意不得再许可他人。请核对原许可合同是否允许分许可，并附权利人的书面同意".to_owned();
        findings.push(Finding {
            code: "sub_licence_needs_consent",
            article: CIVIL_867,
            severity: Severity::Warn,
            text,
            field: "terms/licence_kind",
        });
    }
    if terms.mode == TransferMode::Assignment
        && listing.service_achievement
        && !listing.completers.is_empty()
    {
        let text = format!(
            "转让职务科技成果时，完成人（{}）在同等条件下优先受让。请先通知完成人并保存答复",
            listing.completers.join("、")
        );
        findings.push(Finding {
            code: "completers_come_first",
            article: CIVIL_847,
            severity: Severity::Warn,
            text,
            field: "listing/completers",
        });
    }
}
