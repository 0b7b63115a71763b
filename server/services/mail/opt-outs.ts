// Who wants no ratings, carts or stock notices: by address, whatever name or order it came with.
import { companyStream } from '../../../shared/domain/ids';
import { addressKey } from '../../../shared/domain/mail/mailbox';
import type { MailTopic } from '../../../shared/domain/mail/mail-kinds';
import type { Queryable } from '../../db/pool';

export type OptOut = { address: string; topic: MailTopic; at: string; askedBy: 'customer' | 'office' };

/** Topics by address key. */
export async function optOutsOf(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await db.query<{ address: string; topics: string[] }>({
    name: 'mail-opt-outs',
    text: `SELECT address, array_agg(topic) AS topics FROM mail_opt_out
           WHERE stream_id = $1 AND address = ANY($2::text[]) GROUP BY address`,
    values: [companyStream, addresses.map(addressKey)],
  });
  return new Map(rows.map(({ address, topics }) => [address, topics]));
}

export async function optOut(
  db: Queryable,
  address: string,
  topic: MailTopic,
  at: string,
  askedBy: OptOut['askedBy'],
): Promise<void> {
  await db.query(
    `INSERT INTO mail_opt_out (stream_id, address, topic, at, asked_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [companyStream, addressKey(address), topic, at, askedBy],
  );
}

export async function optIn(db: Queryable, address: string, topic: MailTopic): Promise<void> {
  await db.query('DELETE FROM mail_opt_out WHERE stream_id = $1 AND address = $2 AND topic = $3', [
    companyStream,
    addressKey(address),
    topic,
  ]);
}

/** Newest first; `text` begins the address. */
export async function listOptOuts(db: Queryable, text: string, limit: number): Promise<OptOut[]> {
  const { rows } = await db.query<OptOut>(
    `SELECT address, topic, at, asked_by AS "askedBy" FROM mail_opt_out
     WHERE stream_id = $1 AND starts_with(address, $2) ORDER BY at DESC, address, topic LIMIT $3`,
    [companyStream, addressKey(text), limit],
  );
  return rows;
}
