// The flow of orders as it is, and every version it had with who set it. Rules live in the newest version; steps, holds and
// mails live where they are worked with, and other pages change them too: what was changed there since the newest version
// becomes a version of its own before the next is added, so that going back is going back to what really was.
import { companyStream } from '../../../shared/domain/ids';
import { rulesSchema } from '../../../shared/domain/automation/rule';
import { channelPolicySchema } from '../../../shared/domain/channel/policy';
import {
  type FlowChange,
  flowChanges,
  type OrderFlow,
  orderFlowSchema,
} from '../../../shared/domain/flow/order-flow';
import { channelPaymentSchema } from '../../../shared/domain/payment/channel-payment';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { storableJson } from '../changes/json-rows';
import { ensureTags } from '../marks/marks';
import { channelMails, saveChannelMail } from '../mail/mail-settings';
import { loadPlacementSettings, savePlacementSettings } from '../placement/load-placement';

export type FlowVersion = {
  version: number;
  changedAt: string;
  /** Empty: another page of the office. */
  personName: string;
  note: string;
  /** The version that this one brought back. */
  undoes: number | null;
  changes: FlowChange[];
};

const versionsShown = 100;

type Stored = {
  version: number;
  doc: unknown;
  changed_at: string;
  person_name: string;
  note: string;
  undoes: number | null;
};

/** Version 0 is the one nobody has set. */
export async function readFlow(db: Queryable): Promise<{ version: number; flow: OrderFlow }> {
  const newest = await newestVersion(db);
  const channels = await db.query<{ channel_id: string; policy: unknown; payment: unknown }>(
    `SELECT channel_id, policy, settings -> 'payment' AS payment FROM channel ORDER BY channel_id`,
  );
  const mails = await channelMails(db);
  const flow: OrderFlow = {
    steps: channels.rows.map((row) => {
      const { takeWhen } = channelPolicySchema.parse(row.policy);
      const { rule, captureAt } = channelPaymentSchema.parse(row.payment ?? {});
      return { channelId: row.channel_id, takeWhen, paymentRule: rule, captureAt };
    }),
    holds: await loadPlacementSettings(db),
    mails: mails
      .map(({ channelId, mail }) => ({ channelId, mail }))
      .sort((a, b) => (a.channelId < b.channelId ? -1 : 1)),
    rules: newest ? rulesSchema.parse((newest.doc as { rules: unknown }).rules) : [],
  };
  return { version: newest?.version ?? 0, flow };
}

export type SaveFlow = {
  /** The version that it was made from. */
  from: number;
  flow: OrderFlow;
  note: string;
  by: { personId: string; name: string };
  undoes: number | null;
  at: string;
};

/**
 * The unit of work must name the company's stream.
 * @returns null when another version was set meanwhile, or a channel that is not there is named
 */
export async function saveFlow(
  tx: StreamTx,
  { from, flow, note, by, undoes, at }: SaveFlow,
): Promise<number | null> {
  const db = tx.client;
  const current = await readFlow(db);
  if (current.version !== from) return null;
  const channels = new Set(current.flow.steps.map(({ channelId }) => channelId));
  const named = [...flow.steps, ...flow.mails].map(({ channelId }) => channelId);
  if (!named.every((channelId) => channels.has(channelId))) return null;
  const version = await keepWhatWasThere(db, current, at);
  for (const { channelId, takeWhen, paymentRule, captureAt } of flow.steps)
    await db.query(
      `UPDATE channel SET policy = policy || jsonb_build_object('takeWhen', $2::text),
         settings = settings || jsonb_build_object('payment',
           coalesce(settings->'payment', '{}'::jsonb) || jsonb_build_object('rule', $3::text, 'captureAt', $4::text))
       WHERE channel_id = $1`,
      [channelId, takeWhen, paymentRule, captureAt],
    );
  await savePlacementSettings(db, flow.holds);
  for (const { channelId, mail } of flow.mails) await saveChannelMail(db, channelId, mail);
  await ensureTags(
    db,
    flow.rules.flatMap(({ actions }) => actions.flatMap((each) => (each.do === 'tag' ? each.tags : []))),
  );
  // As it is now: channels that the document left out keep what they have.
  const { flow: after } = await readFlow(db);
  const doc = { ...after, rules: flow.rules };
  await addVersion(db, { version: version + 1, doc, at, note, undoes, personId: by.personId, name: by.name });
  return version + 1;
}

export async function listFlowVersions(db: Queryable): Promise<FlowVersion[]> {
  const { rows } = await db.query<Stored>(
    `SELECT version, doc, changed_at, person_name, note, undoes FROM order_flow WHERE stream_id = $1
     ORDER BY version DESC LIMIT $2`,
    [companyStream, versionsShown + 1],
  );
  const flows = rows.map(({ doc }) => orderFlowSchema.parse(doc));
  return rows.slice(0, versionsShown).map((row, index) => {
    const [after, before] = [flows[index], flows[index + 1]];
    return {
      version: row.version,
      changedAt: new Date(row.changed_at).toISOString(),
      personName: row.person_name,
      note: row.note,
      undoes: row.undoes,
      changes: after && before ? flowChanges(before, after) : [],
    };
  });
}

export async function flowOfVersion(db: Queryable, version: number): Promise<OrderFlow | null> {
  const { rows } = await db.query<{ doc: unknown }>(
    'SELECT doc FROM order_flow WHERE stream_id = $1 AND version = $2',
    [companyStream, version],
  );
  return rows[0] ? orderFlowSchema.parse(rows[0].doc) : null;
}

/** Channels that have gone since are left out, those that have come keep what they have. */
export function fittedTo(current: OrderFlow, old: OrderFlow): OrderFlow {
  const there = new Set(current.steps.map(({ channelId }) => channelId));
  return {
    ...old,
    steps: old.steps.filter(({ channelId }) => there.has(channelId)),
    mails: old.mails.filter(({ channelId }) => there.has(channelId)),
  };
}

/** @returns the newest version then */
async function keepWhatWasThere(
  db: Queryable,
  { version, flow }: { version: number; flow: OrderFlow },
  at: string,
): Promise<number> {
  const newest = version === 0 ? null : await flowOfVersion(db, version);
  if (newest && flowChanges(newest, flow).length === 0) return version;
  await addVersion(db, {
    version: version + 1,
    doc: flow,
    at,
    note: '',
    undoes: null,
    personId: null,
    name: '',
  });
  return version + 1;
}

type NewVersion = {
  version: number;
  doc: OrderFlow;
  at: string;
  note: string;
  undoes: number | null;
  personId: string | null;
  name: string;
};

async function addVersion(db: Queryable, made: NewVersion): Promise<void> {
  await db.query(
    `INSERT INTO order_flow (stream_id, version, doc, changed_at, person_id, person_name, note, undoes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      companyStream,
      made.version,
      storableJson(made.doc),
      made.at,
      made.personId,
      made.name,
      made.note,
      made.undoes,
    ],
  );
}

async function newestVersion(db: Queryable): Promise<{ version: number; doc: unknown } | null> {
  const { rows } = await db.query<{ version: number; doc: unknown }>({
    name: 'newest-flow',
    text: 'SELECT version, doc FROM order_flow WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  return rows[0] ?? null;
}
