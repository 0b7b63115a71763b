// Takes a request to send goods back, from a customer, from the office, or because they stand at the desk already: under the
// policy as it is now, with a number nobody guesses and nobody has, and a label from whoever makes them.
import { randomInt } from 'node:crypto';
import { companyStream, type OrderId, type WarehouseId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import {
  type GoodsReturn,
  type NewReturnLine,
  type ReturnId,
  type ReturnReason,
} from '../../../shared/domain/returns/goods-return';
import { postageFor } from '../../../shared/domain/returns/policy';
import { returnNumberOf } from '../../../shared/domain/returns/return-number';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { later } from '../../jobs/outbox';
import { warehousesOf } from '../allocation/allocate-orders';
import type { Cause } from '../changes/change-set';
import { findRecords, readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadReturnPolicy } from './return-policy';
import { readReturnable, type ReturnableOrder } from './return-facts';
import { returnMachine } from './return-machine';
import { providerInUse } from './return-providers';

export type ReturnTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };
export type ReturnAnswer = { ok: true; found: GoodsReturn } | { ok: false; refusal: Refusal };

export type ReturnAsked = {
  /** The caller's own: asking again with it asks for nothing more. */
  returnId: string;
  orderId: OrderId;
  origin: GoodsReturn['origin'];
  wish: GoodsReturn['wish'];
  lines: readonly { lineNo: number; quantity: number; reason: ReturnReason | null; note: string }[];
  /** Somebody of the office lets it come back although the policy does not. */
  goodwill: boolean;
  /** Where the goods are; null: wherever the order shipped from. */
  warehouseId: WarehouseId | null;
};

export const labelTopic = 'return-label';
const dayMs = 86_400_000;
const desk = 'desk';

export function adviseReturn(tools: ReturnTools, asked: ReturnAsked, cause: Cause): Promise<ReturnAnswer> {
  return tools.writer.submit([companyStream], async (tx): Promise<ReturnAnswer> => {
    const { policy } = await loadReturnPolicy(tx.client);
    const known = await readRecord(tx.client, returnMachine, asked.returnId);
    if (known) return { ok: true, found: known };
    const about = await readReturnable(tx.client, asked.orderId, policy, cause.at);
    if (!about) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
    const { order } = about;
    const refusal = refusalOf(about, asked);
    if (refusal) return { ok: false, refusal };
    const lines = asked.lines.flatMap<NewReturnLine>(({ lineNo, quantity, reason, note }) => {
      const own = about.lines.find(({ line }) => line.lineNo === lineNo);
      if (!own) return [];
      const { sku, name } = own.line;
      return [{ lineNo, sku, name, asked: quantity, reason, note, feePercent: own.judged.terms.feePercent }];
    });
    const terms = asked.lines.flatMap(({ lineNo, reason }) => {
      const own = about.lines.find(({ line }) => line.lineNo === lineNo);
      return own ? [{ terms: own.judged.terms, reason }] : [];
    });
    const provider = await providerInUse(tx.client);
    const told = await tellRecord(
      tx,
      returnMachine,
      asked.returnId,
      {
        type: 'AdviseReturn',
        facts: { left: new Map(about.lines.map(({ line, left }) => [line.lineNo, left])) },
        advised: {
          returnId: asked.returnId as ReturnId,
          number: await freeNumber(tx.client),
          orderId: order.orderId,
          orderNumber: order.number,
          channelId: order.channelId,
          customer: order.shipTo.name,
          currency: order.currency,
          origin: asked.origin,
          wish: asked.wish,
          warehouseId: asked.warehouseId ?? (await whereTo(tx.client, about)),
          providerId: asked.origin === desk ? 'own' : provider.providerId,
          advisedAt: cause.at,
          expiresAt: new Date(Date.parse(cause.at) + policy.waitDays * dayMs).toISOString(),
          postageMinor: asked.origin === desk ? 0 : postageFor(policy, order.currency, terms),
          postageBack: policy.postageBack,
          lines,
        },
      },
      cause,
    );
    if (!told.ok) return told;
    if (asked.origin !== desk) await labelSoon(tx, tools.newId, told.state, cause.at);
    return { ok: true, found: told.state };
  });
}

export function labelSoon(
  tx: StreamTx,
  newId: () => string,
  { returnId }: GoodsReturn,
  at: string,
): Promise<void> {
  return later(
    tx.client,
    [{ topic: labelTopic, key: returnId, payload: { returnId }, availableAt: at, coalesce: true }],
    newId,
  );
}

/** Goods that stand at the desk are a fact: the policy says nothing about them. */
function refusalOf({ order, lines }: ReturnableOrder, asked: ReturnAsked): Refusal | null {
  if (order.lines.every(({ shipped }) => shipped === 0))
    return { code: 'return-nothing-shipped', values: { number: order.number } };
  if (asked.goodwill || asked.origin === desk) return null;
  for (const { lineNo } of asked.lines) {
    const own = lines.find(({ line }) => line.lineNo === lineNo);
    if (!own || own.judged.may) continue;
    const { judged } = own;
    const until = judged.why === 'too-late' ? judged.until : '';
    return { code: 'return-outside-policy', values: { name: own.line.name, why: judged.why, until } };
  }
  return null;
}

async function whereTo(db: Queryable, { order }: ReturnableOrder): Promise<WarehouseId> {
  const [from] = order.warehouseIds;
  if (from) return from;
  const [first] = await warehousesOf(db);
  if (!first) throw new Error('there is no warehouse');
  return first;
}

/** Not in a row: whoever knows one return knows no other. */
export async function freeNumber(db: Queryable): Promise<string> {
  for (;;) {
    const number = returnNumberOf(randomInt(10 ** 8));
    if ((await findRecords(db, returnMachine, `number:${number}`)).length === 0) return number;
  }
}
