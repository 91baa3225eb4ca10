-- Technical demands: what enterprises look for. The same steps stand in ../sqlite.

create table demand (
    id text primary key,
    version bigint not null,
    organisation_id text not null references organisation (id),
    state text not null,
    field text not null,
    county text not null,
    -- Last day on which it is open, as 2026-03-05: days in this form are in the order of their text.
    deadline text,
    wanted text not null,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint
);
create index demand_by_organisation on demand (organisation_id, state, id);
create index demand_by_publication on demand (state, published_at, id);

-- What lists and pages show of a demand, with the name of whose it is.

create view demand_named as
    select d.*, o.name as organisation_name, o.kind as organisation_kind
    from demand d
    join organisation o on o.id = d.organisation_id;
