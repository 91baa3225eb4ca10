//! Payments 支付 and refunds with their vouchers.

use domain::Fen;
use domain::id::{AttachmentId, ContractId, OrganisationId, PaymentId};
use domain::money::payment::check::{OtherPayment, OtherVouchers, VoucherKey};
use domain::money::payment::{Invoice, NewPayment, Payment, State};
use domain::money::voucher::InvoiceNumber;
use domain::text::{FOLDING, folded};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row};

impl Record for Payment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            contract: row.parse("contract_id")?,
            state: row.parse("state")?,
            paid: NewPayment {
                kind: row.parse("kind")?,
                amount_fen: row.fen("amount_fen")?,
                paid_on: row.day("paid_on")?,
                invoice: invoice(row)?,
                receipt_number: row.text("receipt_number")?,
                payer: row.text("payer")?,
                payee: row.text("payee")?,
                note: row.text("note")?,
            },
            reason: row.text("reason")?,
            recorded_by: row.parse("recorded_by")?,
            created_at: row.moment("created_at")?,
            sent_at: row.moment("sent_at")?,
            decided_by: row.parse_or_null("decided_by")?,
            decided_at: row.moment_or_null("decided_at")?,
        })
    }
}

fn invoice(row: &Row) -> Result<Option<Invoice>> {
    let Some(number) = row.parse_or_null::<InvoiceNumber>("invoice_number")? else {
        return Ok(None);
    };
    Ok(Some(Invoice {
        number,
        amount_fen: row.fen("invoice_amount_fen")?,
        issued_on: row.day("invoiced_on")?,
    }))
}

/// Which attached files prove a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherFiles {
    /// 发票; a refund may be without one.
    pub invoice: Option<AttachmentId>,
    /// 银行回单.
    pub receipt: AttachmentId,
}

impl VoucherFiles {
    /// Those of these files that are not among later ones.
    pub fn replaced_by<'a>(&'a self, later: &'a Self) -> impl Iterator<Item = &'a AttachmentId> {
        let these = self.invoice.iter().chain([&self.receipt]);
        these.filter(|file| later.invoice.as_ref() != Some(*file) && later.receipt != **file)
    }
}

/// A payment with its files and the names of everyone it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The payment.
    pub payment: Payment,
    /// The files that prove it.
    pub files: VoucherFiles,
    /// What the contract is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller: OrganisationId,
    /// Its name.
    pub seller_name: String,
    /// 买方.
    pub buyer: OrganisationId,
    /// Its name.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// The person who recorded it.
    pub recorded_by_name: String,
    /// The person who verified or rejected it.
    pub decided_by_name: Option<String>,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            payment: Payment::from_row(row)?,
            files: VoucherFiles {
                invoice: row.parse_or_null("invoice_file_id")?,
                receipt: row.parse("receipt_file_id")?,
            },
            achievement_title: row.text("achievement_title")?,
            seller: row.parse("seller_id")?,
            seller_name: row.text("seller_name")?,
            buyer: row.parse("buyer_id")?,
            buyer_name: row.text("buyer_name")?,
            broker: row.parse_or_null("broker_id")?,
            recorded_by_name: row.text("recorded_by_name")?,
            decided_by_name: row.text_or_null("decided_by_name")?,
        })
    }
}

const INSERT: &str = "insert into payment
    (id, version, contract_id, state, kind, amount_fen, paid_on, invoice_number, invoice_amount_fen, invoiced_on, invoice_file_id,
        receipt_number, receipt_key, receipt_file_id, payer, payee, note, reason, recorded_by, created_at, sent_at, key_version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";

/// Records a payment whose files are attached already.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, payment: &Payment, files: &VoucherFiles) -> Result<()> {
    let paid = &payment.paid;
    let invoice = paid.invoice.as_ref();
    tx.q(INSERT)
        .bind(&payment.id)
        .bind(payment.version)
        .bind(&payment.contract)
        .bind(payment.state.as_str())
        .bind(paid.kind.as_str())
        .bind(paid.amount_fen)
        .bind(paid.paid_on)
        .bind(invoice.map(|invoice| invoice.number.to_string()))
        .bind(invoice.map(|invoice| invoice.amount_fen))
        .bind(invoice.map(|invoice| invoice.issued_on))
        .bind(files.invoice.as_ref())
        .bind(&paid.receipt_number)
        .bind(folded(&paid.receipt_number))
        .bind(&files.receipt)
        .bind(&paid.payer)
        .bind(&paid.payee)
        .bind(&paid.note)
        .bind(&payment.reason)
        .bind(&payment.recorded_by)
        .bind(payment.created_at)
        .bind(payment.sent_at)
        .bind(FOLDING)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update payment
    set version = version + 1, state = $3, kind = $4, amount_fen = $5, paid_on = $6, invoice_number = $7, invoice_amount_fen = $8,
        invoiced_on = $9, invoice_file_id = $10, receipt_number = $11, receipt_key = $12, receipt_file_id = $13, payer = $14,
        payee = $15, note = $16, reason = $17, recorded_by = $18, decided_by = $19, decided_at = $20, sent_at = $21, key_version = $22
    where id = $1 and version = $2";

/// Writes a payment back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, payment: &Payment, files: &VoucherFiles) -> Result<()> {
    let paid = &payment.paid;
    let invoice = paid.invoice.as_ref();
    tx.q(UPDATE)
        .bind(&payment.id)
        .bind(payment.version)
        .bind(payment.state.as_str())
        .bind(paid.kind.as_str())
        .bind(paid.amount_fen)
        .bind(paid.paid_on)
        .bind(invoice.map(|invoice| invoice.number.to_string()))
        .bind(invoice.map(|invoice| invoice.amount_fen))
        .bind(invoice.map(|invoice| invoice.issued_on))
        .bind(files.invoice.as_ref())
        .bind(&paid.receipt_number)
        .bind(folded(&paid.receipt_number))
        .bind(&files.receipt)
        .bind(&paid.payer)
        .bind(&paid.payee)
        .bind(&paid.note)
        .bind(&payment.reason)
        .bind(&payment.recorded_by)
        .bind(payment.decided_by.as_ref())
        .bind(payment.decided_at)
        .bind(payment.sent_at)
        .bind(FOLDING)
        .run_versioned()
        .await
}

/// One payment.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &PaymentId) -> Result<Named> {
    tx.q("select * from payment_named where id = $1")
        .bind(id)
        .one()
        .await
}

/// The payments of a contract in the order in which they were recorded.
///
/// # Errors
/// When the database refuses.
pub async fn of_contract(tx: &mut Tx, contract: &ContractId) -> Result<Vec<Named>> {
    tx.q("select * from payment_named where contract_id = $1 order by id")
        .bind(contract)
        .all()
        .await
}

const QUEUE: &str = "select * from payment_named
    where state = $1 and (sent_at, id) > (coalesce((select sent_at from payment where id = $2), 0), $2) order by sent_at, id limit $3";

/// Payments in a state, the longest waiting first, after an identifier: a queue.
///
/// # Errors
/// When the database refuses.
pub async fn queue(tx: &mut Tx, state: State, after: &str, most: i64) -> Result<Vec<Named>> {
    tx.q(QUEUE)
        .bind(state.as_str())
        .bind(after)
        .bind(most)
        .all()
        .await
}

/// How many payments are in a state.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, state: State) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from payment where state = $1")
        .bind(state.as_str())
        .one::<Count>()
        .await?
        .0)
}

/// Payments of a buyer to be corrected or verified, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'payment' as queue, id as id, achievement_title as title, state as state, '' as party, seller_name as seller,
            buyer_name as buyer, '' as broker, '' as deal, '' as side, kind as detail, reason as reason,
            cast(null as text) as application, coalesce(decided_at, sent_at) as since, amount_fen as amount, 0 as offers,
            count(*) over (partition by state) as total, row_number() over (partition by state order by coalesce(decided_at, sent_at), id) as place
        from payment_named
        where buyer_id = $1 and state in ('rejected', 'recorded')) q where place <= $4";

/// How many payments of anybody wait to be verified, and since when.
pub(crate) const VERIFICATION_WAITS: &str = "select * from (select 'verification' as queue, '' as id, '' as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, coalesce(min(sent_at), 0) as since, 0 as amount, 0 as offers,
            count(*) as total, 1 as place
        from payment
        where state = 'recorded') q";

struct Sha256(String);

impl Record for Sha256 {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text("sha256")?))
    }
}

/// SHA-256 of the files that prove a payment.
///
/// # Errors
/// When the database refuses.
pub async fn file_hashes(tx: &mut Tx, files: &VoucherFiles) -> Result<Vec<String>> {
    let query = tx.q("select sha256 from attachment where id in ($1, $2) order by sha256");
    let found: Vec<Sha256> = query
        .bind(files.invoice.as_ref())
        .bind(&files.receipt)
        .all()
        .await?;
    Ok(found.into_iter().map(|hash| hash.0).collect())
}

struct SameVoucher(OtherVouchers);

impl Record for SameVoucher {
    fn from_row(row: &Row) -> Result<Self> {
        let state: State = row.parse("state")?;
        Ok(Self(OtherVouchers {
            of: OtherPayment {
                payment: row.parse("id")?,
                contract: row.parse("contract_id")?,
            },
            verified: state == State::Verified,
            invoice: row.parse_or_null("invoice_number")?,
            receipt_number: row.text("receipt_number")?,
            files: [
                row.text_or_null("invoice_sha256")?,
                row.text_or_null("receipt_sha256")?,
            ]
            .into_iter()
            .flatten()
            .collect(),
        }))
    }
}

const SAME_VOUCHER: &str = "select p.id, p.contract_id, p.state, p.invoice_number, p.receipt_number,
        i.sha256 as invoice_sha256, r.sha256 as receipt_sha256
    from payment p left join attachment i on i.id = p.invoice_file_id join attachment r on r.id = p.receipt_file_id
    where p.id <> $1 and p.state in ('recorded', 'verified') and (p.receipt_key = $2 or p.invoice_number = $3
        or p.id in (select noun_id from attachment where noun = 'payment' and sha256 in ($4, $5)))
    order by p.id";

/// The vouchers of other payments of any contract, waiting or verified, that share a number or a file with a payment.
///
/// # Errors
/// When the database refuses.
pub async fn same_vouchers(
    tx: &mut Tx,
    id: &PaymentId,
    paid: &NewPayment,
    files: &[String],
) -> Result<Vec<OtherVouchers>> {
    let query = tx
        .q(SAME_VOUCHER)
        .bind(id)
        .bind(folded(&paid.receipt_number));
    let query = query.bind(
        paid.invoice
            .as_ref()
            .map(|invoice| invoice.number.to_string()),
    );
    let found: Vec<SameVoucher> = query
        .bind(files.first().cloned())
        .bind(files.last().cloned())
        .all()
        .await?;
    Ok(found.into_iter().map(|other| other.0).collect())
}

const CLAIM: &str = "insert into verified_voucher (kind, key, payment_id) values ($1, $2, $3)";

/// Claims the vouchers of a payment that is being verified: the database gives each to one payment only.
///
/// # Errors
/// [`crate::Error::Taken`] when one belongs to another payment.
pub async fn claim_vouchers(tx: &mut Tx, id: &PaymentId, keys: &[VoucherKey]) -> Result<()> {
    for key in keys {
        tx.q(CLAIM)
            .bind(key.kind)
            .bind(&key.key)
            .bind(id)
            .run()
            .await?;
    }
    Ok(())
}

/// Gives the vouchers of a payment free that is no longer verified.
///
/// # Errors
/// When the database refuses.
pub async fn release_vouchers(tx: &mut Tx, id: &PaymentId) -> Result<()> {
    tx.q("delete from verified_voucher where payment_id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

const OLD_KEYS: &str = "select * from payment_named
    where id in (select id from payment where key_version < $1 order by key_version, id limit $2) order by id";

/// Payments whose keys an older folding made, at most so many; none once all were made anew.
///
/// # Errors
/// When the database refuses.
pub async fn with_old_keys(tx: &mut Tx, most: i64) -> Result<Vec<Named>> {
    tx.q(OLD_KEYS).bind(FOLDING).bind(most).all().await
}

/// Writes the key of a payment's receipt as today's folding makes it; not true when that was done in the meantime.
///
/// # Errors
/// When the database refuses.
pub async fn set_key(tx: &mut Tx, payment: &Payment) -> Result<bool> {
    let touched = tx
        .q("update payment set receipt_key = $2, key_version = $3 where id = $1 and key_version < $3")
        .bind(&payment.id)
        .bind(folded(&payment.paid.receipt_number))
        .bind(FOLDING)
        .run()
        .await?;
    Ok(touched > 0)
}

struct Owner(PaymentId);

impl Record for Owner {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.parse("payment_id")?))
    }
}

const CLAIM_IF_FREE: &str = "insert into verified_voucher (kind, key, payment_id) values ($1, $2, $3) on conflict (kind, key) do nothing";

/// Claims a voucher for a payment unless another one has it: then that one.
///
/// # Errors
/// When the database refuses.
pub async fn claim_if_free(
    tx: &mut Tx,
    id: &PaymentId,
    key: &VoucherKey,
) -> Result<Option<PaymentId>> {
    let claimed = tx
        .q(CLAIM_IF_FREE)
        .bind(key.kind)
        .bind(&key.key)
        .bind(id)
        .run()
        .await?;
    if claimed > 0 {
        return Ok(None);
    }
    let owner: Owner = tx
        .q("select payment_id from verified_voucher where kind = $1 and key = $2")
        .bind(key.kind)
        .bind(&key.key)
        .one()
        .await?;
    Ok(Some(owner.0).filter(|owner| owner != id))
}

const NET_BESIDE: &str = "select cast(coalesce(sum(case when kind = 'refund' then -amount_fen else amount_fen end), 0) as bigint) as n
    from payment where contract_id = $1 and id <> $2 and state in ('recorded', 'verified')";

/// Payments less refunds of a contract, waiting or verified, without one of them.
///
/// # Errors
/// When the database refuses.
pub async fn net_beside(tx: &mut Tx, contract: &ContractId, id: &PaymentId) -> Result<Fen> {
    Ok(Fen(tx
        .q(NET_BESIDE)
        .bind(contract)
        .bind(id)
        .one::<Count>()
        .await?
        .0))
}
