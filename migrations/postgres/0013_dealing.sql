-- Dealing: a voucher is verified once, a queue is ordered by how long a thing waits.
-- The same steps stand in ../sqlite.

-- What of a verified payment no other payment may be verified with: folded numbers and the content of files.
create table verified_voucher (
    kind text not null,
    key text not null,
    payment_id text not null references payment (id),
    primary key (kind, key)
);
create index verified_voucher_by_payment on verified_voucher (payment_id);
insert into verified_voucher (kind, key, payment_id)
    select 'invoice', invoice_number, min(id) from payment where state = 'verified' and invoice_number is not null group by invoice_number;
insert into verified_voucher (kind, key, payment_id)
    select 'receipt', receipt_key, min(id) from payment where state = 'verified' group by receipt_key;
insert into verified_voucher (kind, key, payment_id)
    select 'file', a.sha256, min(p.id) from payment p join attachment a on a.id in (p.invoice_file_id, p.receipt_file_id)
    where p.state = 'verified' group by a.sha256;
create index attachment_by_content on attachment (sha256);

-- When a payment was last sent for verification: the queue goes by it.
alter table payment add column sent_at bigint not null default 0;
update payment set sent_at = coalesce(
    (select max(e.at) from event e where e.noun = 'payment' and e.noun_id = payment.id and e.kind in ('recorded', 'corrected')), created_at);
create index payment_by_wait on payment (state, sent_at, id);
drop view payment_named;
create view payment_named as
    select p.*, c.achievement_title, c.seller_id, c.seller_name, c.buyer_id, c.buyer_name, c.broker_id,
        r.name as recorded_by_name, d.name as decided_by_name
    from payment p
    join contract_named c on c.id = p.contract_id
    join person r on r.id = p.recorded_by
    left join person d on d.id = p.decided_by;

-- Up to when an organisation has looked at a deal: what others said and offered after that is unread.
create table deal_seen (
    deal_id text not null references deal (id),
    organisation_id text not null references organisation (id),
    seen_at bigint not null,
    primary key (deal_id, organisation_id)
);
-- What there is today has been looked at.
insert into deal_seen (deal_id, organisation_id, seen_at) select id, seller_id, updated_at from deal;
insert into deal_seen (deal_id, organisation_id, seen_at) select id, buyer_id, updated_at from deal where buyer_id <> seller_id;
insert into deal_seen (deal_id, organisation_id, seen_at) select id, broker_id, updated_at from deal
    where broker_id is not null and broker_id <> seller_id and broker_id <> buyer_id;

-- The register of an agency: what it decided, when, by whom and why. What was decided before is taken from the log.
create table registration_decision (
    contract_id text not null references contract (id),
    decision text not null,
    agency_id text not null references organisation (id),
    decided_by text not null references person (id),
    decided_at bigint not null,
    decided_on text not null,
    decision_reason text not null,
    primary key (contract_id, decided_at)
);
create index registration_decision_by_agency on registration_decision (agency_id, decided_at);
insert into registration_decision (contract_id, decision, agency_id, decided_by, decided_at, decided_on, decision_reason)
    select c.id, case e.kind when 'registered' then 'registered' when 'cancelled' then 'ending_recorded' else 'refused' end,
        o.id, p.id, e.at, to_char(to_timestamp(e.at / 1000000 + 28800) at time zone 'UTC', 'YYYY-MM-DD'), coalesce((e.payload::json) ->> 'reason', '')
    from event e join contract c on c.id = e.noun_id join organisation o on o.id = e.organisation join person p on p.id = e.actor
    where e.noun = 'contract' and e.kind in ('registered', 'registration_refused', 'cancelled') and o.kind = 'registration_agency';

-- The newest proposal to end a contract that both signed.
create table contract_ending (
    contract_id text primary key references contract (id),
    ending_state text not null,
    proposed_by text not null,
    proposer_id text not null references person (id),
    ending_reason text not null,
    proposed_at bigint not null,
    answer text not null,
    answered_at bigint
);
create index contract_ending_by_state on contract_ending (ending_state);

-- What the text of a contract was drafted from: checks judge that, and what changed since is shown.
create table contract_basis (
    contract_id text primary key references contract (id),
    listing text not null,
    drafted text not null,
    drafted_at bigint not null
);
