-- An import counts what its values are to the vocabularies of their fields: entries, or none and kept as notes. The same
-- steps stand in ../postgres.

alter table import_run add column mapped integer not null default 0;
alter table import_run add column noted integer not null default 0;
