// Ranges of parcel numbers (SSCC serials) that stations get ahead, so that a bench numbers boxes with head office down.
// Must never give a number out twice: not to two stations, not after a restore from an older backup.
import type { Queryable } from '../../db/pool';

/** Parcel numbers of one station: years of work for a bench that packs a parcel a minute. */
const ssccsPerStation = 1_000_000;

/** The next free range of a prefix; null when the prefix has none left. To be asked behind the company's counter. */
export async function nextRange(db: Queryable, prefix: string): Promise<{ from: number; to: number } | null> {
  const { rows } = await db.query<{ last: number | null }>(
    `SELECT greatest((SELECT max(sscc_to) FROM station WHERE sscc_prefix = $1),
                     (SELECT upto FROM number_skip WHERE prefix = $1)) AS last`,
    [prefix],
  );
  // Serial 0 is left out, so that a number never looks like an empty field.
  const from = (rows[0]?.last ?? 0) + 1;
  const end = 10 ** (17 - prefix.length) - 1;
  return from > end ? null : { from, to: Math.min(end, from + ssccsPerStation - 1) };
}

/** No number of the prefix up to and with `upto` is given out from now on. */
export async function skipNumbers(db: Queryable, prefix: string, upto: number): Promise<void> {
  await db.query(
    `INSERT INTO number_skip (prefix, upto) VALUES ($1, $2)
     ON CONFLICT (prefix) DO UPDATE SET upto = greatest(number_skip.upto, excluded.upto)`,
    [prefix, upto],
  );
}
