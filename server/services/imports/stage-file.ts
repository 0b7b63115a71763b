// First half of an import: the file's lines into the staging tables, grouped by invoice, with a fingerprint of what
// each invoice says. One transaction: a file that breaks half-way leaves nothing. Reads each line once and keeps none.
import { createHash } from 'node:crypto';
import { createCsvReader, type CsvRecord } from '../../../shared/domain/channel/csv';
import { readHeader } from '../../../shared/domain/channel/csv-header';
import type { ChannelSettings } from '../../../shared/domain/channel/channel';
import { invoiceKindOf } from '../../../shared/domain/channel/online-retail';
import {
  createRowReader,
  onlineRetailColumns,
  type OnlineRetailPlan,
  type RowReason,
  rowTextOf,
} from '../../../shared/domain/channel/online-retail-row';
import { companyStream } from '../../../shared/domain/ids';
import { type Client, type Pool, withTransaction } from '../../db/pool';
import { copyInto, type RowCopy } from './copy-rows';
import { ImportRefused } from './import-refused';
import { hearProducts, type ProductsTold } from './products-told';

export type StagedFile = { plan: OnlineRetailPlan; rows: number };

export type StagingChannel = { channelId: string; currency: string; settings: ChannelSettings };

const runLines = 2000;
const maxUnreadable = 50_000;
const maxHeaderChars = 65_536;

/**
 * @param onRows called now and then with the number of lines read so far; may throw to stop
 * @throws ImportRefused when the file as a whole cannot be taken
 */
export async function stageFile(
  pool: Pool,
  importId: string,
  channel: StagingChannel,
  pieces: AsyncGenerator<string, void, undefined>,
  onRows: (rows: number) => void,
): Promise<StagedFile> {
  const { header, pieces: text } = await withHeader(pieces);
  const reading = readHeader(header, onlineRetailColumns);
  if (!reading.ok) {
    const found = reading.found.join(', ').slice(0, 300);
    throw new ImportRefused('import-columns-missing', { missing: reading.missing.join(', '), found });
  }
  const { plan } = reading;
  return withTransaction(pool, async (client) => {
    const copy = copyInto(client, `import_run (${runColumns})`);
    const products = channel.settings.createProducts ? hearProducts() : null;
    let rows: number;
    try {
      rows = await stageRows(importId, channel, plan, text, copy, products, onRows);
      await copy.end();
    } catch (cause) {
      await copy.abort(cause instanceof Error ? cause : new Error(String(cause)));
      throw cause;
    }
    if (rows === 0) throw new ImportRefused('import-no-rows');
    if (products) await stageProducts(client, importId, products, channel.currency);
    await groupRuns(client, importId, channel.channelId);
    await client.query(
      `UPDATE import SET state = 'placing', rows_read = $2, plan = $3,
         groups_total = (SELECT count(*) FROM import_group WHERE import_id = $1) WHERE import_id = $1`,
      [importId, rows, JSON.stringify(plan)],
    );
    return { plan, rows };
  });
}

/** The first line that is not blank, and the whole text again from its start. */
async function withHeader(
  pieces: AsyncGenerator<string, void, undefined>,
): Promise<{ header: string; pieces: AsyncGenerator<string, void, undefined> }> {
  let start = '';
  let isWhole = false;
  while (start.length < maxHeaderChars && !/\S[^\n]*\n/.test(start)) {
    const next = await pieces.next();
    if (next.done) {
      isWhole = true;
      break;
    }
    start += next.value;
  }
  if (start.trim() === '') throw new ImportRefused('import-empty');
  const trimmed = start.trimStart();
  const lineEnd = trimmed.indexOf('\n');
  const header = (lineEnd < 0 ? trimmed : trimmed.slice(0, lineEnd)).trimEnd();
  async function* again(): AsyncGenerator<string, void, undefined> {
    yield start;
    if (!isWhole) yield* pieces;
  }
  return { header, pieces: again() };
}

const runColumns =
  'import_id, run_no, external_id, kind, customer_id, placed_at, line_no, lines, digest, problem, body';

type Run = {
  externalId: string;
  customerId: string | null;
  placedAt: string | null;
  lineNo: number;
  nextLineNo: number;
  texts: string[];
  contents: string[];
};

async function stageRows(
  importId: string,
  channel: StagingChannel,
  plan: OnlineRetailPlan,
  pieces: AsyncGenerator<string, void, undefined>,
  copy: RowCopy,
  products: ProductsTold | null,
  onRows: (rows: number) => void,
): Promise<number> {
  const reader = createCsvReader(plan.separator);
  const readRow = createRowReader(channel.currency, channel.settings.timeZone, plan);
  const unreadable = new Map<string, number>();
  let unreadableRows = 0;
  let run: Run | null = null;
  let runNo = 0;
  let rows = -1;

  const put = (
    at: Pick<Run, 'externalId' | 'customerId' | 'placedAt' | 'lineNo'>,
    kind: string,
    lines: number,
    digest: string,
    problem: RowReason | null,
    body: string,
  ): Promise<void> | undefined => {
    runNo += 1;
    const { externalId, customerId, placedAt, lineNo } = at;
    const reason = problem && JSON.stringify(problem);
    return copy.write([
      importId,
      runNo,
      externalId,
      kind,
      customerId,
      placedAt,
      lineNo,
      lines,
      digest,
      reason,
      body,
    ]);
  };

  const closeRun = (): Promise<void> | undefined => {
    if (!run) return undefined;
    const done = run;
    run = null;
    const digest = digestOf(done.contents.join('\n'));
    return put(done, invoiceKindOf(done.externalId), done.texts.length, digest, null, done.texts.join('\n'));
  };

  const putUnreadable = (record: CsvRecord, reason: RowReason): Promise<void> | undefined => {
    unreadableRows += 1;
    if (unreadableRows > maxUnreadable)
      throw new ImportRefused('import-not-order-lines', { limit: maxUnreadable });
    const digest = digestOf(record.text);
    const times = (unreadable.get(digest) ?? 0) + 1;
    unreadable.set(digest, times);
    const externalId = `?${digest.slice(0, 24)}#${times}`;
    const at = { externalId, customerId: null, placedAt: null, lineNo: record.lineNo };
    return put(at, 'unreadable', 1, digest, reason, record.text);
  };

  const take = (record: CsvRecord): Promise<void> | undefined => {
    if (record.problem) return putUnreadable(record, { code: record.problem, values: {} });
    const rowText = rowTextOf(record.fields, plan);
    if (!rowText) {
      const values = { found: record.fields.length, wanted: plan.count };
      return putUnreadable(record, { code: 'columns-wrong', values });
    }
    const { invoice, content } = rowText;
    if (invoice === '' || invoice.length > 40 || invoice.includes('\ufffd')) {
      const reading = readRow(rowText);
      if (!reading.ok) return putUnreadable(record, reading.reason);
    }
    let wait: Promise<void> | undefined;
    if (
      run &&
      (run.externalId !== invoice || run.nextLineNo !== record.lineNo || run.texts.length >= runLines)
    ) {
      wait = closeRun();
    }
    if (!run) {
      const reading = readRow(rowText);
      const customer = (record.fields[plan.places.customer] ?? '').trim().replace(/\.0$/, '');
      run = {
        externalId: invoice,
        customerId: customer === '' ? null : customer.slice(0, 40),
        placedAt: reading.ok ? reading.row.at : null,
        lineNo: record.lineNo,
        nextLineNo: record.lineNo,
        texts: [],
        contents: [],
      };
    }
    run.texts.push(record.text);
    run.contents.push(content);
    run.nextLineNo =
      record.lineNo + 1 + (record.text.includes('\n') ? record.text.split('\n').length - 1 : 0);
    if (products) {
      const { fields } = record;
      const { sku, description, quantity, price, customer } = plan.places;
      products.hear(
        invoice,
        fields[sku] ?? '',
        fields[description] ?? '',
        fields[quantity] ?? '',
        fields[price] ?? '',
        fields[customer] ?? '',
      );
    }
    return wait;
  };

  const takeAll = async (records: readonly CsvRecord[]): Promise<void> => {
    for (const record of records) {
      rows += 1;
      // The first record is the header.
      if (rows === 0) continue;
      const wait = take(record);
      if (wait) await wait;
    }
    onRows(Math.max(rows, 0));
  };
  for await (const piece of pieces) {
    await takeAll(reader.push(piece.includes('\0') ? piece.replaceAll('\0', '\ufffd') : piece));
  }
  await takeAll(reader.end());
  const wait = closeRun();
  if (wait) await wait;
  return Math.max(rows, 0);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

async function stageProducts(
  client: Client,
  importId: string,
  products: ProductsTold,
  currency: string,
): Promise<void> {
  const list = products.list(currency);
  await client.query(
    `INSERT INTO import_product (import_id, sku, name, price_minor)
     SELECT $1, sku, name, price FROM unnest($2::text[], $3::text[], $4::bigint[]) AS told (sku, name, price)
     WHERE NOT EXISTS (SELECT 1 FROM product WHERE stream_id = $5 AND product.sku = told.sku)`,
    [
      importId,
      list.map((product) => product.sku),
      list.map((product) => product.name),
      list.map((product) => product.priceMinor),
      companyStream,
    ],
  );
}

/**
 * One group an invoice, however its lines were spread over the file, in the order the orders were placed. Invoices that
 * say what they said before are left out: their lines are counted unchanged here and never read again.
 */
async function groupRuns(client: Client, importId: string, channelId: string): Promise<void> {
  await client.query(
    `WITH told AS (
       SELECT external_id, min(kind) AS kind, sum(lines)::int AS lines, array_agg(run_no ORDER BY run_no) AS runs,
              encode(sha256(convert_to(string_agg(digest, '' ORDER BY run_no), 'UTF8')), 'base64') AS fingerprint,
              min(placed_at) AS placed_at
       FROM import_run WHERE import_id = $1 GROUP BY external_id
     ), known AS (
       SELECT told.*, (c.fingerprint IS NOT NULL) AS same
       FROM told LEFT JOIN channel_invoice c
         ON c.stream_id = $2 AND c.channel_id = $3 AND c.external_id = told.external_id AND c.fingerprint = told.fingerprint
     ), counted AS (
       UPDATE import SET rows_unchanged = u.lines, orders_unchanged = u.groups
       FROM (SELECT coalesce(sum(lines), 0)::int AS lines,
                    (count(*) FILTER (WHERE kind <> 'unreadable'))::int AS groups FROM known WHERE same) u
       WHERE import_id = $1
     )
     INSERT INTO import_group (import_id, position, external_id, kind, lines, runs, fingerprint)
     SELECT $1, row_number() OVER (ORDER BY placed_at NULLS LAST, runs[1]), external_id, kind, lines, runs, fingerprint
     FROM known WHERE NOT same`,
    [importId, companyStream, channelId],
  );
}
