-- What was seen when an imported file arrived, as JSON: looked at once, not at every view of its page. The same step
-- stands in ../sqlite.

alter table import_run add column preview text not null default '';
