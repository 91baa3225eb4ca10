-- What decides money and rights: reviewed changes of organisations, and parties as they were when a contract was signed;
-- and what lets people in. The same steps stand in ../postgres.

create table organisation_change (
    id text primary key,
    version integer not null,
    organisation_id text not null references organisation (id),
    state text not null,
    held text not null,
    wanted text not null,
    reason text not null,
    evidence text not null,
    answer text not null,
    asked_by text not null references person (id),
    asked_at integer not null,
    decided_by text references person (id),
    decided_at integer
) strict;
create index organisation_change_by_organisation on organisation_change (organisation_id, id);
create index organisation_change_by_state on organisation_change (state, id);
-- An organisation waits for one answer at a time.
create unique index organisation_change_open_once on organisation_change (organisation_id) where state = 'open';

create table signed_party (
    contract_id text not null references contract (id),
    side text not null,
    organisation_id text not null references organisation (id),
    name text not null,
    kind text not null,
    credit_code text not null,
    division_code text not null,
    legal_representative text not null,
    primary key (contract_id, side)
) strict;

-- What parties were when earlier contracts were signed nobody wrote down: what they are now is the best there is.
insert into signed_party (contract_id, side, organisation_id, name, kind, credit_code, division_code, legal_representative)
    select c.id, 'seller', o.id, o.name, o.kind, o.credit_code, o.division_code, o.legal_representative
    from contract c join organisation o on o.id = c.seller_id where c.signed_on is not null;
insert into signed_party (contract_id, side, organisation_id, name, kind, credit_code, division_code, legal_representative)
    select c.id, 'buyer', o.id, o.name, o.kind, o.credit_code, o.division_code, o.legal_representative
    from contract c join organisation o on o.id = c.buyer_id where c.signed_on is not null;

-- A membership is stopped, not the person: who was stopped before was stopped everywhere.
alter table membership add column active integer not null default 1;
update membership set active = 0 where user_id in (select id from person where active = 0);
alter table person drop column active;

-- A password that someone else set is changed at its first use; a one-time code ends by itself.
alter table person add column must_change_password integer not null default 0;
alter table person add column password_until integer;
alter table person add column last_sign_in_at integer;
update person set last_sign_in_at =
    (select max(e.at) from event e where e.noun = 'user' and e.kind = 'signed_in' and e.noun_id = person.id);

-- Who was refused, how, and how often in an hour; the person is empty when nobody has the login that was typed.
create table refusal (
    hour_at integer not null,
    user_id text not null,
    kind text not null,
    times integer not null,
    last_at integer not null,
    primary key (hour_at, user_id, kind)
) strict;
create index refusal_by_user on refusal (user_id, hour_at);
