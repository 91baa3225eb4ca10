-- Keys of creating requests are forgotten after a day, the oldest first.
create index idempotency_by_age on idempotency (at);
