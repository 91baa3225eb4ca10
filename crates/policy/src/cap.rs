//! What a cap leaves to the lines under it. Pure arithmetic: positions, fractions and fen, no words.
//!
//! Two rules hold in both modes. A line that got more than its amount owes the difference. Whatever else was paid
//! out stays paid: a later buyer never triggers a clawback from an earlier one.

use domain::Fen;

use crate::exact::{Exact, less, share_by_weight, sum};

/// A line that claims its part of a cap.
#[derive(Clone, Debug)]
pub(crate) struct Claim<'l> {
    /// The exact subsidy without the cap.
    pub(crate) raw: &'l Exact,
    /// The same in whole fen.
    pub(crate) rounded: Fen,
    /// Net disbursed so far.
    pub(crate) disbursed: Fen,
}

impl Claim<'_> {
    /// What the line keeps of what it got.
    fn kept(&self) -> Fen {
        self.disbursed.min(self.rounded)
    }
}

/// What is left under a cap: cap - used elsewhere - kept by the lines, not below 0.
pub(crate) fn room(cap: Fen, used_elsewhere: Fen, claims: &[Claim<'_>]) -> Fen {
    let kept: i64 = claims.iter().map(|claim| claim.kept().0).sum();
    Fen((cap.0 - used_elsewhere.0 - kept).max(0))
}

/// How the room was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// The rounded outstanding amounts fit: each line gets its own.
    InFull {
        /// Their sum.
        wanted: Fen,
    },
    /// The room is shared in proportion to the exact outstanding amounts.
    Shared {
        /// The sum of the rounded outstanding amounts.
        wanted: Fen,
        /// The sum of the exact ones.
        weights: Exact,
    },
}

/// What each line has in the end, in proportion.
pub(crate) fn pro_rata(room: Option<Fen>, claims: &[Claim<'_>]) -> (Vec<Fen>, Given) {
    let wanted: Fen = claims
        .iter()
        .map(|claim| Fen(claim.rounded.0 - claim.kept().0))
        .sum();
    let Some(room) = room.filter(|room| wanted > *room) else {
        return (
            claims.iter().map(|claim| claim.rounded).collect(),
            Given::InFull { wanted },
        );
    };
    let weights: Vec<Exact> = claims.iter().map(outstanding).collect();
    let shares = share_by_weight(room, &weights);
    let has = claims
        .iter()
        .zip(shares)
        .map(|(claim, share)| Fen(claim.kept().0 + share.0))
        .collect();
    (
        has,
        Given::Shared {
            wanted,
            weights: sum(&weights),
        },
    )
}

/// The exact amount that a line has still to get, not below 0.
pub(crate) fn outstanding(claim: &Claim<'_>) -> Exact {
    less(claim.raw, claim.disbursed)
}

/// One payment's effect on one line: from this day on the line's amount without the cap is `rounded_so_far`.
#[derive(Clone, Debug)]
pub(crate) struct Advance {
    /// Position of the line among the claims.
    pub(crate) line: usize,
    /// The line's amount after this payment, rounded.
    pub(crate) rounded_so_far: Fen,
}

/// What one payment added to its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Added {
    /// What the line had before.
    pub(crate) had: Fen,
    /// What was left under the cap before; nothing when there is no cap.
    pub(crate) room: Option<Fen>,
    /// What was added.
    pub(crate) added: Fen,
}

/// What each line has in the end when payments are served in order, and what each payment added.
pub(crate) fn by_payment_date(
    room: Option<Fen>,
    claims: &[Claim<'_>],
    payments: &[Advance],
) -> (Vec<Fen>, Vec<Added>) {
    let mut has: Vec<Fen> = claims.iter().map(Claim::kept).collect();
    let mut left = room;
    let mut all_added = Vec::with_capacity(payments.len());
    for payment in payments {
        let had = has[payment.line];
        let wanted = Fen((payment.rounded_so_far.0 - had.0).max(0));
        let added = left.map_or(wanted, |left| wanted.min(left));
        all_added.push(Added {
            had,
            room: left,
            added,
        });
        has[payment.line].0 += added.0;
        left = left.map(|left| Fen(left.0 - added.0));
    }
    (has, all_added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::round;
    use crate::file::Rounding;
    use num_bigint::BigInt;

    /// Lines as (raw in hundredths of a fen, disbursed), and what each is due under a cap.
    fn due(cap: i64, lines: &[(i64, i64)]) -> Vec<i64> {
        let raws: Vec<Exact> = lines
            .iter()
            .map(|(raw, _)| Exact::new(BigInt::from(*raw), BigInt::from(100)))
            .collect();
        let claims: Vec<Claim<'_>> = raws
            .iter()
            .zip(lines)
            .map(|(raw, (_, disbursed))| Claim {
                raw,
                rounded: round(raw, Rounding::HalfUp),
                disbursed: Fen(*disbursed),
            })
            .collect();
        let (has, _) = pro_rata(Some(room(Fen(cap), Fen::ZERO, &claims)), &claims);
        has.iter()
            .zip(lines)
            .map(|(has, (_, disbursed))| has.0 - disbursed)
            .collect()
    }

    #[test]
    fn a_later_buyer_never_takes_from_an_earlier_one() {
        assert_eq!(due(100, &[(10_000, 100), (10_000, 0)]), [0, 0]);
        assert_eq!(due(100, &[(10_000, 80), (10_000, 0)]), [3, 17]);
    }

    #[test]
    fn what_one_line_owes_makes_room_for_the_others() {
        assert_eq!(due(100, &[(2_000, 100), (20_000, 0)]), [-80, 80]);
        assert_eq!(due(100, &[(0, 100), (5_000, 0)]), [-100, 50]);
    }

    #[test]
    fn half_fens_share_the_room_to_the_last_fen_and_ties_go_to_the_earlier() {
        assert_eq!(due(2, &[(50, 0), (50, 0), (50, 0)]), [1, 1, 0]);
        assert_eq!(due(1000, &[(50, 0), (50, 0), (50, 0)]), [1, 1, 1]);
    }

    #[test]
    fn more_paid_out_than_the_cap_leaves_no_room_and_takes_nothing_back() {
        assert_eq!(due(100, &[(20_000, 150), (20_000, 0)]), [0, 0]);
    }
}
