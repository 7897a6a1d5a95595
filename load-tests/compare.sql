-- What the product sends for one page of a firm's copros: entering the scope, and the list. {firm} is filled in, one script for each firm.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT set_config('role', 'koprogo_firm', true), set_config('app.tenant_id', '', true), set_config('app.firm_id', '{firm}', true),
       set_config('app.actor', 'user:00000000-0000-7000-8000-000000000001', true), set_config('app.action', 'firms.copros', true),
       set_config('app.request', '00000000-0000-7000-8000-000000000002', true), set_config('statement_timeout', '10s', true);
SELECT tenant_id AS id, slug, name, city, status, lots, owners, shares_total, shares_assigned, called_cents, balance_cents, updated_at
  FROM firm.copros c WHERE status <> 'closed' ORDER BY name, tenant_id LIMIT 21;
COMMIT;
