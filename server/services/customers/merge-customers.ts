// Shows two customers as one, and as two again. Nothing is moved: keys, orders and notes stay with whom they came to, and
// `root_id` says who they are shown as. So a merge can always be undone, also after further orders came in meanwhile, which
// go with the customer whose key brought them.
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import type { Client, Pool, Queryable } from '../../db/pool';
import { changeCustomers, loadCustomerRules } from './customer-settings';
import { noteAct } from './customer-acts';
import { countValue } from './customer-value';

export type MergeAnswer = { ok: true; customerId: string; mergeId: string } | { ok: false; refusal: Refusal };

type Who = { customer_id: string; root_id: string; erased_at: string | null };
type By = { at: string; by: string; newId: () => string };

const refused = (code: Refusal['code']): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, values: {} },
});

/** Why two customers cannot be one; null when they can. */
export async function whyNoMerge(db: Queryable, intoId: string, fromId: string): Promise<Refusal | null> {
  const { rows } = await db.query<Who>(
    'SELECT customer_id, root_id, erased_at FROM customer WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])',
    [companyStream, [intoId, fromId]],
  );
  const [into, from] = [intoId, fromId].map((id) => rows.find((row) => row.customer_id === id));
  if (!into || !from) return { code: 'customer-unknown', values: {} };
  if (into.erased_at !== null || from.erased_at !== null) return { code: 'customer-erased', values: {} };
  if (into.root_id === from.root_id) return { code: 'customers-merged-already', values: {} };
  if (into.root_id !== intoId || from.root_id !== fromId)
    return { code: 'customer-merged-elsewhere', values: {} };
  return null;
}

/** Afterwards `fromId` is shown as `intoId`. */
export function mergeCustomers(pool: Pool, intoId: string, fromId: string, by: By): Promise<MergeAnswer> {
  return changeCustomers(pool, async (client): Promise<MergeAnswer> => {
    const refusal = await whyNoMerge(client, intoId, fromId);
    if (refusal) return { ok: false, refusal };
    const mergeId = by.newId();
    await client.query(
      'INSERT INTO customer_merge (stream_id, merge_id, from_id, into_id, at, by) VALUES ($1, $2, $3, $4, $5, $6)',
      [companyStream, mergeId, fromId, intoId, by.at, by.by],
    );
    await client.query('UPDATE customer SET merged_into = $3 WHERE stream_id = $1 AND customer_id = $2', [
      companyStream,
      fromId,
      intoId,
    ]);
    await client.query('UPDATE customer SET root_id = $3 WHERE stream_id = $1 AND root_id = $2', [
      companyStream,
      fromId,
      intoId,
    ]);
    await recount(client, [intoId, fromId], by.at);
    await noteAct(client, { customerId: intoId, type: 'merged', body: { mergeId, fromId } }, by);
    return { ok: true, customerId: intoId, mergeId };
  });
}

/** The merged one is a customer of their own again, with everybody who was merged into them before. */
export function undoMerge(pool: Pool, mergeId: string, by: By): Promise<MergeAnswer> {
  return changeCustomers(pool, async (client): Promise<MergeAnswer> => {
    const { rows } = await client.query<{ from_id: string; into_id: string; undone_at: string | null }>(
      'SELECT from_id, into_id, undone_at FROM customer_merge WHERE stream_id = $1 AND merge_id = $2',
      [companyStream, mergeId],
    );
    const [merge] = rows;
    if (!merge) return refused('merge-unknown');
    if (merge.undone_at !== null) return refused('merge-undone-already');
    const [who] = (
      await client.query<Who>(
        'SELECT customer_id, root_id, erased_at FROM customer WHERE stream_id = $1 AND customer_id = $2',
        [companyStream, merge.from_id],
      )
    ).rows;
    if (!who || who.erased_at !== null) return refused('customer-erased');
    await client.query(
      'UPDATE customer_merge SET undone_at = $3, undone_by = $4 WHERE stream_id = $1 AND merge_id = $2',
      [companyStream, mergeId, by.at, by.by],
    );
    await client.query('UPDATE customer SET merged_into = NULL WHERE stream_id = $1 AND customer_id = $2', [
      companyStream,
      merge.from_id,
    ]);
    await client.query(
      `WITH RECURSIVE under AS (
         SELECT customer_id FROM customer WHERE stream_id = $1 AND customer_id = $2
         UNION SELECT c.customer_id FROM customer c JOIN under u ON c.merged_into = u.customer_id WHERE c.stream_id = $1 AND c.root_id = $3)
       UPDATE customer c SET root_id = $2 FROM under u WHERE c.stream_id = $1 AND c.customer_id = u.customer_id`,
      [companyStream, merge.from_id, who.root_id],
    );
    await recount(client, [who.root_id, merge.from_id], by.at);
    await noteAct(
      client,
      { customerId: who.root_id, type: 'unmerged', body: { mergeId, fromId: merge.from_id } },
      by,
    );
    return { ok: true, customerId: merge.from_id, mergeId };
  });
}

/** They are two people: not proposed again. */
export async function dismissPair(pool: Pool, oneId: string, otherId: string, by: By): Promise<boolean> {
  return changeCustomers(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE customer_pair p SET dismissed_at = $4, dismissed_by = $5 FROM customer a, customer b
       WHERE p.stream_id = $1 AND a.stream_id = $1 AND b.stream_id = $1 AND a.customer_id = p.one_id AND b.customer_id = p.other_id
         AND p.dismissed_at IS NULL AND ((a.root_id = $2 AND b.root_id = $3) OR (a.root_id = $3 AND b.root_id = $2))`,
      [companyStream, oneId, otherId, by.at, by.by],
    );
    return (rowCount ?? 0) > 0;
  });
}

async function recount(client: Client, customerIds: readonly string[], at: string): Promise<void> {
  await countValue(client, customerIds, await loadCustomerRules(client), at);
}
