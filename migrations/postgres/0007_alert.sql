-- Matches told to those who look for something. The same steps stand in ../sqlite.

create table alert (
    -- The demand or saved search that a new listing answers, and how it was called then.
    about text not null,
    about_title text not null,
    achievement_id text not null references achievement (id),
    organisation_id text not null references organisation (id),
    -- Whose saved search; empty for a demand, which is everybody's in the organisation.
    user_id text not null,
    -- From 0 to 100; nothing for a saved search, which is answered or not.
    score bigint,
    terms text not null,
    raised_at bigint not null,
    seen_at bigint,
    primary key (about, achievement_id)
);
create index alert_by_receiver on alert (organisation_id, raised_at);

-- How far a reader of the log has come.

create table log_reader (
    name text primary key,
    seq bigint not null
);
