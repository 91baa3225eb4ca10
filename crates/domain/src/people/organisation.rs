//! Organisations 单位: who takes part in the market, and as what.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::id::OrganisationId;
use crate::people::code::CreditCode;
use crate::people::county;
use crate::time::Timestamp;

/// What an organisation is.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 高校.
    University,
    /// 科研院所.
    ResearchInstitute,
    /// 企业.
    #[default]
    Enterprise,
    /// 技术转移机构.
    TransferInstitution,
    /// 技术合同登记机构.
    RegistrationAgency,
    /// 科技局.
    Bureau,
    /// 县(市、区)政府.
    CountyGovernment,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::University,
        Self::ResearchInstitute,
        Self::Enterprise,
        Self::TransferInstitution,
        Self::RegistrationAgency,
        Self::Bureau,
        Self::CountyGovernment,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::University => "university",
            Self::ResearchInstitute => "research_institute",
            Self::Enterprise => "enterprise",
            Self::TransferInstitution => "transfer_institution",
            Self::RegistrationAgency => "registration_agency",
            Self::Bureau => "bureau",
            Self::CountyGovernment => "county_government",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::University => "高校",
            Self::ResearchInstitute => "科研院所",
            Self::Enterprise => "企业",
            Self::TransferInstitution => "技术转移机构",
            Self::RegistrationAgency => "技术合同登记机构",
            Self::Bureau => "科技局",
            Self::CountyGovernment => "县（市、区）政府",
        }
    }

    /// Whether it lists achievements: universities and research institutes, and enterprises that offer their own.
    pub fn lists_achievements(self) -> bool {
        matches!(
            self,
            Self::University | Self::ResearchInstitute | Self::Enterprise
        )
    }
}

impl TryFrom<String> for OrganisationKind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种单位类型"))
    }
}

/// An organisation as someone describes it, not yet checked.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationInput {
    /// Registered name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Unified social credit code.
    pub credit_code: String,
    /// A person looked at a code whose check character does not fit and says that it is right as it is.
    #[serde(default)]
    pub credit_code_confirmed: bool,
    /// Where it is registered: six digits (GB/T 2260).
    pub division_code: String,
    /// Legal representative 法定代表人.
    #[serde(default)]
    pub legal_representative: String,
    /// Postal address.
    #[serde(default)]
    pub address: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// What it does, for its public page.
    #[serde(default)]
    pub introduction: String,
}

/// A checked description of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Registered name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Unified social credit code.
    pub credit_code: CreditCode,
    /// Where it is registered.
    pub division_code: String,
    /// Legal representative.
    pub legal_representative: String,
    /// Postal address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// What it does.
    pub introduction: String,
}

impl OrganisationInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong. A credit code whose check character does not fit is the error
    /// `check_character`, until `credit_code_confirmed` says that a person looked at it.
    pub fn check(self) -> Result<NewOrganisation, Vec<FieldError>> {
        let mut fields = Fields::new();
        let name = fields.required_line("name", "单位名称", &self.name, 100);
        let legal_representative = fields.line(
            "legal_representative",
            "法定代表人",
            &self.legal_representative,
            50,
        );
        let address = fields.line("address", "地址", &self.address, 200);
        let phone = fields.line("phone", "电话", &self.phone, 40);
        let introduction = fields.paragraphs("introduction", "单位简介", &self.introduction, 2000);
        let division_code = self.division_code.trim().to_owned();
        if !county::is_division_code(&division_code) {
            fields.wrong(
                "division_code",
                "shape",
                "所在行政区划代码应为 6 位数字，例如忻府区 140902",
            );
        }
        let credit_code = fields.take("credit_code", "shape", CreditCode::parse(&self.credit_code));
        if let Some(code) = &credit_code
            && !code.check_fits()
            && !self.credit_code_confirmed
        {
            let expected = code.expected_check();
            fields.wrong(
                "credit_code",
                "check_character",
                format!("统一社会信用代码末位通常应为 {expected}。请核对营业执照；若证照确实如此，请勾选“已核对证照”后再提交"),
            );
        }
        match credit_code {
            Some(credit_code) => fields.finish(NewOrganisation {
                name,
                kind: self.kind,
                credit_code,
                division_code,
                legal_representative,
                address,
                phone,
                introduction,
            }),
            None => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// What an organisation says of itself, as typed. What decides money and rights may be sent along as it stands; another
/// value is wrong here, because that changes only by a reviewed change.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationUpdateInput {
    /// Registered name, as it stands.
    pub name: Option<String>,
    /// What it is, as it stands.
    pub kind: Option<OrganisationKind>,
    /// Unified social credit code, as it stands.
    pub credit_code: Option<String>,
    /// Allowed as in the description of a new organisation; the code that stands was looked at when it came.
    pub credit_code_confirmed: bool,
    /// Where it is registered, as it stands.
    pub division_code: Option<String>,
    /// Legal representative, as it stands.
    pub legal_representative: Option<String>,
    /// Postal address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// What it does, for its public page.
    pub introduction: String,
}

impl OrganisationUpdateInput {
    /// Checks every field against the organisation that is to change.
    ///
    /// # Errors
    /// Every field that is wrong, `reviewed` where it changes only by a reviewed change.
    pub fn check(self, held: &NewOrganisation) -> Result<NewOrganisation, Vec<FieldError>> {
        let mut fields = Fields::new();
        for (field, label, sent, stands) in [
            ("name", "单位名称", &self.name, held.name.as_str()),
            (
                "credit_code",
                "统一社会信用代码",
                &self.credit_code,
                held.credit_code.as_str(),
            ),
            (
                "division_code",
                "所在行政区划代码",
                &self.division_code,
                held.division_code.as_str(),
            ),
            (
                "legal_representative",
                "法定代表人",
                &self.legal_representative,
                held.legal_representative.as_str(),
            ),
            (
                "kind",
                "单位类型",
                &self.kind.map(|kind| kind.as_str().to_owned()),
                held.kind.as_str(),
            ),
        ] {
            if sent.as_ref().is_some_and(|sent| sent.trim() != stands) {
                fields.wrong(
                    field,
                    "reviewed",
                    format!("{label}不能直接修改，请提交变更申请，由科技局审核"),
                );
            }
        }
        let address = fields.line("address", "地址", &self.address, 200);
        let phone = fields.line("phone", "电话", &self.phone, 40);
        let introduction = fields.paragraphs("introduction", "单位简介", &self.introduction, 2000);
        fields.finish(NewOrganisation {
            address,
            phone,
            introduction,
            ..held.clone()
        })
    }
}

/// An organisation of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Identifier.
    pub id: OrganisationId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What it says of itself.
    pub described: NewOrganisation,
    /// Since when it takes part.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> OrganisationInput {
        OrganisationInput {
            name: "示例科技有限公司".into(),
            credit_code: "91140902MA00003650".into(),
            division_code: "140902".into(),
            ..OrganisationInput::default()
        }
    }

    #[test]
    fn a_wrong_check_character_warns_and_a_person_may_confirm_it() {
        let doubtful = OrganisationInput {
            credit_code: "91140902MA00003651".into(),
            ..input()
        };
        let errors = doubtful.clone().check().expect_err("a warning first");
        assert_eq!(
            (errors[0].field.as_str(), errors[0].code),
            ("credit_code", "check_character")
        );
        let confirmed = OrganisationInput {
            credit_code_confirmed: true,
            ..doubtful
        };
        assert!(confirmed.check().is_ok());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = OrganisationInput {
            name: " ".into(),
            credit_code: "1".into(),
            division_code: "忻府区".into(),
            ..input()
        };
        let errors = wrong.check().expect_err("three errors");
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(names, ["name", "division_code", "credit_code"]);
    }
}
