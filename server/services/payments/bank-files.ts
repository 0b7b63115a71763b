// Files of banks' statements that were read: the same file for the same account is refused with what was in it. Lines of two
// files that overlap are still told apart by their own content.
import { createHash } from 'node:crypto';
import type { StatementLine } from '../../../shared/domain/payment/statement/statement-line';
import { minorDigitsOf } from '../../../shared/money/money';
import type { Queryable } from '../../db/pool';

/** How lines end, and a mark in front, are the program's that saved it. */
function keyOf(text: string): string {
  const content = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim();
  return createHash('sha256').update(content).digest('hex');
}

export type KnownFile = { code: 'statement-known'; values: Record<string, string | number> };

/** In the transaction that takes its lines. @returns why it is not read again; null when it is new and noted now */
export async function noteBankFile(
  db: Queryable,
  file: { providerId: string; text: string; lines: readonly StatementLine[]; currency: string },
  { at, name }: { at: string; name: string },
): Promise<KnownFile | null> {
  const { providerId, lines } = file;
  const contentKey = keyOf(file.text);
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const currency = lines[0]?.currency ?? file.currency;
  const { rows } = await db.query<{
    read_at: Date;
    read_by: string;
    line_count: number;
    first_day: string | null;
    last_day: string | null;
    sum_minor: number;
    currency: string;
    is_new: boolean;
  }>({
    name: 'note-bank-file',
    text: `WITH noted AS (
             INSERT INTO bank_file (provider_id, content_key, read_at, read_by, line_count, first_day, last_day, sum_minor, currency)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING *)
           SELECT read_at, read_by, line_count, to_char(first_day, 'YYYY-MM-DD') AS first_day, to_char(last_day, 'YYYY-MM-DD') AS last_day,
             sum_minor, currency, true AS is_new FROM noted
           UNION ALL
           SELECT read_at, read_by, line_count, to_char(first_day, 'YYYY-MM-DD'), to_char(last_day, 'YYYY-MM-DD'), sum_minor, currency, false
           FROM bank_file WHERE provider_id = $1 AND content_key = $2`,
    values: [
      providerId,
      contentKey,
      at,
      name,
      lines.length,
      days[0] ?? null,
      days.at(-1) ?? null,
      lines
        .filter((line) => line.currency === currency)
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      currency,
    ],
  });
  const [known] = rows;
  if (!known || known.is_new) return null;
  const digits = minorDigitsOf(known.currency);
  return {
    code: 'statement-known',
    values: {
      day: new Date(known.read_at).toISOString().slice(0, 10),
      by: known.read_by,
      count: known.line_count,
      from: known.first_day ?? '–',
      to: known.last_day ?? '–',
      sum: `${(known.sum_minor / 10 ** digits).toFixed(digits)} ${known.currency}`,
    },
  };
}
