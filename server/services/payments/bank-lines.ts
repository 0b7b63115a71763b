// Lines of bank statements, entered by hand or from a file: money is matched with the payment whose reference the customer
// wrote, and counted once however often the same statement is entered. What nothing fits waits for a person.
import { createHash } from 'node:crypto';
import { companyStream } from '../../../shared/domain/ids';
import { matchReference } from '../../../shared/domain/payment/match-reference';
import type { Refusal } from '../../../shared/domain/decision';
import type { Payment } from '../../../shared/domain/payment/payment';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { paymentRecord } from './payment-record';
import { readRecord } from '../records/read-records';
import { tellPayment } from './tell-payment';

export type NewBankLine = {
  bookedOn: string;
  amountMinor: number;
  currency: string;
  payer: string;
  reference: string;
};
/** Why a line is for no order, who said so, and when. */
export type Aside = { note: string; by: string; at: string };
export type BankLine = NewBankLine & {
  lineId: string;
  providerId: string;
  paymentId: string | null;
  aside: Aside | null;
};

export type BankLineRow = {
  line_id: string;
  provider_id: string;
  booked_on: string;
  amount_minor: number;
  currency: string;
  payer: string;
  reference: string;
  payment_id: string | null;
  aside: Aside | null;
};
export const bankLineColumns = `line_id, provider_id, to_char(booked_on, 'YYYY-MM-DD') AS booked_on, amount_minor, currency, payer, reference, payment_id, aside`;

/** The unit of work must name the company's stream. */
export async function addBankLines(
  tx: StreamTx,
  providerId: string,
  lines: readonly NewBankLine[],
  newId: () => string,
  cause: Cause,
): Promise<{ added: number; known: number; matched: number }> {
  const waiting = await waitingPayments(tx.client);
  const seen = new Map<string, number>();
  let added = 0;
  let matched = 0;
  for (const line of lines) {
    // Two equal lines of one statement are two transfers; the same statement again is the same two.
    const content = JSON.stringify([
      providerId,
      line.bookedOn,
      line.amountMinor,
      line.currency,
      line.payer,
      line.reference,
    ]);
    const nth = (seen.get(content) ?? 0) + 1;
    seen.set(content, nth);
    const contentKey = createHash('sha256').update(`${content} ${nth}`).digest('hex');
    const lineId = newId();
    const { rowCount } = await tx.client.query(
      `INSERT INTO bank_line (line_id, provider_id, booked_on, amount_minor, currency, payer, reference, entered_at, entered_by, content_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (content_key) DO NOTHING`,
      [
        lineId,
        providerId,
        line.bookedOn,
        line.amountMinor,
        line.currency,
        line.payer,
        line.reference,
        cause.at,
        cause.actor ?? '',
        contentKey,
      ],
    );
    if (rowCount === 0) continue;
    added += 1;
    const candidates = waiting.filter(({ currency }) => currency === line.currency);
    const found = matchReference(line.reference, candidates);
    if (found && (await receive(tx, { ...line, lineId }, found.paymentId, newId, cause)).ok) matched += 1;
  }
  return { added, known: lines.length - added, matched };
}

/** By hand. @returns null when there is no such open line */
export async function matchBankLine(
  tx: StreamTx,
  lineId: string,
  paymentId: string,
  newId: () => string,
  cause: Cause,
): Promise<{ ok: true; line: BankLine } | { ok: false; refusal: Refusal } | null> {
  const { rows } = await tx.client.query<BankLineRow>(
    `SELECT ${bankLineColumns} FROM bank_line WHERE line_id = $1 AND payment_id IS NULL`,
    [lineId],
  );
  const [row] = rows;
  if (!row) return null;
  const line = asLine(row);
  const payment = await readRecord(tx.client, paymentRecord, paymentId);
  if (!payment || payment.currency !== line.currency)
    return { ok: false, refusal: { code: 'payment-unknown', values: {} } };
  const answer = await receive(tx, line, paymentId, newId, cause);
  return answer.ok ? { ok: true, line: { ...line, paymentId, aside: null } } : answer;
}

async function receive(
  tx: StreamTx,
  { lineId, amountMinor }: { lineId: string; amountMinor: number },
  paymentId: string,
  newId: () => string,
  cause: Cause,
): Promise<{ ok: true } | { ok: false; refusal: Refusal }> {
  const { rows } = await tx.client.query<{ matches: number }>(
    'UPDATE bank_line SET payment_id = $2, aside = NULL, matches = matches + 1 WHERE line_id = $1 RETURNING matches',
    [lineId, paymentId],
  );
  const key = keyOf(lineId, rows[0]?.matches ?? 1);
  const told = await tellPayment(tx, newId, paymentId, { type: 'RecordReceived', key, amountMinor }, cause);
  if (told.ok) return { ok: true };
  await tx.client.query('UPDATE bank_line SET payment_id = NULL WHERE line_id = $1', [lineId]);
  return told;
}

/** Matched once more after it was taken back, its money is not the money of before. */
const keyOf = (lineId: string, matches: number): string => (matches === 1 ? lineId : `${lineId} ${matches}`);

/** It was for something else: its money is taken out of the payment again. @returns null when it is not matched */
export async function unmatchBankLine(
  tx: StreamTx,
  lineId: string,
  newId: () => string,
  cause: Cause,
): Promise<{ ok: true; line: BankLine } | { ok: false; refusal: Refusal } | null> {
  const { rows } = await tx.client.query<BankLineRow & { matches: number }>(
    `SELECT ${bankLineColumns}, matches FROM bank_line WHERE line_id = $1 AND payment_id IS NOT NULL`,
    [lineId],
  );
  const [row] = rows;
  if (!row?.payment_id) return null;
  const key = keyOf(lineId, row.matches);
  const told = await tellPayment(tx, newId, row.payment_id, { type: 'TakeBackReceived', key }, cause);
  if (!told.ok) return told;
  await tx.client.query('UPDATE bank_line SET payment_id = NULL WHERE line_id = $1', [lineId]);
  return { ok: true, line: { ...asLine(row), paymentId: null } };
}

/** It is for no order; or, without a note, it is to be looked at again. @returns null when there is no such unmatched line */
export async function putAside(
  db: Queryable,
  lineId: string,
  note: string | null,
  cause: Pick<Cause, 'actor' | 'at'>,
): Promise<BankLine | null> {
  const aside: Aside | null = note === null ? null : { note, by: cause.actor ?? '', at: cause.at };
  const { rows } = await db.query<BankLineRow>(
    `UPDATE bank_line SET aside = $2 WHERE line_id = $1 AND payment_id IS NULL RETURNING ${bankLineColumns}`,
    [lineId, aside === null ? null : JSON.stringify(aside)],
  );
  return rows[0] ? asLine(rows[0]) : null;
}

/** Those that wait for money, and those that were given up: money may still come. */
async function waitingPayments(db: Queryable): Promise<Payment[]> {
  const { rows } = await db.query<{ doc: Payment }>(
    `SELECT doc FROM record WHERE stream_id = $1 AND kind = $2 AND doc ->> 'method' IN ('bank-transfer', 'account')
       AND (state <> 'captured' OR (doc ->> 'capturedMinor')::bigint < (doc ->> 'amountMinor')::bigint OR doc ->> 'method' = 'account')`,
    [companyStream, paymentRecord.kind],
  );
  return rows.map(({ doc }) => doc);
}

export function asLine(row: BankLineRow): BankLine {
  return {
    lineId: row.line_id,
    providerId: row.provider_id,
    bookedOn: row.booked_on,
    amountMinor: row.amount_minor,
    currency: row.currency,
    payer: row.payer,
    reference: row.reference,
    paymentId: row.payment_id,
    aside: row.aside,
  };
}
