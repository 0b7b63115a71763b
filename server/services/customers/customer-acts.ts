// Who did what to a customer's file: merged, exported, erased, called a VIP. Never holds a name or a contact of theirs.
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';

export const customerActs = [
  'merged',
  'unmerged',
  'vip-set',
  'noted',
  'note-changed',
  'consent-said',
  'address-default',
  'contact-added',
  'contact-changed',
  'contact-removed',
  'address-added',
  'address-changed',
  'address-removed',
  'edit-undone',
  'exported',
  'erased',
  'kept-ended',
] as const;
export type CustomerAct = (typeof customerActs)[number];

export async function noteAct(
  db: Queryable,
  act: { customerId: string; type: CustomerAct; body: Record<string, unknown> },
  { at, by, newId }: { at: string; by: string; newId: () => string },
  actId = newId(),
): Promise<void> {
  await db.query(
    'INSERT INTO customer_act (stream_id, act_id, customer_id, type, at, by, body) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [companyStream, actId, act.customerId, act.type, at, by, storableJson(act.body)],
  );
}
