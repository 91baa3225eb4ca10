-- People, listings, files, imports and the log. The same steps stand in ../sqlite.

create table organisation (
    id text primary key,
    version bigint not null,
    name text not null,
    kind text not null,
    credit_code text not null unique,
    division_code text not null,
    legal_representative text not null,
    address text not null,
    phone text not null,
    introduction text not null,
    created_at bigint not null
);
create index organisation_by_kind on organisation (kind, id);

create table person (
    id text primary key,
    login text not null unique,
    name text not null,
    password_hash text not null,
    active bigint not null,
    created_at bigint not null
);

create table membership (
    user_id text not null references person (id),
    organisation_id text not null references organisation (id),
    role text not null,
    since bigint not null,
    primary key (user_id, organisation_id)
);
create index membership_by_organisation on membership (organisation_id);

-- A session of a browser and a token of a program are the same thing with different lives: the hash of a secret.
create table session (
    id text primary key,
    kind text not null,
    secret_hash text not null unique,
    user_id text not null references person (id),
    organisation_id text not null references organisation (id),
    label text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null
);
create index session_by_user on session (user_id, kind);

create table achievement (
    id text primary key,
    version bigint not null,
    organisation_id text not null references organisation (id),
    external_number text,
    state text not null,
    reason text not null,
    title text not null,
    listing text not null,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint,
    confirmed_at bigint,
    unique (organisation_id, external_number)
);
create index achievement_by_state on achievement (state, id);
create index achievement_by_organisation on achievement (organisation_id, state, id);

-- What a file is, by content; its bytes lie in the file store under the same name.
create table file (
    sha256 text primary key,
    size bigint not null,
    media_type text not null,
    created_at bigint not null
);

create table attachment (
    id text primary key,
    noun text not null,
    noun_id text not null,
    tier text not null,
    name text not null,
    sha256 text not null references file (sha256),
    added_by text not null references person (id),
    added_at bigint not null
);
create index attachment_by_noun on attachment (noun, noun_id, id);

create table import_run (
    id text primary key,
    version bigint not null,
    organisation_id text not null references organisation (id),
    user_id text not null references person (id),
    file_name text not null,
    sha256 text not null references file (sha256),
    mapping text not null,
    publish_as text not null,
    state text not null,
    rows_seen bigint not null,
    created bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    rejected bigint not null,
    error text not null,
    started_at bigint not null,
    finished_at bigint
);
create index import_run_by_organisation on import_run (organisation_id, id);

create table import_problem (
    import_id text not null references import_run (id),
    position bigint not null,
    sheet text not null,
    line bigint not null,
    heading text not null,
    field text not null,
    value text not null,
    code text not null,
    reason text not null,
    primary key (import_id, position)
);

-- The answer that a creating request already got: a repeated one gets the same.
create table idempotency (
    user_id text not null references person (id),
    key text not null,
    request_hash text not null,
    created_id text not null,
    at bigint not null,
    primary key (user_id, key)
);

create table event (
    seq bigint primary key,
    id text not null unique,
    at bigint not null,
    actor text not null,
    organisation text not null,
    noun text not null,
    noun_id text not null,
    kind text not null,
    payload text not null,
    previous_hash text not null,
    hash text not null
);
create index event_by_noun on event (noun, noun_id, seq);
create function event_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the log is append-only'; end; $$;
create trigger event_is_never_changed before update or delete on event for each row execute function event_is_append_only();
