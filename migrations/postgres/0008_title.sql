-- An import finds rows without a number by their title: twenty thousand of them must not read the whole table each.
create index achievement_by_title on achievement (organisation_id, title);
