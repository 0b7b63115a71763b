// What an order that went out by itself counts against limits in another currency, at the rate of its day and where that is from.
export const sql = `
ALTER TABLE self_purchase ADD COLUMN limit_currency text, ADD COLUMN limit_minor bigint,
  ADD COLUMN rate_day date, ADD COLUMN rate_sources text[] NOT NULL DEFAULT '{}';
UPDATE self_purchase SET limit_currency = currency, limit_minor = value_minor;
ALTER TABLE self_purchase ALTER COLUMN limit_currency SET NOT NULL, ALTER COLUMN limit_minor SET NOT NULL;
`;
