// Mails to customers: every one that was wanted, with what became of it and the words that were sent; the words of
// templates by version; settings; who has opted out of what. A cause is written about once, whoever notices it.
export const sql = `
CREATE TABLE mail (
  stream_id text NOT NULL,
  mail_id uuid NOT NULL,
  cause text NOT NULL,
  kind text NOT NULL,
  order_id uuid,
  number text NOT NULL,
  about text,
  channel_id text NOT NULL,
  language text NOT NULL,
  to_name text NOT NULL,
  to_address text NOT NULL,
  country_code text NOT NULL,
  given jsonb,
  template_id text NOT NULL,
  template_version int,
  subject text,
  body_text text,
  body_html text,
  message_id text,
  opt_out_link text,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'failed', 'left-out')),
  why text,
  answer text,
  created_at timestamptz NOT NULL,
  send_after timestamptz NOT NULL,
  tried_at timestamptz,
  sent_at timestamptz,
  PRIMARY KEY (stream_id, mail_id),
  UNIQUE (stream_id, cause)
);
CREATE INDEX mail_list ON mail (stream_id, created_at DESC, mail_id);
CREATE INDEX mail_state ON mail (stream_id, state, created_at DESC, mail_id);
CREATE INDEX mail_order ON mail (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE mail_template (
  stream_id text NOT NULL,
  template_id text NOT NULL,
  language text NOT NULL,
  version int NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  saved_at timestamptz NOT NULL,
  station_id uuid,
  PRIMARY KEY (stream_id, template_id, language, version)
);

CREATE TABLE mail_setting (
  stream_id text NOT NULL,
  scope text NOT NULL,
  doc jsonb NOT NULL,
  secret text,
  PRIMARY KEY (stream_id, scope)
);

CREATE TABLE mail_opt_out (
  stream_id text NOT NULL,
  address text NOT NULL,
  topic text NOT NULL,
  at timestamptz NOT NULL,
  asked_by text NOT NULL CHECK (asked_by IN ('customer', 'office')),
  PRIMARY KEY (stream_id, address, topic)
);
`;
