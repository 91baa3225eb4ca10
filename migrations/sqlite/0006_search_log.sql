-- What was searched, never by whom: one row a day and text. The same steps stand in ../postgres.

create table search_log (
    -- The day in Asia/Shanghai, as 2026-03-05: days in this form are in the order of their text.
    day text not null,
    asked text not null,
    searches integer not null,
    -- Those for which no listing had all the words.
    in_vain integer not null,
    -- How many listings the last one of the day found, those with some of the words included.
    results integer not null,
    primary key (day, asked)
) strict;
