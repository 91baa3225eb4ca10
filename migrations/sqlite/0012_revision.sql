-- The edit of a published listing waits beside it, new files with it; since when a listing waits for review; and no
-- searched text that few people searched. The same steps stand in ../postgres.

alter table achievement add column revision_state text;
alter table achievement add column revision_reason text;
alter table achievement add column revision_number text;
alter table achievement add column revision_title text;
alter table achievement add column revision text;
alter table achievement add column revision_at integer;
-- Since when it, or its edit, waits for review; null when neither does.
alter table achievement add column waits_since integer;
update achievement set waits_since = updated_at where state = 'submitted';
create index achievement_by_waiting on achievement (waits_since, id) where waits_since is not null;
-- An import finds its rows by what they are about to be called as well.
create index achievement_by_revision_title on achievement (organisation_id, revision_title) where revision_title is not null;
create index achievement_by_revision_number on achievement (organisation_id, revision_number) where revision_number is not null;

-- 1: added to a published listing and not reviewed yet.
alter table attachment add column unreviewed integer not null default 0;

-- By how many people an earlier text was searched is not known: only the totals of its days stay, under no text.
insert into search_log (day, asked, searches, in_vain, results)
    select day, '', sum(searches), sum(in_vain), 0 from search_log where asked <> '' group by day;
delete from search_log where asked <> '';
