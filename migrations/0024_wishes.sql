-- What was chosen on the page of prices (`store::billing::Wish`), until the first firm is founded: with the sign-up that waits for its code, then
-- with the person.
ALTER TABLE identity.signups ADD COLUMN wish jsonb CHECK (pg_column_size(wish) <= 512);
ALTER TABLE identity.users ADD COLUMN wish jsonb CHECK (pg_column_size(wish) <= 512);
