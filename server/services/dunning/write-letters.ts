// Writes the reminders of a day: one customer a transaction, the letter, the levels of its debts and the mail together. Whoever
// looks holds the rules, so that two processes write to nobody twice; what nobody can be sent to is not written.
import { type DunningLetter, letterFor } from '../../../shared/domain/dunning/dunning';
import { companyStream } from '../../../shared/domain/ids';
import type { FeeState } from '../../../shared/domain/reminder-fee/reminder-fee';
import { mailAddress } from '../../../shared/domain/mail/mailbox';
import type { Order } from '../../../shared/domain/order/order';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { askForMails, mailIdOf } from '../mail/ask-for-mail';
import { tellRecord } from '../records/tell-record';
import { debtsOfCustomer, overdueCustomers, readDunning } from './dunning-debts';
import { feeRecord } from './fee-record';

export type DunningTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** What came of a look: letters that were put on their way, and customers who were due and could not be written to. */
export type Looked = { written: number; unreachable: string[] };

/** @returns null when the day has been looked at, or nobody is reminded */
export async function lookOnceADay(tools: DunningTools): Promise<Looked | null> {
  const { rules, lookedOn } = await readDunning(tools.pool);
  const today = tools.now().toISOString().slice(0, 10);
  if (!rules.isOn || (lookedOn !== null && lookedOn >= today)) return null;
  return writeLetters(tools);
}

export async function writeLetters(tools: DunningTools): Promise<Looked> {
  const at = tools.now().toISOString();
  const today = at.slice(0, 10);
  const looked: Looked = { written: 0, unreachable: [] };
  for (const of of await overdueCustomers(tools.pool, at)) {
    const became = await tools.writer.submit([companyStream], (tx) => writeTo(tx, tools, of, today));
    if (became === 'written') looked.written += 1;
    else if (became === 'unreachable') looked.unreachable.push(of.customerId);
  }
  await tools.pool.query(`UPDATE dunning_rules SET looked_on = $1 WHERE name = 'dunning'`, [today]);
  return looked;
}

async function writeTo(
  tx: StreamTx,
  tools: DunningTools,
  of: { customerId: string; currency: string },
  today: string,
): Promise<'written' | 'unreachable' | 'nothing'> {
  const db = tx.client;
  const { rules } = await readDunning(db, 'lock');
  const debts = await debtsOfCustomer(db, of);
  const letter = letterFor(rules, debts, await lastLetterOn(db, of), today);
  if (!letter) return 'nothing';
  const order = await newestReachable(
    db,
    debts.map(({ orderId }) => orderId),
  );
  const address = order?.shipTo.email ?? null;
  if (!order || address === null || mailAddress(address) === null) return 'unreachable';
  const letterId = tools.newId();
  const mailed = await askForMails(
    db,
    [
      {
        kind: 'payment-reminder',
        cause: letterId,
        orderId: null,
        number: of.customerId,
        about: letterId,
        channelId: order.channelId,
        toName: order.customer.name,
        address,
        countryCode: order.shipTo.countryCode,
        given: givenOf(letter, rules.levels.length),
        order: null,
        from: tools.now().toISOString(),
      },
    ],
    tools,
  );
  if (mailed === 0) return 'unreachable';
  await keep(db, letter, { letterId, today, address });
  await charge(tx, letter, letterId, tools.now().toISOString());
  return 'written';
}

/** What the mail says; amounts as numbers, put into words in the language of the customer. */
function givenOf(
  { level, debts, credit, feeMinor, totalMinor, currency }: DunningLetter,
  levels: number,
): object {
  return {
    currency,
    totalMinor,
    reminder: {
      tone: level === 1 ? 'first' : level === levels ? 'last' : 'next',
      feeMinor,
      creditMinor: credit,
      debts: debts.map(({ orderNumber, dueOn, days, owedMinor }) => ({
        orderNumber,
        dueOn,
        days,
        owedMinor,
      })),
    },
  };
}

async function keep(
  db: Queryable,
  { customerId, currency, level, totalMinor, feeMinor, debts }: DunningLetter,
  { letterId, today, address }: { letterId: string; today: string; address: string },
): Promise<void> {
  await db.query(
    `INSERT INTO dunning_letter (letter_id, customer_id, currency, level, written_on, total_minor, fee_minor, to_address, mail_id, debts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      letterId,
      customerId,
      currency,
      level,
      today,
      totalMinor,
      feeMinor,
      address.slice(0, 254),
      mailIdOf('payment-reminder', letterId),
      JSON.stringify(
        debts.map(({ paymentId, orderNumber, owedMinor, dueOn, level: at }) => ({
          paymentId,
          orderNumber,
          owedMinor,
          dueOn,
          level: at,
        })),
      ),
    ],
  );
  const risen = debts.filter((debt) => debt.level > debt.reached);
  await db.query(
    `INSERT INTO dunning_step (payment_id, level, letter_id) SELECT r.payment_id, r.level, $3 FROM unnest($1::uuid[], $2::int[]) AS r (payment_id, level)`,
    [risen.map(({ paymentId }) => paymentId), risen.map((debt) => debt.level), letterId],
  );
}

/** The fee a letter asks for is a debt from now on; the letter is its id, so there is one. */
async function charge(
  tx: StreamTx,
  { customerId, currency, level, feeMinor }: DunningLetter,
  feeId: string,
  at: string,
): Promise<void> {
  if (feeMinor === 0) return;
  const fee = { feeId, customerId, currency, amountMinor: feeMinor, level, chargedOn: at.slice(0, 10) };
  const cause = { at, actor: null, stationId: null, opId: null };
  const told = await tellRecord(tx, feeRecord, feeId, { type: 'ChargeReminderFee', fee }, cause);
  if (!told.ok) throw new Error(`the fee of a letter was refused: ${told.refusal.code}`);
}

async function lastLetterOn(
  db: Queryable,
  { customerId, currency }: { customerId: string; currency: string },
): Promise<string | null> {
  const { rows } = await db.query<{ day: string | null }>({
    name: 'dunning-last-letter',
    text: `SELECT to_char(max(written_on), 'YYYY-MM-DD') AS day FROM dunning_letter WHERE customer_id = $1 AND currency = $2`,
    values: [customerId, currency],
  });
  return rows[0]?.day ?? null;
}

/** The address of the newest order of those that names one. */
async function newestReachable(db: Queryable, orderIds: readonly string[]): Promise<Order | null> {
  const { rows } = await db.query<{ doc: Order }>({
    name: 'dunning-address',
    text: `SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND doc #>> '{shipTo,email}' IS NOT NULL AND NOT deleted
           ORDER BY placed_at DESC, order_id LIMIT 1`,
    values: [companyStream, orderIds],
  });
  return rows[0]?.doc ?? null;
}

const mostLetters = 200;
export type LetterRow = {
  letterId: string;
  customerId: string;
  currency: string;
  level: number;
  writtenOn: string;
  totalMinor: number;
  feeMinor: number;
  toAddress: string;
  /** What became of its fee; null: it asked for none, or it is of before fees were debts. */
  fee: { state: FeeState; openMinor: number; reason: string | null } | null;
  /** Of its mail: waiting, sent, left-out, refused, failed. */
  state: string | null;
};

/** Newest first. */
export async function listLetters(db: Queryable): Promise<LetterRow[]> {
  const { rows } = await db.query<LetterRow>({
    name: 'dunning-letters',
    text: `SELECT l.letter_id AS "letterId", l.customer_id AS "customerId", l.currency, l.level, to_char(l.written_on, 'YYYY-MM-DD') AS "writtenOn",
             l.total_minor AS "totalMinor", l.fee_minor AS "feeMinor", l.to_address AS "toAddress", m.state,
             CASE WHEN f.record_id IS NOT NULL THEN json_build_object('state', f.state, 'reason', f.doc ->> 'reason', 'openMinor',
               CASE WHEN f.state = 'open' THEN (f.doc ->> 'amountMinor')::bigint - (f.doc ->> 'paidMinor')::bigint ELSE 0 END) END AS fee
           FROM dunning_letter l LEFT JOIN mail m ON m.stream_id = $1 AND m.mail_id = l.mail_id
           LEFT JOIN record f ON f.stream_id = $1 AND f.kind = 'reminder-fee' AND f.record_id = l.letter_id
           ORDER BY l.written_on DESC, l.letter_id DESC LIMIT ${mostLetters}`,
    values: [companyStream],
  });
  return rows;
}
