// What suppliers confirmed of their orders, and everything that was written between both: mails, days that are over, prices that
// rose since the last order.
import type { Letters } from '../../../shared/contract/buying';
import { companyStream, type PurchaseId } from '../../../shared/domain/ids';
import {
  type Confirmation,
  confirmationDifferences,
  lateLines,
} from '../../../shared/domain/purchasing/confirmation';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import { isDearer } from '../../../shared/domain/reorder/buying-limits';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { dayOf } from '../demand/weeks';
import { readBuyingLimits } from '../reorder/buying-settings';
import { lastPrices } from './last-prices';
import { type PurchaseAnswer, type PurchaseTools, tellPurchase } from './purchase-acts';

/** Its days are taken over; what else differs is told and changes nothing. */
export async function confirmPurchase(
  tools: PurchaseTools,
  purchaseId: PurchaseId,
  confirmation: Confirmation,
  by: string,
): Promise<PurchaseAnswer> {
  const { pool, now, newId } = tools;
  const purchase = await readPurchaseDoc(pool, purchaseId);
  if (!purchase) return { ok: false, refusal: { code: 'purchase-unknown', values: {} } };
  let answer: PurchaseAnswer = { ok: true, purchase };
  for (const { lineNo, expectedOn, quantity } of confirmation.lines) {
    const line = purchase.lines.find((each) => each.lineNo === lineNo);
    if (!line || quantity === 0) continue;
    answer = await tellPurchase(
      tools,
      purchaseId,
      () => ({ type: 'RescheduleLine', lineNo, expectedOn }),
      by,
    );
    if (!answer.ok) return answer;
  }
  await pool.query(
    `INSERT INTO purchase_confirmation (stream_id, purchase_id, confirmation_id, doc, by, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [companyStream, purchaseId, newId(), storableJson(confirmation), by, now().toISOString()],
  );
  return answer;
}

type LetterRow = Omit<Letters['letters'][number], 'at' | 'sentAt'> & { at: Date; sentAt: Date | null };

/** Null: there is no such order. */
export async function readLetters(db: Queryable, purchaseId: PurchaseId, now: Date): Promise<Letters | null> {
  const purchase = await readPurchaseDoc(db, purchaseId);
  if (!purchase) return null;
  const [letters, self, confirmed, last, { limits }] = await Promise.all([
    db.query<LetterRow>(
      `SELECT mail_id AS "mailId", kind, to_address AS "to", state, answer, created_at AS at, sent_at AS "sentAt"
       FROM purchase_letter WHERE stream_id = $1 AND purchase_id = $2 ORDER BY created_at, mail_id LIMIT 200`,
      [companyStream, purchaseId],
    ),
    db.query('SELECT 1 FROM self_purchase WHERE stream_id = $1 AND purchase_id = $2', [
      companyStream,
      purchaseId,
    ]),
    db.query<{ doc: Confirmation; at: Date }>(
      `SELECT doc, at FROM purchase_confirmation WHERE stream_id = $1 AND purchase_id = $2 ORDER BY at DESC, confirmation_id DESC LIMIT 1`,
      [companyStream, purchaseId],
    ),
    lastPrices(db, purchase.supplier, purchase.currency, purchaseId),
    readBuyingLimits(db),
  ]);
  const newest = confirmed.rows[0];
  return {
    letters: letters.rows.map((row) => ({
      ...row,
      at: new Date(row.at).toISOString(),
      sentAt: row.sentAt && new Date(row.sentAt).toISOString(),
    })),
    isBySelf: self.rows.length > 0,
    confirmation: newest ? { ...newest.doc, at: new Date(newest.at).toISOString() } : null,
    differences: newest ? confirmationDifferences(purchase.lines, newest.doc) : [],
    late: lateLines(purchase, dayOf(now)).map(({ lineNo }) => lineNo),
    dearer: purchase.lines.flatMap(({ lineNo, sku, unitCostMinor }) => {
      const lastMinor = last.get(sku) ?? null;
      return unitCostMinor !== null &&
        lastMinor !== null &&
        isDearer(unitCostMinor, lastMinor, limits.tolerancePpm)
        ? [{ lineNo, sku, unitCostMinor, lastMinor }]
        : [];
    }),
  };
}

async function readPurchaseDoc(db: Queryable, purchaseId: PurchaseId): Promise<Purchase | null> {
  const { rows } = await db.query<{ doc: Purchase }>('SELECT doc FROM purchase WHERE purchase_id = $1', [
    purchaseId,
  ]);
  return rows[0]?.doc ?? null;
}
