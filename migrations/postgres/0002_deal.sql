-- From a licence request to an agreement: requests, introductions, deals with their offers and messages. The same
-- steps stand in ../sqlite.

create table licence_request (
    id text primary key,
    version bigint not null,
    achievement_id text not null references achievement (id),
    seller_id text not null references organisation (id),
    buyer_id text not null references organisation (id),
    asked_by text not null references person (id),
    state text not null,
    asked text not null,
    decline text,
    created_at bigint not null,
    answered_at bigint
);
create index licence_request_by_seller on licence_request (seller_id, state, id);
create index licence_request_by_buyer on licence_request (buyer_id, state, id);
create index licence_request_by_achievement on licence_request (achievement_id);
-- A buyer waits for one answer at a time about one achievement.
create unique index licence_request_open_once on licence_request (buyer_id, achievement_id) where state = 'open';

create table introduction (
    id text primary key,
    version bigint not null,
    achievement_id text not null references achievement (id),
    seller_id text not null references organisation (id),
    buyer_id text not null references organisation (id),
    broker_id text not null references organisation (id),
    recorded_by text not null references person (id),
    note text not null,
    state text not null,
    reason text not null,
    created_at bigint not null,
    seller_acknowledged_at bigint,
    buyer_acknowledged_at bigint
);
create index introduction_by_seller on introduction (seller_id, id);
create index introduction_by_buyer on introduction (buyer_id, id);
create index introduction_by_broker on introduction (broker_id, id);
create index introduction_by_achievement on introduction (achievement_id, buyer_id);
-- A broker records a pair about one achievement once, until the two have answered.
create unique index introduction_waiting_once on introduction (broker_id, buyer_id, achievement_id)
    where state in ('recorded', 'acknowledged_by_seller', 'acknowledged_by_buyer');

create table deal (
    id text primary key,
    version bigint not null,
    achievement_id text not null references achievement (id),
    request_id text unique references licence_request (id),
    introduction_id text references introduction (id),
    seller_id text not null references organisation (id),
    buyer_id text not null references organisation (id),
    broker_id text references organisation (id),
    state text not null,
    closing text,
    created_at bigint not null,
    updated_at bigint not null
);
create index deal_by_seller on deal (seller_id, state, id);
create index deal_by_buyer on deal (buyer_id, state, id);
create index deal_by_broker on deal (broker_id, state, id);
create index deal_by_achievement on deal (achievement_id, state);

create table offer (
    id text primary key,
    deal_id text not null references deal (id),
    offered_by text not null,
    author_id text not null references person (id),
    state text not null,
    terms text not null,
    created_at bigint not null,
    answered_at bigint
);
create index offer_by_deal on offer (deal_id, id);
-- One offer at a time is on the table or agreed on.
create unique index offer_current_once on offer (deal_id) where state in ('open', 'accepted');

create table message (
    id text primary key,
    deal_id text not null references deal (id),
    party text not null,
    author_id text not null references person (id),
    text text not null,
    created_at bigint not null
);
create index message_by_deal on message (deal_id, id);

-- What lists and pages show of a request, an introduction and a deal, with the names of everything they point to.

create view licence_request_named as
    select r.*, d.id as deal_id, a.title as achievement_title, s.name as seller_name, b.name as buyer_name, p.name as asked_by_name
    from licence_request r
    join achievement a on a.id = r.achievement_id
    join organisation s on s.id = r.seller_id
    join organisation b on b.id = r.buyer_id
    join person p on p.id = r.asked_by
    left join deal d on d.request_id = r.id;

create view introduction_named as
    select i.*, a.title as achievement_title, s.name as seller_name, b.name as buyer_name, k.name as broker_name, p.name as recorded_by_name
    from introduction i
    join achievement a on a.id = i.achievement_id
    join organisation s on s.id = i.seller_id
    join organisation b on b.id = i.buyer_id
    join organisation k on k.id = i.broker_id
    join person p on p.id = i.recorded_by;

create view deal_named as
    select d.*, a.title as achievement_title, s.name as seller_name, b.name as buyer_name, k.name as broker_name,
        o.offered_by as open_offer_by, o.created_at as open_offer_at
    from deal d
    join achievement a on a.id = d.achievement_id
    join organisation s on s.id = d.seller_id
    join organisation b on b.id = d.buyer_id
    left join organisation k on k.id = d.broker_id
    left join offer o on o.deal_id = d.id and o.state = 'open';
