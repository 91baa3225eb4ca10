//! Organisations 单位: added by the bureau, described by themselves.
//!
//! What it is not: a change of what decides money and rights, that is `organisation_change`.

use domain::FieldError;
use domain::event::Noun;
use domain::id::OrganisationId;
use domain::people::organisation::{
    NewOrganisation, Organisation, OrganisationInput, OrganisationUpdateInput,
};
use domain::people::user::{Actor, Role, UserInput};
use serde_json::json;
pub use store::people::organisation::Peopled;

use crate::kernel::error::{Error, Result, taken};
use crate::kernel::permission::{Action, require, roles_at, roles_of};
use crate::kernel::work::{Once, Work, version_meant};
use crate::people::password;
use crate::people::user::insert_person;
use crate::{Market, new_id};

impl Market {
    /// Adds an organisation; without an actor an operator at the machine does it.
    ///
    /// # Errors
    /// When a field is wrong, the credit code is taken or the actor may not.
    pub async fn create_organisation(
        &self,
        actor: Option<&Actor>,
        input: OrganisationInput,
        once: &Once,
    ) -> Result<OrganisationId> {
        if actor.is_some() {
            require(&roles_of(actor), Action::OrganisationCreate)?;
        }
        let mut work = self.begin(actor).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let id = insert(&mut work, input).await?;
        work.remember(once, id.as_str()).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Adds an organisation together with its first manager: both or neither.
    ///
    /// # Errors
    /// Everything that is wrong with either, that of the manager below `manager`; when the actor may not.
    pub async fn create_organisation_with_manager(
        &self,
        actor: &Actor,
        input: OrganisationInput,
        manager: UserInput,
        once: &Once,
    ) -> Result<OrganisationId> {
        let roles = roles_of(Some(actor));
        require(&roles, Action::OrganisationCreate)?;
        require(&roles, Action::MemberAppoint)?;
        let checked = (
            input.clone().check(),
            manager.check().map_err(below_manager),
        );
        let manager = match checked {
            (Ok(_), Ok(manager)) => manager,
            (organisation, manager) => {
                return Err(Error::Invalid(
                    organisation
                        .err()
                        .into_iter()
                        .chain(manager.err())
                        .flatten()
                        .collect(),
                ));
            }
        };
        let password_hash = password::hash(manager.password.clone()).await?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let id = insert(&mut work, input).await?;
        insert_person(&mut work, &id, manager, password_hash, Role::Manager, true)
            .await
            .map_err(|error| match error {
                Error::Invalid(errors) => Error::Invalid(below_manager(errors)),
                other => other,
            })?;
        work.remember(once, id.as_str()).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Changes what an organisation says of itself: address, telephone, introduction. What decides money and rights
    /// changes only as `organisation_change` says.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime or the actor may not.
    pub async fn update_organisation(
        &self,
        actor: &Actor,
        id: &OrganisationId,
        version: i64,
        input: OrganisationUpdateInput,
    ) -> Result<()> {
        require(&roles_at(Some(actor), id), Action::OrganisationManage)?;
        let mut work = self.begin(Some(actor)).await?;
        let organisation = store::people::organisation::get(&mut work.tx, id).await?;
        let version = version_meant(organisation.version, version);
        work.require_version(
            Noun::Organisation,
            id.as_str(),
            organisation.version,
            version,
        )
        .await?;
        let held = organisation.described;
        let described = input.check(&held)?;
        store::people::organisation::update(&mut work.tx, id, version, &described).await?;
        let contact = |of: &NewOrganisation| json!({ "address": of.address, "phone": of.phone, "introduction": of.introduction });
        work.note(
            Noun::Organisation,
            id,
            "changed",
            json!({ "held": contact(&held), "wanted": contact(&described) }),
        );
        work.commit().await
    }

    /// One organisation.
    ///
    /// # Errors
    /// When there is none.
    pub async fn organisation(&self, id: &OrganisationId) -> Result<Organisation> {
        let mut tx = self.read().await?;
        Ok(store::people::organisation::get(&mut tx, id).await?)
    }

    /// The organisation with a credit code, if there is one.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn organisation_by_credit_code(
        &self,
        code: &domain::people::code::CreditCode,
    ) -> Result<Option<Organisation>> {
        let mut tx = self.read().await?;
        Ok(store::people::organisation::by_credit_code(&mut tx, code).await?)
    }

    /// Organisations whose name holds a text, or whose credit code it is; at most so many.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn find_organisations(&self, text: &str, most: i64) -> Result<Vec<Organisation>> {
        let mut tx = self.read().await?;
        let found = store::people::organisation::find(&mut tx, text.trim(), most).await?;
        Ok(found.into_iter().map(|one| one.organisation).collect())
    }

    /// Organisations after an identifier, or where a text is given those whose name holds it or whose credit code it is;
    /// each with how many people it has.
    ///
    /// # Errors
    /// When the actor may not know that of every organisation.
    pub async fn peopled_organisations(
        &self,
        actor: &Actor,
        after: &str,
        text: &str,
        most: i64,
    ) -> Result<Vec<Peopled>> {
        require(&roles_of(Some(actor)), Action::MemberAppoint)?;
        let mut tx = self.read().await?;
        Ok(match text.trim() {
            "" => store::people::organisation::list(&mut tx, after, "", most).await?,
            text => store::people::organisation::find(&mut tx, text, most).await?,
        })
    }

    /// Organisations after an identifier, of one kind where given; at most so many.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn organisations(
        &self,
        after: &str,
        kind: &str,
        most: i64,
    ) -> Result<Vec<Organisation>> {
        let mut tx = self.read().await?;
        let found = store::people::organisation::list(&mut tx, after, kind, most).await?;
        Ok(found.into_iter().map(|one| one.organisation).collect())
    }
}

async fn insert(work: &mut Work, input: OrganisationInput) -> Result<OrganisationId> {
    let confirmed = input.credit_code_confirmed;
    let organisation = Organisation {
        id: new_id(),
        version: 1,
        described: input.check()?,
        created_at: work.at,
    };
    let insert = store::people::organisation::insert(&mut work.tx, &organisation).await;
    insert.map_err(|error| {
        taken(
            error,
            "credit_code",
            "已有单位使用这个统一社会信用代码，请核对",
        )
    })?;
    let described = &organisation.described;
    let payload = json!({
        "name": described.name, "credit_code": described.credit_code.as_str(), "kind": described.kind,
        "division_code": described.division_code, "check_confirmed": confirmed && !described.credit_code.check_fits(),
    });
    work.note(Noun::Organisation, &organisation.id, "created", payload);
    Ok(organisation.id)
}

fn below_manager(errors: Vec<FieldError>) -> Vec<FieldError> {
    errors
        .into_iter()
        .map(|error| FieldError {
            field: format!("manager/{}", error.field),
            ..error
        })
        .collect()
}
