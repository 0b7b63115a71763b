// The address at which a customer reads a quote and answers it.
import type { Queryable } from '../../db/pool';
import { linkFor } from '../mail/customer-links';
import { linkKey, readMailSettings } from '../mail/mail-settings';

/** Null while nobody has said under which address customers reach head office. */
export async function quoteLink(db: Queryable, quoteId: string): Promise<string | null> {
  const { settings } = await readMailSettings(db);
  return settings.publicOrigin === ''
    ? null
    : linkFor(settings.publicOrigin, await linkKey(db), 'quote', quoteId);
}
