-- What the database itself writes of every change and look, and how it is chained. Run again at each `migrate`.
--
-- Every name is qualified: a temporary table of the same name must not catch a row. Nothing here is SECURITY DEFINER:
-- the rows are written with the rights of whoever acts. Times are the server's own clock, because a client that could
-- date evidence could move it.

-- One transaction's rows are a batch. Its state so far is a setting local to the transaction, "batch:rows:digest:chain",
-- which a rolled back savepoint takes back together with the rows.

CREATE OR REPLACE FUNCTION public.hemvag_digest_step(so_far bytea, content text) RETURNS bytea
    IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS
$$ BEGIN RETURN sha256(so_far || convert_to(content, 'UTF8')); END $$;

DO $$ BEGIN
    IF to_regprocedure('public.hemvag_digest(text)') IS NULL THEN
        CREATE AGGREGATE public.hemvag_digest(text)
            (SFUNC = public.hemvag_digest_step, STYPE = bytea, INITCOND = '', PARALLEL = SAFE);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION public.hemvag_next_in_batch(content text, OUT batch bigint, OUT ordinal integer)
    LANGUAGE plpgsql AS $$
DECLARE
    state text[] := string_to_array(NULLIF(current_setting('hemvag.log', true), ''), ':');
    digest bytea := '';
    chain text;
BEGIN
    IF state IS NULL THEN
        batch := nextval('public.core_log_batch');
        ordinal := 1;
        chain := COALESCE(NULLIF(current_setting('hemvag.organisation_id', true), ''), '0');
    ELSE
        batch := state[1];
        ordinal := state[2]::integer + 1;
        digest := decode(state[3], 'hex');
        chain := state[4];
    END IF;
    digest := public.hemvag_digest_step(digest, content);
    PERFORM set_config('hemvag.log', concat_ws(':', batch, ordinal, encode(digest, 'hex'), chain), true);
END $$;

-- Deferred to COMMIT, so that the chain's lock is held only while the transaction ends. The batch's last row closes it:
-- what its tables' foreign keys have to ask has then been asked, and no lock of a row is waited for inside the chain's.
CREATE OR REPLACE FUNCTION public.hemvag_close_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text[] := string_to_array(NULLIF(current_setting('hemvag.log', true), ''), ':');
BEGIN
    IF state[1] = NEW.batch::text AND state[2] = NEW.ordinal::text THEN
        PERFORM set_config('hemvag.log', '', true);
        INSERT INTO public.core_auditlink (chain, batch, row_count, content)
        VALUES (state[4]::bigint, NEW.batch, state[2]::integer, decode(state[3], 'hex'));
    END IF;
    RETURN NULL;
END $$;

-- The text that a link's hash is made of; the same in writing and in verification.
CREATE OR REPLACE FUNCTION public.hemvag_link_hash(link public.core_auditlink) RETURNS bytea
    IMMUTABLE LANGUAGE sql AS $$
    SELECT sha256(link.previous || convert_to(
        ROW(link.chain, link.position, to_char(link.day, 'YYYY-MM-DD'), extract(epoch FROM link.at), link.batch,
            link.row_count, encode(link.content, 'hex'))::text, 'UTF8')) $$;

-- Whatever the writer says of the link's place is overwritten: nobody but the chain says where a link stands.
CREATE OR REPLACE FUNCTION public.hemvag_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head record;
BEGIN
    PERFORM pg_advisory_xact_lock(4711018, (NEW.chain % 2147483647)::integer);
    SELECT l.position, l.hash INTO head FROM public.core_auditlink l
     WHERE l.chain = NEW.chain ORDER BY l.position DESC LIMIT 1;
    NEW.position := COALESCE(head.position, 0) + 1;
    NEW.previous := COALESCE(head.hash, ''::bytea);
    NEW.at := clock_timestamp();
    NEW.day := (NEW.at AT TIME ZONE 'Europe/Stockholm')::date;
    NEW.hash := public.hemvag_link_hash(NEW);
    RETURN NEW;
END $$;

-- Written once: nobody changes or empties, and only the removal of what is too old deletes (core.retention). That is the
-- owner of the table, in a transaction with a row that says how far it reaches, and never within five years.
CREATE OR REPLACE FUNCTION public.hemvag_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    removal bigint := NULLIF(current_setting('hemvag.removal', true), '');
BEGIN
    IF TG_OP = 'DELETE' AND TG_NARGS > 0 AND removal IS NOT NULL
        AND session_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID)
        AND EXISTS (SELECT 1 FROM public.core_logremoval r
                     WHERE r.id = removal AND OLD.batch <= r.through_batch AND OLD.at < r.before
                       AND r.before <= clock_timestamp() - interval '5 years')
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is written once (%)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- A row for every changed row, whoever changes it and by whatever statement. Values before and after are kept of an
-- UPDATE, values before of a DELETE, none of an INSERT: the row itself has them. The trigger's arguments are the key's
-- column and the columns whose values are never copied.
CREATE OR REPLACE FUNCTION public.hemvag_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    actor text := NULLIF(btrim(current_setting('hemvag.actor_name', true)), '');
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    changed jsonb := '{}';
BEGIN
    IF session_user = '{loader}' THEN
        RETURN NULL;
    END IF;
    IF actor IS NULL THEN
        RAISE EXCEPTION 'a change of % without an actor', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT COALESCE(jsonb_object_agg(o.key, CASE
                   WHEN o.key = ANY(TG_ARGV[1:]) THEN '["*", "*"]'::jsonb
                   ELSE jsonb_build_array(public.hemvag_kept(o.value), public.hemvag_kept(after -> o.key)) END), '{}')
          INTO changed
          FROM jsonb_each(before) o WHERE after -> o.key IS DISTINCT FROM o.value;
        IF changed = '{}' THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO public.core_changerow
        (at, table_name, row_key, operation, changed, actor_name, user_id, unit_id, organisation_id, source, request_id)
    VALUES
        (clock_timestamp(), TG_TABLE_NAME, COALESCE(after ->> TG_ARGV[0], before ->> TG_ARGV[0], ''),
         left(TG_OP, 1), changed, left(actor, 200),
         NULLIF(current_setting('hemvag.user_id', true), '')::bigint,
         NULLIF(current_setting('hemvag.unit_id', true), '')::bigint,
         NULLIF(current_setting('hemvag.organisation_id', true), '')::bigint,
         left(COALESCE(current_setting('hemvag.source', true), ''), 20),
         left(COALESCE(current_setting('hemvag.request_id', true), ''), 64));
    RETURN NULL;
END $$;

-- A very long value is known again by its digest.
CREATE OR REPLACE FUNCTION public.hemvag_kept(value jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN value IS NULL OR octet_length(value::text) <= 65536 THEN value
                ELSE jsonb_build_object('sha256', encode(sha256(convert_to(value::text, 'UTF8')), 'hex'),
                                        'bytes', octet_length(value::text)) END $$;
