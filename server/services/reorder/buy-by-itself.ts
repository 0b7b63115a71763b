// Sends what was proposed, within the limits that a manager set: counted against the day before anything is written, so that a
// process that dies in the middle never buys more, and goes on with what it had begun.
import type { Proposal } from '../../../shared/contract/reorder';
import { companyStream, type PurchaseId, purchaseIdSchema, skuSchema } from '../../../shared/domain/ids';
import { isDearer, whyHeld } from '../../../shared/domain/reorder/buying-limits';
import { convert } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';
import { dayOf } from '../demand/weeks';
import { lastPrices } from '../purchasing/last-prices';
import { type PurchaseTools, tellPurchase } from '../purchasing/purchase-acts';
import { ratesFor } from '../rates/rates';
import { readBuyingLimits, spentOn } from './buying-settings';
import { readProposal, readProposals } from './read-proposals';
import { readSuppliers } from './suppliers';
import { takeProposals } from './take-proposals';

/** @returns the orders that went out */
export async function buyByItself(tools: PurchaseTools): Promise<PurchaseId[]> {
  const { pool, newId } = tools;
  const { limits } = await readBuyingLimits(pool);
  await finishBegun(tools);
  if (!limits.isOn) return [];
  const today = dayOf(tools.now());
  const sent: PurchaseId[] = [];
  for (const { supplierId, warehouseId } of (await readProposals(pool)).orders) {
    const proposal = await readProposal(pool, supplierId, warehouseId, today);
    if (!proposal) continue;
    const { held, counts } = await heldOf(pool, proposal, today);
    if (held !== null || !counts) continue;
    const lines = proposal.rows
      .filter(({ units }) => units > 0)
      .map(({ sku, units }) => ({ sku: skuSchema.parse(sku), units }));
    const purchaseId = purchaseIdSchema.parse(newId());
    await pool.query(
      `INSERT INTO self_purchase (stream_id, purchase_id, supplier_id, day, currency, value_minor, limit_currency, limit_minor, rate_day, rate_sources, state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'begun')`,
      [
        companyStream,
        purchaseId,
        supplierId,
        today,
        proposal.order.currency,
        valueOf(proposal),
        counts.currency,
        counts.amountMinor,
        counts.day,
        counts.sources,
      ],
    );
    const taken = await takeProposals(tools, supplierId, warehouseId, { purchaseId, lines }, null);
    if (taken.ok && (await send(tools, purchaseId))) sent.push(purchaseId);
    else await forget(pool, purchaseId);
  }
  return sent;
}

/** `held`: why a proposed order is not sent by itself; null: it is. `counts`: what it is worth by the limits; null: no rate. */
export async function heldOf(
  db: Queryable,
  proposal: Proposed,
  today: string,
): Promise<Pick<Proposal, 'held' | 'counts'>> {
  const { supplierId, supplier, currency } = proposal.order;
  const { limits } = await readBuyingLimits(db);
  const [spent, rates, last, suppliers] = await Promise.all([
    spentOn(db, today, limits.currency, supplierId),
    currency === limits.currency ? [] : ratesFor(db, today),
    lastPrices(db, supplier, currency, null),
    readSuppliers(db),
  ]);
  const terms = suppliers.find((each) => each.supplierId === supplierId)?.terms;
  const converted = convert(valueOf(proposal), currency, limits.currency, rates, today);
  const counts = converted && { ...converted, currency: limits.currency };
  const held = whyHeld(
    {
      supplierId,
      valueMinor: counts?.amountMinor ?? null,
      hasMail: terms !== undefined && terms.email !== '',
      isDearer: proposal.rows.some(
        ({ sku, units, unitCostMinor }) =>
          units > 0 && isDearer(unitCostMinor, last.get(sku) ?? null, limits.tolerancePpm),
      ),
    },
    limits,
    spent,
  );
  return { held, counts };
}

type Proposed = Omit<Proposal, 'held' | 'counts'>;

function valueOf({ order }: Proposed): number {
  return order.goodsMinor + order.freightMinor;
}

async function send(tools: PurchaseTools, purchaseId: PurchaseId): Promise<boolean> {
  const answer = await tellPurchase(tools, purchaseId, (at) => ({ type: 'SendPurchase', at }), null);
  if (!answer.ok) return false;
  await tools.pool.query(
    `UPDATE self_purchase SET state = 'sent' WHERE stream_id = $1 AND purchase_id = $2`,
    [companyStream, purchaseId],
  );
  return true;
}

/** A process died between the draft and its sending; one that died before the draft bought nothing. */
async function finishBegun(tools: PurchaseTools): Promise<void> {
  const { rows } = await tools.pool.query<{ purchase_id: PurchaseId; state: string | null }>(
    `SELECT s.purchase_id, p.state FROM self_purchase s LEFT JOIN purchase p ON p.purchase_id = s.purchase_id
     WHERE s.stream_id = $1 AND s.state = 'begun'`,
    [companyStream],
  );
  for (const { purchase_id: purchaseId, state } of rows)
    if (state === null || state === 'cancelled' || !(await send(tools, purchaseId)))
      await forget(tools.pool, purchaseId);
}

async function forget(db: Queryable, purchaseId: PurchaseId): Promise<void> {
  await db.query('DELETE FROM self_purchase WHERE stream_id = $1 AND purchase_id = $2', [
    companyStream,
    purchaseId,
  ]);
}
