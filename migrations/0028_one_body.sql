-- What the version before 0027 calls is what 0027 brought, asked for as a whole: one body each, for as long as replicas of that version may run.

CREATE OR REPLACE FUNCTION app.refresh_summary() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM app.refresh_summary(true, true);
END
$$;

CREATE OR REPLACE FUNCTION app.finish(stale boolean, firm uuid, while_open boolean) RETURNS text
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN app.finish(stale, stale, firm, while_open);
END
$$;
