// Who is told what: webhooks as the office set them. Their secrets are read here to sign and shown to nobody again.
import type { z } from 'zod';
import type {
  newWebhookRequestSchema,
  WebhookRow,
  webhookRequestSchema,
} from '../../../shared/contract/webhooks';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { newWebhookSecret, rotated, type WebhookSecret } from './sign-webhook';

export type WebhookContent = Omit<z.output<typeof newWebhookRequestSchema>, 'by'>;
export type Webhook = {
  webhookId: string;
  content: WebhookContent;
  secrets: readonly WebhookSecret[];
  state: WebhookRow['state'];
  failures: number;
  pausedUntil: string | null;
  deliveredAt: string | null;
};

type Row = {
  webhook_id: string;
  doc: WebhookContent;
  secrets: WebhookSecret[];
  state: WebhookRow['state'];
  why: string | null;
  failures: number;
  paused_until: string | null;
  delivered_at: string | null;
  created_at: string;
};
const columns = 'webhook_id, doc, secrets, state, why, failures, paused_until, delivered_at, created_at';

export async function anyWebhook(db: Queryable): Promise<boolean> {
  const { rows } = await db.query({
    name: 'any-webhook',
    text: `SELECT 1 FROM webhook WHERE stream_id = $1 AND state = 'on' LIMIT 1`,
    values: [companyStream],
  });
  return rows.length > 0;
}

/** Those that are told. */
export async function openWebhooks(db: Queryable): Promise<Webhook[]> {
  const { rows } = await db.query<Row>({
    name: 'open-webhooks',
    text: `SELECT ${columns} FROM webhook WHERE stream_id = $1 AND state = 'on' ORDER BY created_at, webhook_id`,
    values: [companyStream],
  });
  return rows.map(webhookOf);
}

export async function readWebhook(db: Queryable, webhookId: string): Promise<Webhook | null> {
  const { rows } = await db.query<Row>({
    name: 'webhook',
    text: `SELECT ${columns} FROM webhook WHERE stream_id = $1 AND webhook_id = $2`,
    values: [companyStream, webhookId],
  });
  return rows[0] ? webhookOf(rows[0]) : null;
}

export async function listWebhooks(db: Queryable, now: Date, webhookId?: string): Promise<WebhookRow[]> {
  const { rows } = await db.query<Row & { waiting: number }>(
    `SELECT ${columns},
       (SELECT count(*)::int FROM webhook_delivery d WHERE d.webhook_id = w.webhook_id AND d.state = 'waiting') AS waiting
     FROM webhook w WHERE stream_id = $1 AND ($2::uuid IS NULL OR webhook_id = $2) ORDER BY created_at, webhook_id`,
    [companyStream, webhookId ?? null],
  );
  return rows.map((row) => ({
    webhookId: row.webhook_id,
    ...row.doc,
    state: row.state,
    why: row.why,
    failures: row.failures,
    pausedUntil: isoOf(row.paused_until),
    deliveredAt: isoOf(row.delivered_at),
    waiting: row.waiting,
    secrets: row.secrets.filter(({ until }) => until === null || Date.parse(until) > now.getTime()).length,
    createdAt: new Date(row.created_at).toISOString(),
  }));
}

/** @returns its secret, for the only time */
export async function addWebhook(
  db: Queryable,
  webhookId: string,
  content: WebhookContent,
  at: string,
): Promise<string> {
  const secret = newWebhookSecret();
  await db.query(
    `INSERT INTO webhook (stream_id, webhook_id, doc, secrets, state, created_at) VALUES ($1, $2, $3, $4, 'on', $5)`,
    [companyStream, webhookId, storableJson(content), JSON.stringify([{ secret, until: null }]), at],
  );
  return secret;
}

/** Switched on again it begins anew: no failures, no pause. */
export async function saveWebhook(
  db: Queryable,
  webhookId: string,
  { isOn, by: _by, ...content }: z.output<typeof webhookRequestSchema>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE webhook SET doc = $3, state = $4, why = NULL, failures = 0, paused_until = NULL WHERE stream_id = $1 AND webhook_id = $2`,
    [companyStream, webhookId, storableJson(content), isOn ? 'on' : 'off'],
  );
  return rowCount === 1;
}

/** @returns the new secret, for the only time; the one before signs beside it for a day */
export async function rotateSecret(db: Queryable, webhookId: string, at: Date): Promise<string | null> {
  const webhook = await readWebhook(db, webhookId);
  if (!webhook) return null;
  const secret = newWebhookSecret();
  await db.query('UPDATE webhook SET secrets = $3 WHERE stream_id = $1 AND webhook_id = $2', [
    companyStream,
    webhookId,
    JSON.stringify(rotated(webhook.secrets, secret, at)),
  ]);
  return secret;
}

export async function removeWebhook(db: Queryable, webhookId: string): Promise<boolean> {
  await db.query(
    'DELETE FROM webhook_try t USING webhook_delivery d WHERE t.delivery_id = d.delivery_id AND d.webhook_id = $1',
    [webhookId],
  );
  await db.query('DELETE FROM webhook_delivery WHERE webhook_id = $1', [webhookId]);
  const { rowCount } = await db.query('DELETE FROM webhook WHERE stream_id = $1 AND webhook_id = $2', [
    companyStream,
    webhookId,
  ]);
  return rowCount === 1;
}

function webhookOf(row: Row): Webhook {
  return {
    webhookId: row.webhook_id,
    content: row.doc,
    secrets: row.secrets,
    state: row.state,
    failures: row.failures,
    pausedUntil: isoOf(row.paused_until),
    deliveredAt: isoOf(row.delivered_at),
  };
}

function isoOf(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
