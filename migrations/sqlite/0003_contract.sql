-- From the contract to the subsidy: contracts with their registration, payments with their vouchers. The same steps
-- stand in ../postgres.

create table contract (
    id text primary key,
    version integer not null,
    deal_id text not null references deal (id),
    achievement_id text not null references achievement (id),
    seller_id text not null references organisation (id),
    buyer_id text not null references organisation (id),
    broker_id text references organisation (id),
    kind text not null,
    terms text not null,
    body text not null,
    state text not null,
    reason text not null,
    seller_confirmed text,
    buyer_confirmed text,
    signed_on text,
    application text,
    registered_kind text,
    contract_value_fen integer,
    technology_amount_fen integer,
    registration_number text unique,
    certified_on text,
    created_at integer not null,
    updated_at integer not null
) strict;
create index contract_by_seller on contract (seller_id, state, id);
create index contract_by_buyer on contract (buyer_id, state, id);
create index contract_by_broker on contract (broker_id, state, id);
create index contract_by_state on contract (state, id);
create index contract_by_achievement on contract (achievement_id);
create index contract_by_deal on contract (deal_id, id);
-- A deal has one contract at a time; one that was cancelled makes room for another.
create unique index contract_living_once on contract (deal_id) where state <> 'cancelled';

create table payment (
    id text primary key,
    version integer not null,
    contract_id text not null references contract (id),
    state text not null,
    kind text not null,
    amount_fen integer not null,
    paid_on text not null,
    invoice_number text,
    invoice_amount_fen integer,
    invoiced_on text,
    invoice_file_id text references attachment (id),
    receipt_number text not null,
    -- The receipt number without width, case and spaces: the same receipt is found again however it was typed.
    receipt_key text not null,
    receipt_file_id text not null references attachment (id),
    payer text not null,
    payee text not null,
    note text not null,
    reason text not null,
    recorded_by text not null references person (id),
    created_at integer not null,
    decided_by text references person (id),
    decided_at integer
) strict;
create index payment_by_contract on payment (contract_id, id);
create index payment_by_state on payment (state, id);
create index payment_by_invoice on payment (invoice_number);
create index payment_by_receipt on payment (receipt_key);

-- What lists and pages show of a contract and a payment, with the names of everything they point to.

create view contract_named as
    select c.*, a.title as achievement_title, s.name as seller_name, b.name as buyer_name, k.name as broker_name
    from contract c
    join achievement a on a.id = c.achievement_id
    join organisation s on s.id = c.seller_id
    join organisation b on b.id = c.buyer_id
    left join organisation k on k.id = c.broker_id;

create view payment_named as
    select p.*, c.achievement_title, c.seller_id, c.seller_name, c.buyer_id, c.buyer_name, c.broker_id,
        r.name as recorded_by_name, d.name as decided_by_name
    from payment p
    join contract_named c on c.id = p.contract_id
    join person r on r.id = p.recorded_by
    left join person d on d.id = p.decided_by;
