//! The chain of a deal, from the market's words to the page's.

use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use market::desk::chain::{ChainOf, ChainStep as Walked, Link, Progress};

use crate::App;
use crate::ui::parts::{Chain, ChainStep, Stage, StepState};

/// The chain as the actor may see it, on the page of one of its links.
///
/// # Errors
/// When the actor may not see that link.
pub(crate) async fn chain_of(
    app: &App,
    actor: &Actor,
    of: ChainOf<'_>,
    here: Stage,
) -> market::Result<Chain> {
    let steps = app.market.chain(actor, of).await?;
    Ok(Chain::new(
        here,
        steps
            .into_iter()
            .map(|walked| step(walked, actor))
            .collect(),
    ))
}

fn step(walked: Walked, actor: &Actor) -> ChainStep {
    let (stage, folder) = match walked.link {
        Link::Achievement => (Stage::Achievement, "achievements"),
        Link::Request => (Stage::Request, "requests"),
        Link::Deal => (Stage::Deal, "deals"),
        Link::Contract | Link::Registration | Link::Payment | Link::Subsidy => {
            (stage_of(walked.link), "contracts")
        }
    };
    let state = match walked.progress {
        Progress::Done => StepState::Done,
        Progress::UnderWay => StepState::Current,
        Progress::Ahead => StepState::Waiting,
        Progress::Broken => StepState::Stopped,
    };
    // A request is between its two sides: broker and agency see that there was one, not what it said.
    let between_others = matches!(
        actor.organisation_kind,
        OrganisationKind::TransferInstitution | OrganisationKind::RegistrationAgency
    );
    let shown = walked
        .id
        .filter(|_| !(walked.link == Link::Request && between_others));
    let href = shown
        .map(|id| format!("/{folder}/{id}"))
        .unwrap_or_default();
    ChainStep {
        word: walked.state,
        on: walked.on,
        who: walked.who,
        href,
        ..ChainStep::new(stage, state)
    }
}

fn stage_of(link: Link) -> Stage {
    match link {
        Link::Achievement => Stage::Achievement,
        Link::Request => Stage::Request,
        Link::Deal => Stage::Deal,
        Link::Contract => Stage::Contract,
        Link::Registration => Stage::Registration,
        Link::Payment => Stage::Payments,
        Link::Subsidy => Stage::Subsidy,
    }
}
