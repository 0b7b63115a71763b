// Reminders of what is overdue: how they are sent, the letters, at which level a debt stood in which, what is disputed. And the
// files that banks' statements came in: the same is not read twice.
export const sql = `
CREATE TABLE dunning_rules (
  name text PRIMARY KEY CHECK (name = 'dunning'),
  doc jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  -- The day that has been looked at last, so that it is looked at once.
  looked_on date
);
CREATE TABLE dunning_letter (
  letter_id uuid PRIMARY KEY,
  customer_id text NOT NULL,
  currency text NOT NULL,
  level integer NOT NULL CHECK (level > 0),
  written_on date NOT NULL,
  total_minor bigint NOT NULL,
  fee_minor bigint NOT NULL,
  to_address text NOT NULL,
  mail_id uuid NOT NULL,
  debts jsonb NOT NULL
);
CREATE INDEX dunning_letter_of ON dunning_letter (customer_id, currency, written_on DESC);
CREATE INDEX dunning_letter_newest ON dunning_letter (written_on DESC, letter_id DESC);
CREATE TABLE dunning_step (
  payment_id uuid NOT NULL,
  level integer NOT NULL,
  letter_id uuid NOT NULL REFERENCES dunning_letter,
  PRIMARY KEY (payment_id, level)
);
CREATE TABLE dunning_dispute (
  payment_id uuid PRIMARY KEY,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL
);
CREATE TABLE bank_file (
  provider_id text NOT NULL REFERENCES payment_provider,
  content_key text NOT NULL,
  read_at timestamptz NOT NULL,
  read_by text NOT NULL,
  line_count integer NOT NULL,
  first_day date,
  last_day date,
  sum_minor bigint NOT NULL,
  currency text NOT NULL,
  PRIMARY KEY (provider_id, content_key)
);
`;
