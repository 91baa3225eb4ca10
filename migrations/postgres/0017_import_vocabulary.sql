-- An import counts what its values are to the vocabularies of their fields: entries, or none and kept as notes. The same
-- steps stand in ../sqlite.

alter table import_run add column mapped bigint not null default 0;
alter table import_run add column noted bigint not null default 0;
