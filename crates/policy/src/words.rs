//! The words that policy files and ledgers share.

use domain::people::organisation::OrganisationKind;

use crate::ledger::document::ContractKind;

/// The words for kinds of organisation, as everywhere in the interface.
pub(crate) const ORGANISATION_KIND: [(&str, Result<OrganisationKind, &str>); 7] = [
    ("university", Ok(OrganisationKind::University)),
    (
        "research_institute",
        Ok(OrganisationKind::ResearchInstitute),
    ),
    ("enterprise", Ok(OrganisationKind::Enterprise)),
    (
        "transfer_institution",
        Ok(OrganisationKind::TransferInstitution),
    ),
    (
        "registration_agency",
        Ok(OrganisationKind::RegistrationAgency),
    ),
    ("bureau", Ok(OrganisationKind::Bureau)),
    ("county_government", Ok(OrganisationKind::CountyGovernment)),
];

/// The words for kinds of contract.
pub(crate) const CONTRACT_KIND: [(&str, Result<ContractKind, &str>); 5] = [
    ("development", Ok(ContractKind::Development)),
    ("assignment", Ok(ContractKind::Assignment)),
    ("licence", Ok(ContractKind::Licence)),
    ("consulting", Ok(ContractKind::Consulting)),
    ("service", Ok(ContractKind::Service)),
];
