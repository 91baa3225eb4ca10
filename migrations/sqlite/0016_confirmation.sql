-- Every page of a seller tells how many listings were not confirmed for long. The same step stands in ../postgres.

create index achievement_by_confirmation on achievement (organisation_id, confirmed_at, id) where state = 'published';
