//! Organisations 单位: added by the bureau, described by themselves.

use domain::event::Noun;
use domain::id::OrganisationId;
use domain::organisation::{Organisation, OrganisationInput};
use domain::user::Actor;
use serde_json::json;

use crate::error::{Result, taken};
use crate::permission::{Action, require, roles_at, roles_of};
use crate::work::Once;
use crate::{Market, new_id};

impl Market {
    /// Adds an organisation; without an actor an operator at the machine does it.
    ///
    /// # Errors
    /// When a field is wrong, the credit code is taken or the actor may not.
    pub async fn create_organisation(&self, actor: Option<&Actor>, input: OrganisationInput, once: &Once) -> Result<OrganisationId> {
        if actor.is_some() {
            require(&roles_of(actor), Action::OrganisationCreate)?;
        }
        let confirmed = input.credit_code_confirmed;
        let described = input.check()?;
        let mut work = self.begin(actor).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| crate::Error::NotFound);
        }
        let organisation = Organisation { id: new_id(), version: 1, described, created_at: work.at };
        let insert = store::organisation::insert(&mut work.tx, &organisation).await;
        insert.map_err(|error| taken(error, "credit_code", "已有单位使用这个统一社会信用代码，请核对"))?;
        let code = &organisation.described.credit_code;
        let payload = json!({ "name": organisation.described.name, "credit_code": code.as_str(), "check_confirmed": confirmed && !code.check_fits() });
        work.note(Noun::Organisation, &organisation.id, "created", payload);
        work.remember(once, organisation.id.as_str()).await?;
        work.commit().await?;
        Ok(organisation.id)
    }

    /// Changes what an organisation says of itself. Its kind and credit code stay as they are.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime or the actor may not.
    pub async fn update_organisation(&self, actor: &Actor, id: &OrganisationId, version: i64, input: OrganisationInput) -> Result<()> {
        require(&roles_at(Some(actor), id), Action::OrganisationManage)?;
        let mut work = self.begin(Some(actor)).await?;
        let old = store::organisation::get(&mut work.tx, id).await?;
        let described = OrganisationInput {
            kind: old.described.kind,
            credit_code: old.described.credit_code.as_str().to_owned(),
            credit_code_confirmed: true,
            ..input
        }
        .check()?;
        store::organisation::update(&mut work.tx, id, version, &described).await?;
        work.note(Noun::Organisation, id, "changed", json!({ "name": described.name }));
        work.commit().await
    }

    /// One organisation.
    ///
    /// # Errors
    /// When there is none.
    pub async fn organisation(&self, id: &OrganisationId) -> Result<Organisation> {
        let mut tx = self.read().await?;
        Ok(store::organisation::get(&mut tx, id).await?)
    }

    /// The organisation with a credit code, if there is one.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn organisation_by_credit_code(&self, code: &domain::code::CreditCode) -> Result<Option<Organisation>> {
        let mut tx = self.read().await?;
        Ok(store::organisation::by_credit_code(&mut tx, code).await?)
    }

    /// Organisations whose name holds a text, or whose credit code it is; at most so many.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn find_organisations(&self, text: &str, most: i64) -> Result<Vec<Organisation>> {
        let mut tx = self.read().await?;
        Ok(store::organisation::find(&mut tx, text.trim(), most).await?)
    }

    /// Organisations after an identifier, of one kind where given; at most so many.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn organisations(&self, after: &str, kind: &str, most: i64) -> Result<Vec<Organisation>> {
        let mut tx = self.read().await?;
        Ok(store::organisation::list(&mut tx, after, kind, most).await?)
    }
}
