-- The tables of Sluice's warehouse, in the current schema. Running this again changes nothing.
-- Times are UTC without a zone: what a row says must not depend on the settings of the session or the host that wrote it.
-- Money is pico-dollars (10^-12 USD) where a column ends with _picos, dollars where it is called usd.

-- Whose records these are: one row for each topic, written by `sluice warehouse up`. Offsets mean nothing in another cluster.
CREATE TABLE IF NOT EXISTS warehouse_source (
  topic          text NOT NULL PRIMARY KEY,
  cluster_id     text NOT NULL,
  topic_id       text NOT NULL,
  -- How far this warehouse has come is kept in Kafka, under this name.
  consumer_group text NOT NULL
);

-- One row for each record of the topic ledger.entries, by its position there.
CREATE TABLE IF NOT EXISTS ledger_entries (
  kafka_partition           integer       NOT NULL,
  kafka_offset              bigint        NOT NULL,
  entry_id                  text          NOT NULL,
  request_id                text          NOT NULL,
  attempt                   integer       NOT NULL,
  line                      integer       NOT NULL,
  kind                      text          NOT NULL,
  corrects                  text,
  tenant_customer           text          NOT NULL,
  tenant_team               text          NOT NULL,
  tenant_virtual_key        text          NOT NULL,
  provider                  text          NOT NULL,
  model                     text          NOT NULL,
  served_model              text,
  lane                      text,
  provider_key              text,
  provider_request_id       text,
  outcome                   text          NOT NULL,
  usage_input_tokens        bigint,
  usage_output_tokens       bigint,
  usage_cached_input_tokens bigint,
  usage_reasoning_tokens    bigint,
  price_id                  text          NOT NULL,
  amount_picos              bigint        NOT NULL,
  reserved_picos            bigint        NOT NULL,
  overshoot_picos           bigint        NOT NULL,
  workflow                  text,
  step                      text,
  event_at                  timestamp(3)  NOT NULL,
  recorded_at               timestamp(3)  NOT NULL,
  config_version            bigint        NOT NULL,
  PRIMARY KEY (kafka_partition, kafka_offset)
);
CREATE INDEX IF NOT EXISTS ledger_entries_request ON ledger_entries (request_id, attempt);
CREATE INDEX IF NOT EXISTS ledger_entries_tenant ON ledger_entries (tenant_customer, tenant_team, event_at);
CREATE INDEX IF NOT EXISTS ledger_entries_workflow ON ledger_entries (workflow) WHERE workflow IS NOT NULL;

-- The newest record of each key of the topic ledger.spend. Totals of models and provider keys are shares, one for each
-- partition of the ledger: the view spend adds them.
CREATE TABLE IF NOT EXISTS ledger_spend (
  spend_key     text           NOT NULL PRIMARY KEY,
  scope         text           NOT NULL,
  id            text           NOT NULL,
  "window"      text           NOT NULL,
  calls         bigint         NOT NULL,
  answered      bigint         NOT NULL,
  unknown       bigint         NOT NULL,
  input_tokens  bigint         NOT NULL,
  output_tokens bigint         NOT NULL,
  usd           numeric(38,12) NOT NULL,
  unknown_usd   numeric(38,12) NOT NULL,
  updated_at    timestamp(3)   NOT NULL
);
CREATE INDEX IF NOT EXISTS ledger_spend_scope ON ledger_spend (scope, "window");

-- The text of one field in the canonical bytes of an audit record: len u16, tag, then fields of
-- id u16, type u8, len u32, bytes. Null where the field is not there.
CREATE OR REPLACE FUNCTION audit_text(canonical bytea, field integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  at integer := 2 + (get_byte(canonical, 0) << 8) + get_byte(canonical, 1);
  size integer;
BEGIN
  WHILE at + 7 <= length(canonical) LOOP
    size := (get_byte(canonical, at + 3) << 24) + (get_byte(canonical, at + 4) << 16)
          + (get_byte(canonical, at + 5) << 8) + get_byte(canonical, at + 6);
    IF (get_byte(canonical, at) << 8) + get_byte(canonical, at + 1) = field THEN
      RETURN convert_from(substring(canonical FROM at + 8 FOR size), 'UTF8');
    END IF;
    at := at + 7 + size;
  END LOOP;
  RETURN NULL;
END $$;

-- One row for each record of the topic audit.log, by its position there, with all that a verification of the chain needs:
-- leaf = sha256('\x00' || canonical), mac = HMAC-SHA256(key of the chain, prev_mac || leaf).
CREATE TABLE IF NOT EXISTS audit_log (
  kafka_partition integer      NOT NULL,
  kafka_offset    bigint       NOT NULL,
  chain           text         NOT NULL,
  seq             bigint       NOT NULL,
  epoch           integer      NOT NULL,
  key_id          text         NOT NULL,
  canon_version   integer      NOT NULL,
  kind            text         NOT NULL,
  request_id      text         NOT NULL,
  attempt         integer      NOT NULL,
  customer        text         NOT NULL,
  canonical       bytea        NOT NULL,
  leaf            bytea        NOT NULL,
  prev_mac        bytea        NOT NULL,
  mac             bytea        NOT NULL,
  at              timestamp(3) NOT NULL,
  -- What was decided, such as ADMITTED, ANSWERED or EXPIRED; null for the end of an attempt. Not in the record, read from it.
  decision        text         GENERATED ALWAYS AS (CASE WHEN kind = 'decision' THEN audit_text(canonical, 8) END) STORED,
  PRIMARY KEY (kafka_partition, kafka_offset)
);
CREATE INDEX IF NOT EXISTS audit_log_request ON audit_log (request_id);
CREATE INDEX IF NOT EXISTS audit_log_chain ON audit_log (chain, seq);
