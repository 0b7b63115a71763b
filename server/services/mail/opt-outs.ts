// Who wants no ratings, carts or stock notices: by address, whatever name or order it came with. The same words as on the
// customer's page (consent): the newest one about a purpose counts.
import { companyStream } from '../../../shared/domain/ids';
import { addressKey } from '../../../shared/domain/mail/mailbox';
import type { MailTopic } from '../../../shared/domain/mail/mail-kinds';
import type { Queryable } from '../../db/pool';
import { sayConsent } from '../customers/consent';

export type OptOut = { address: string; topic: MailTopic; at: string; askedBy: 'customer' | 'office' };

/** Topics by address key. */
export async function optOutsOf(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await db.query<{ address: string; topics: string[] }>({
    name: 'mail-opt-outs',
    text: `SELECT contact AS address, array_agg(purpose) AS topics FROM (
             SELECT DISTINCT ON (contact, purpose) contact, purpose, is_given FROM consent
             WHERE stream_id = $1 AND channel = 'mail' AND contact = ANY($2::text[]) ORDER BY contact, purpose, at DESC) newest
           WHERE NOT is_given GROUP BY contact`,
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
  // Who says it again has said it when they said it first.
  const said = (await optOutsOf(db, [address])).get(addressKey(address)) ?? [];
  if (!said.includes(topic)) await say(db, address, topic, at, askedBy, false);
}

export async function optIn(
  db: Queryable,
  address: string,
  topic: MailTopic,
  at: string,
  askedBy: OptOut['askedBy'],
): Promise<void> {
  const said = (await optOutsOf(db, [address])).get(addressKey(address)) ?? [];
  if (said.includes(topic)) await say(db, address, topic, at, askedBy, true);
}

function say(
  db: Queryable,
  address: string,
  topic: MailTopic,
  at: string,
  askedBy: OptOut['askedBy'],
  isGiven: boolean,
): Promise<void> {
  const source = askedBy === 'customer' ? 'link' : 'office';
  return sayConsent(db, {
    channel: 'mail',
    contact: addressKey(address),
    purpose: topic,
    at,
    isGiven,
    source,
    by: null,
  });
}

/** Newest first; `text` begins the address. */
export async function listOptOuts(db: Queryable, text: string, limit: number): Promise<OptOut[]> {
  const { rows } = await db.query<OptOut>(
    `SELECT address, topic, at, asked_by AS "askedBy" FROM (
       SELECT DISTINCT ON (contact, purpose) contact AS address, purpose AS topic, at, is_given,
         CASE source WHEN 'link' THEN 'customer' ELSE 'office' END AS asked_by FROM consent
       WHERE stream_id = $1 AND channel = 'mail' AND purpose <> 'marketing' AND starts_with(contact, $2)
       ORDER BY contact, purpose, consent.at DESC) newest
     WHERE NOT is_given ORDER BY at DESC, address, topic LIMIT $3`,
    [companyStream, addressKey(text), limit],
  );
  return rows;
}
