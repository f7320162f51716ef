-- What people ask the warehouse. Running this again changes nothing.

-- Running totals as the ledger tells them, shares added. period is 'total' or a UTC day such as 2026-11-20.
CREATE OR REPLACE VIEW spend AS
SELECT scope,
       id,
       "window"           AS period,
       sum(calls)         AS calls,
       sum(answered)      AS answered,
       sum(unknown)       AS unknown,
       sum(input_tokens)  AS input_tokens,
       sum(output_tokens) AS output_tokens,
       sum(usd)           AS usd,
       sum(unknown_usd)   AS unknown_usd,
       max(updated_at)    AS updated_at
FROM ledger_spend
GROUP BY scope, id, "window";

-- The day is that of the call's end, UTC. unknown_usd is the part of usd that stands at a bound.
CREATE OR REPLACE VIEW spend_by_team_and_day AS
SELECT period::date            AS day,
       split_part(id, '/', 1)  AS customer,
       split_part(id, '/', 2)  AS team,
       calls,
       answered,
       unknown,
       input_tokens,
       output_tokens,
       usd,
       unknown_usd
FROM spend
WHERE scope = 'team' AND period <> 'total';

-- Each attempt that was charged: its entries added, so that a reversal and what it takes back are nothing, and the rest as
-- its newest entry has it.
CREATE OR REPLACE VIEW charged_attempts AS
SELECT newest.request_id,
       newest.attempt,
       newest.tenant_customer              AS customer,
       newest.tenant_team                  AS team,
       newest.tenant_virtual_key           AS virtual_key,
       newest.workflow,
       newest.step,
       newest.provider,
       newest.model,
       newest.provider_key,
       newest.outcome,
       newest.kind = 'UNKNOWN'             AS at_bound,
       sums.picos * 0.000000000001         AS usd,
       newest.event_at
FROM (SELECT request_id, attempt, sum(amount_picos) AS picos, max(line) AS line
      FROM ledger_entries
      GROUP BY request_id, attempt) sums
JOIN ledger_entries newest USING (request_id, attempt, line);

-- How each request ended, once it has. Read from the audit log, where every decision stands.
CREATE OR REPLACE VIEW request_results AS
SELECT request_id, min(decision) AS result, min(at) AS decided_at
FROM audit_log
WHERE decision IN ('ANSWERED', 'FAILED', 'EXPIRED', 'REFUSED', 'CANCELLED')
GROUP BY request_id;

-- Money that bought nobody an answer:
--   failed, refused, unknown…  the attempt ended so and was charged all the same
--   late                       it was answered, but its request had another answer before, or had ended without one
CREATE OR REPLACE VIEW wasted_spend AS
SELECT customer, team, virtual_key, workflow, step, request_id, attempt, provider, model, provider_key,
       CASE WHEN outcome = 'ANSWERED' THEN 'late' ELSE lower(outcome) END AS reason,
       at_bound,
       usd,
       event_at
FROM (SELECT charged.*,
             results.result,
             row_number() OVER (PARTITION BY charged.request_id, charged.outcome
                                ORDER BY charged.event_at, charged.attempt) AS nth
      FROM charged_attempts charged
      LEFT JOIN request_results results USING (request_id)) attempts
WHERE usd <> 0
  AND (outcome <> 'ANSWERED' OR nth > 1 OR result <> 'ANSWERED');

-- What each workflow cost, with the part of it that was wasted.
CREATE OR REPLACE VIEW cost_per_workflow AS
SELECT charged.customer,
       charged.team,
       charged.workflow,
       count(DISTINCT charged.step)       AS steps,
       count(DISTINCT charged.request_id) AS requests,
       count(*)                           AS calls,
       sum(charged.usd)                   AS usd,
       coalesce(sum(wasted.usd), 0)       AS wasted_usd,
       min(charged.event_at)              AS first_at,
       max(charged.event_at)              AS last_at
FROM charged_attempts charged
LEFT JOIN wasted_spend wasted USING (request_id, attempt)
WHERE charged.workflow IS NOT NULL
GROUP BY charged.customer, charged.team, charged.workflow;
