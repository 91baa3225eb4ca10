-- With which folding of numbers the keys of a payment's vouchers were made: those of an older one are made anew at the start.
alter table payment add column key_version bigint not null default 0;
create index payment_by_key_version on payment (key_version);
