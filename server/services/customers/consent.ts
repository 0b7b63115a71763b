// What was said about being written to or called, with its date and where it came from. Words are added, never changed:
// what counted on a day can still be shown.
import type { ConsentChannel, ConsentPurpose, ConsentSource } from '../../../shared/domain/customer/consent';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

export type ConsentWord = {
  channel: ConsentChannel;
  /** As a key: a mail in small letters, a phone in E.164. */
  contact: string;
  purpose: ConsentPurpose;
  at: string;
  isGiven: boolean;
  source: ConsentSource;
  by: string | null;
};

export async function sayConsent(db: Queryable, word: ConsentWord): Promise<void> {
  await db.query(
    `INSERT INTO consent (stream_id, channel, contact, purpose, at, is_given, source, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (stream_id, channel, contact, purpose, at) DO UPDATE SET is_given = excluded.is_given, source = excluded.source, by = excluded.by`,
    [companyStream, word.channel, word.contact, word.purpose, word.at, word.isGiven, word.source, word.by],
  );
}

/** Newest first. */
export async function consentOf(db: Queryable, contacts: readonly string[]): Promise<ConsentWord[]> {
  const { rows } = await db.query<ConsentWord>(
    `SELECT channel, contact, purpose, at, is_given AS "isGiven", source, by FROM consent
     WHERE stream_id = $1 AND contact = ANY($2::text[]) ORDER BY at DESC, contact, purpose`,
    [companyStream, contacts],
  );
  return rows;
}
