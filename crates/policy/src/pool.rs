//! When the pool 资金总额 is smaller than what is due: who gets how much of it. Clawbacks are not netted against it.

use domain::Fen;

use crate::draft::Draft;
use crate::exact::share_by_amount;
use crate::explain;
use crate::file::{Programme, Shortfall};
use crate::ledger::Ledger;

/// Cuts the positive dues to the pool, if they exceed it.
pub(crate) fn cut(programme: &Programme, ledger: &Ledger, drafts: &mut [Draft]) {
    let Some(pool) = ledger.document.pool_fen else {
        return;
    };
    let claimants: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].line.due_fen > Fen::ZERO)
        .collect();
    let dues: Vec<Fen> = claimants
        .iter()
        .map(|at| drafts[*at].line.due_fen)
        .collect();
    let wanted: Fen = dues.iter().copied().sum();
    if wanted <= pool {
        return;
    }
    let shares = match programme.shortfall {
        Shortfall::ProRata => share_by_amount(pool, &dues),
        Shortfall::Queue => {
            let registered: Vec<_> = claimants
                .iter()
                .map(|at| ledger.document.contracts[drafts[*at].contract].registered_on)
                .collect();
            let mut queue: Vec<usize> = (0..claimants.len()).collect();
            // An unregistered contract, where a policy lets it earn, waits behind all registered ones.
            queue.sort_by_key(|at| (registered[*at].is_none(), registered[*at]));
            serve(pool, &dues, &queue)
        }
    };
    for (at, share) in claimants.into_iter().zip(shares) {
        let line = &mut drafts[at].line;
        line.steps.push(explain::shortfall(
            programme,
            pool,
            wanted,
            line.due_fen,
            share,
        ));
        line.due_fen = share;
    }
}

/// Serves each in full until the pool is empty.
fn serve(pool: Fen, dues: &[Fen], queue: &[usize]) -> Vec<Fen> {
    let mut left = pool;
    let mut shares = vec![Fen::ZERO; dues.len()];
    for at in queue {
        shares[*at] = dues[*at].min(left);
        left.0 -= shares[*at].0;
    }
    shares
}
