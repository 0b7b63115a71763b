// Head office's book of the numbers that stations get ahead: which range is whose, and the last number of every series
// that was ever given. What is given, ended or free again is decided in shared/domain/numbers. To be changed behind the
// company's counter only.
import {
  endNumbers,
  type GivenRange,
  type HeldRange,
  type NumberBook,
  type SettledNumbers,
} from '../../../shared/domain/numbers/number-range';
import { wantedSsccs } from '../../../shared/domain/numbers/series';
import type { Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';

type RangeRow = {
  series: string;
  from_no: number;
  to_no: number;
  next_no: number;
  turn: number;
  station_id: string | null;
  state: GivenRange['state'];
  told: boolean;
  confirmed: boolean;
  may_return: boolean;
};

/** Everything that the answer to one station depends on. */
export async function loadNumberBook(
  db: Queryable,
  stationId: string,
  series: readonly string[],
  named: readonly HeldRange[],
): Promise<NumberBook> {
  const all = [...new Set([...series, ...named.map((range) => range.series)])];
  const [ranges, last] = await Promise.all([
    db.query<RangeRow>({
      name: 'number-ranges',
      text: `SELECT series, from_no, to_no, next_no, turn, station_id, state, told, confirmed, may_return FROM number_range
             WHERE station_id = $1 AND state = 'given'
             UNION
             SELECT series, from_no, to_no, next_no, turn, station_id, state, told, confirmed, may_return FROM number_range
             WHERE state = 'free' AND series = ANY($2::text[])
             UNION
             SELECT r.series, r.from_no, r.to_no, r.next_no, r.turn, r.station_id, r.state, r.told, r.confirmed, r.may_return
             FROM unnest($3::text[], $4::bigint[], $5::bigint[]) AS n (series, from_no, to_no)
             JOIN number_range r ON r.series = n.series AND r.from_no <= n.to_no AND r.to_no >= n.from_no`,
      values: [
        stationId,
        series,
        named.map((range) => range.series),
        named.map((range) => range.from),
        named.map((range) => range.to),
      ],
    }),
    db.query<{ series: string; last: number }>({
      name: 'number-series',
      text: 'SELECT series, last FROM number_series WHERE series = ANY($1::text[])',
      values: [all],
    }),
  ]);
  return {
    ranges: ranges.rows.map(rangeOf),
    last: new Map(last.rows.map((row) => [row.series, row.last])),
  };
}

export async function storeNumbers(
  db: Queryable,
  { changed, last }: Pick<SettledNumbers, 'changed' | 'last'>,
): Promise<void> {
  if (changed.length > 0)
    await db.query({
      name: 'store-number-ranges',
      text: `INSERT INTO number_range (series, from_no, to_no, next_no, turn, station_id, state, told, confirmed, may_return)
             SELECT * FROM json_to_recordset($1) AS r (series text, from_no bigint, to_no bigint, next_no bigint, turn int, station_id uuid, state text,
               told boolean, confirmed boolean, may_return boolean)
             ON CONFLICT (series, from_no) DO UPDATE SET to_no = excluded.to_no, next_no = excluded.next_no, turn = excluded.turn,
               station_id = excluded.station_id, state = excluded.state, told = excluded.told, confirmed = excluded.confirmed,
               may_return = excluded.may_return`,
      values: [jsonRows(changed.map(rowOf))],
    });
  for (const [series, upto] of last) await skipNumbers(db, series, upto);
}

/** The first parcel numbers of a new station; null when the prefix has none left. They are told with its first greeting. */
export async function firstSsccs(
  db: Queryable,
  prefix: string,
): Promise<{ from: number; to: number; assignTo: (stationId: string) => Promise<void> } | null> {
  const { series, size, end } = wantedSsccs(prefix);
  const { rows } = await db.query<{ last: number }>('SELECT last FROM number_series WHERE series = $1', [
    series,
  ]);
  const from = (rows[0]?.last ?? 0) + 1;
  if (from > end) return null;
  const to = Math.min(end, from + size - 1);
  return {
    from,
    to,
    assignTo: (stationId) =>
      storeNumbers(db, {
        changed: [
          {
            series,
            from,
            to,
            next: from,
            turn: 1,
            stationId,
            state: 'given',
            told: false,
            confirmed: false,
            mayReturn: true,
          },
        ],
        last: new Map([[series, to]]),
      }),
  };
}

/** No number that the station has is given to anybody from now on. */
export async function endNumbersOf(db: Queryable, stationId: string): Promise<void> {
  const { ranges } = await loadNumberBook(db, stationId, [], []);
  await storeNumbers(db, { changed: endNumbers(ranges), last: new Map() });
}

/**
 * After a restore: what was free may have been given since, and so may what stations give back of that time; what no
 * station had named may have been named since, by one that lost its store after it had used some.
 */
export async function closeOldNumbers(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE number_range SET may_return = false, told = true, confirmed = true, state = CASE state WHEN 'free' THEN 'ended' ELSE state END`,
  );
}

/** No number of the series up to and with `upto` is given out from now on. */
export async function skipNumbers(db: Queryable, series: string, upto: number): Promise<void> {
  await db.query(
    `INSERT INTO number_series (series, last) VALUES ($1, $2)
     ON CONFLICT (series) DO UPDATE SET last = greatest(number_series.last, excluded.last)`,
    [series, upto],
  );
}

function rangeOf(row: RangeRow): GivenRange {
  return {
    series: row.series,
    from: row.from_no,
    to: row.to_no,
    next: row.next_no,
    turn: row.turn,
    stationId: row.station_id,
    state: row.state,
    told: row.told,
    confirmed: row.confirmed,
    mayReturn: row.may_return,
  };
}

function rowOf(range: GivenRange): RangeRow {
  return {
    series: range.series,
    from_no: range.from,
    to_no: range.to,
    next_no: range.next,
    turn: range.turn,
    station_id: range.stationId,
    state: range.state,
    told: range.told,
    confirmed: range.confirmed,
    may_return: range.mayReturn,
  };
}
