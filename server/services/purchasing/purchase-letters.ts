// Mails to suppliers: an order that was sent goes to whoever has an address for orders, once for each time it was sent; one that
// was mailed and is given up is taken back by mail. Each is kept with the order as it was then and with what became of it.
import { v5 } from 'uuid';
import { companyStream } from '../../../shared/domain/ids';
import { type Purchase, purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { SupplierConditions } from '../../../shared/domain/reorder/supply-terms';
import { escapeHtml } from '../../../shared/domain/mail/template';
import type { OfficeParts } from '../../head-office';
import type { Client, Pool, Queryable } from '../../db/pool';
import { type HistoryEvent, startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { later, type Performed, startReaction } from '../../jobs/outbox';
import { storableJson } from '../changes/json-rows';
import { type Became, deliverLetter, messageIdOf, mostTries, settingsToSend } from '../mail/deliver-letter';
import { say, sayDay, sayMoney } from '../mail/mail-words';
import type { Attachment } from '../mail/smtp';
import { purchaseCsv, purchasePdf, purchaseTotal } from './purchase-paper';

const topic = 'mail-supplier';
/** Namespace of ids; changing it would write about everything once more. */
const namespace = '5b9a7f52-0d0e-4f0a-9a53-3a1f3c6c2f41';

export type LetterKind = 'order' | 'changed' | 'cancelled';
type KeptLetter = {
  kind: LetterKind;
  language: 'en' | 'tr';
  to_name: string;
  to_address: string;
  doc: Purchase;
  state: string;
  answer: string | null;
  created_at: Date;
};

export function startSupplierLetters(parts: OfficeParts): JobLoop[] {
  const { pool, log, now, newId, idleMs } = parts;
  return [
    startFollower({
      pool,
      name: 'supplier-mail',
      types: ['PurchaseSent', 'PurchaseCancelled'],
      react: (client, events) => askForLetters(client, events, { now, newId }),
      idleMs,
      onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
    }),
    startReaction<{ mailId: string }>({
      pool,
      topic,
      perform: (work) => sendSupplierLetter({ pool, now }, work),
      now,
      idleMs,
      patienceMs: 120_000,
      mostAttempts: mostTries,
      onFailure: (cause, work) => log.warn({ err: cause, work }, 'a mail to a supplier was not sent'),
    }),
  ];
}

async function askForLetters(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: Pick<OfficeParts, 'now' | 'newId'>,
): Promise<void> {
  for (const { streamId, seq, type, aggregateId } of events) {
    const found = await readForLetter(client, aggregateId);
    if (!found || found.terms.email === '') continue;
    const kind = kindOf(type, found.before);
    if (kind === null) continue;
    const mailId = v5(`${streamId} ${seq}`, namespace);
    const at = now().toISOString();
    const { rowCount } = await client.query(
      `INSERT INTO purchase_letter (stream_id, mail_id, purchase_id, kind, language, to_name, to_address, doc, state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9) ON CONFLICT DO NOTHING`,
      [
        companyStream,
        mailId,
        aggregateId,
        kind,
        found.terms.language,
        found.terms.name,
        found.terms.email,
        storableJson(found.purchase),
        at,
      ],
    );
    if (rowCount === 1)
      await later(client, [{ topic, key: aggregateId, payload: { mailId }, availableAt: at }], newId);
  }
}

/** Null: nobody has to be told. @param before how often it was mailed as an order */
export function kindOf(type: string, before: number): LetterKind | null {
  if (type === 'PurchaseCancelled') return before > 0 ? 'cancelled' : null;
  return before > 0 ? 'changed' : 'order';
}

async function readForLetter(
  db: Queryable,
  purchaseId: string,
): Promise<{ purchase: Purchase; terms: SupplierConditions; before: number } | null> {
  const { rows } = await db.query<{ purchase: Purchase; terms: SupplierConditions; before: number }>(
    `SELECT p.doc AS purchase, s.doc AS terms,
       (SELECT count(*)::int FROM purchase_letter l WHERE l.stream_id = $1 AND l.purchase_id = p.purchase_id AND l.kind <> 'cancelled') AS before
     FROM purchase p JOIN supplier s ON s.stream_id = $1 AND s.name = p.supplier WHERE p.purchase_id = $2`,
    [companyStream, purchaseId],
  );
  return rows[0] ?? null;
}

async function sendSupplierLetter(
  { pool, now }: { pool: Pool; now: () => Date },
  { payload, attempt }: Performed<{ mailId: string }>,
): Promise<string> {
  const { rows } = await pool.query<KeptLetter>(
    'SELECT kind, language, to_name, to_address, doc, state, answer, created_at FROM purchase_letter WHERE stream_id = $1 AND mail_id = $2',
    [companyStream, payload.mailId],
  );
  const letter = rows[0];
  if (!letter) return 'there is no such mail any more';
  if (letter.state !== 'waiting') return letter.answer ?? letter.state;
  const kept = await settingsToSend(pool);
  const { fromAddress, fromName } = kept.settings;
  const createdAt = new Date(letter.created_at).toISOString();
  const { doc: purchase, language, kind } = letter;
  const number = purchaseNumber(purchase.number);
  const { subject, lines } = wordsOf(letter, fromName);
  const filesOf = async (): Promise<Attachment[]> => [
    {
      name: `${number}.pdf`,
      type: 'application/pdf',
      content: await purchasePdf(purchase, language, { name: fromName, mail: fromAddress }, createdAt),
    },
    {
      name: `${number}.csv`,
      type: 'text/csv; charset=utf-8',
      content: await purchaseCsv(purchase, language),
    },
  ];
  return deliverLetter(
    kept,
    {
      toName: letter.to_name,
      toAddress: letter.to_address,
      subject,
      text: `${lines.join('\n')}\n`,
      html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join(''),
      messageId: messageIdOf(payload.mailId, fromAddress),
      at: createdAt,
      optOutLink: null,
      attachments: kind === 'cancelled' ? [] : await filesOf(),
    },
    { attempt, now, note: (became) => note(pool, payload.mailId, became) },
  );
}

function wordsOf(
  { kind, language, doc: purchase }: KeptLetter,
  buyer: string,
): { subject: string; lines: string[] } {
  const number = purchaseNumber(purchase.number);
  const total = purchaseTotal(purchase);
  const first = purchase.lines.map(({ expectedOn }) => expectedOn).sort()[0] ?? '';
  const subject = say(language, `supplier.order.subject.${kind}`, { number, buyer });
  const lines = [say(language, `supplier.order.body.${kind}`, { number, buyer })];
  if (kind !== 'cancelled')
    lines.push(
      ...purchase.lines
        .slice(0, 100)
        .map(({ ordered, sku, name }) => say(language, 'supplier.order.row', { ordered, sku, name })),
      ...(total === null
        ? []
        : [`${say(language, 'supplier.order.total')}: ${sayMoney(language, total, purchase.currency)}`]),
      say(language, 'supplier.order.when', { day: sayDay(language, first) }),
    );
  return { subject, lines };
}

async function note(db: Queryable, mailId: string, { state, answer, sentAt }: Became): Promise<void> {
  await db.query(
    'UPDATE purchase_letter SET state = $3, answer = $4, sent_at = $5 WHERE stream_id = $1 AND mail_id = $2',
    [companyStream, mailId, state, answer, sentAt],
  );
}
