// Customers who wait for a product: each is written to once, when their channel may sell some of it again.
import { companyStream, type Sku } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Wish, WishContent, WishEvent } from '../../../shared/domain/wish/wish';
import type { Queryable } from '../../db/pool';
import { headOfficeCause } from '../changes/change-set';
import { salesChannels } from '../channels/channel-rows';
import { askForMails, type WantedMail } from '../mail/ask-for-mail';
import { readMailSettings } from '../mail/mail-settings';
import { channelPromises } from '../promising/channel-promise';
import { dueRecords } from '../records/read-records';
import { tellRecord, type Told } from '../records/tell-record';
import { wishIdOf, wishRecord } from './cart-record';
import type { CartTools } from './tell-cart';

const keptMs = 180 * 86_400_000;
const productsAtOnce = 1_000;
const wishesAtOnce = 200;

export function leaveWish(tools: CartTools, content: WishContent): Promise<Told<Wish, WishEvent>> {
  const at = tools.now();
  const command = {
    type: 'LeaveWish',
    content,
    at: at.toISOString(),
    until: new Date(at.getTime() + keptMs).toISOString(),
  } as const;
  return tools.writer.submit([companyStream], (tx) =>
    tellRecord(tx, wishRecord, wishIdOf(content), command, headOfficeCause({ at: command.at })),
  );
}

/** Writes to those whose product is there. @returns whether there may be more */
export async function answerWishes(tools: CartTools): Promise<boolean> {
  await expireWishes(tools);
  const waiting = await wished(tools.pool);
  if (waiting.length === 0) return false;
  // Nobody is told that nobody writes to.
  if (!(await readMailSettings(tools.pool)).settings.isOn) return false;
  const at = tools.now();
  const channels = await salesChannels(tools.pool, [...new Set(waiting.map(({ channelId }) => channelId))]);
  let more = false;
  for (const channel of channels) {
    const skus = waiting.flatMap(({ channelId, sku }) => (channelId === channel.channelId ? [sku] : []));
    const promises = await channelPromises(tools.pool, channel, skus, dayOf(at));
    for (const sku of skus)
      if ((promises.get(sku) ?? 0) > 0) more = (await answer(tools, channel.channelId, sku)) || more;
  }
  return more;
}

async function answer(tools: CartTools, channelId: string, sku: Sku): Promise<boolean> {
  const at = tools.now().toISOString();
  return tools.writer.submit([companyStream], async (tx) => {
    const { rows } = await tx.client.query<{ record_id: string; doc: Wish; product: string | null }>(
      `SELECT r.record_id, r.doc, p.name AS product FROM record r LEFT JOIN product p ON p.stream_id = r.stream_id AND p.sku = r.doc->>'sku'
       WHERE r.stream_id = $1 AND r.kind = 'wish' AND r.state = 'waiting' AND r.doc->>'channelId' = $2 AND r.doc->>'sku' = $3
       ORDER BY r.doc->>'leftAt', r.record_id LIMIT $4`,
      [companyStream, channelId, sku, wishesAtOnce],
    );
    for (const { record_id } of rows)
      await tellRecord(tx, wishRecord, record_id, { type: 'AnswerWish' }, headOfficeCause({ at }));
    await askForMails(
      tx.client,
      rows.map(
        ({ record_id, doc, product }): WantedMail => ({
          kind: 'back-in-stock',
          cause: `${record_id} ${doc.leftAt}`,
          orderId: null,
          number: doc.sku.slice(0, 40),
          about: record_id,
          channelId: doc.channelId,
          toName: doc.name,
          address: doc.email,
          countryCode: doc.countryCode,
          given: {
            product: product ?? doc.sku,
            ...(doc.productUrl === null ? {} : { link: doc.productUrl }),
          },
          order: null,
          from: at,
        }),
      ),
      tools,
    );
    return rows.length === wishesAtOnce;
  });
}

async function expireWishes({ pool, writer, now }: CartTools): Promise<void> {
  const at = now().toISOString();
  const due = await dueRecords(pool, wishRecord, at, wishesAtOnce);
  if (due.length === 0) return;
  await writer.submit([companyStream], async (tx) => {
    for (const { recordId } of due)
      await tellRecord(tx, wishRecord, recordId, { type: 'LetTimePass', at }, headOfficeCause({ at }));
  });
}

async function wished(db: Queryable): Promise<{ channelId: string; sku: Sku }[]> {
  const { rows } = await db.query<{ channelId: string; sku: Sku }>(
    `SELECT DISTINCT doc->>'channelId' AS "channelId", doc->>'sku' AS sku FROM record
     WHERE stream_id = $1 AND kind = 'wish' AND state = 'waiting' LIMIT $2`,
    [companyStream, productsAtOnce],
  );
  return rows;
}
