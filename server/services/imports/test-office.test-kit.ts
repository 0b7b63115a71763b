// A head office on a database of its own, with its HTTP door and an office token, for tests of imports.
import { buildApp } from '../../build-app';
import type { App } from '../../app';
import { type HeadOffice, openHeadOffice } from '../../head-office';
import { testDatabase, type TestDatabase } from '../../db/test-database';
import type { StationId } from '../../../shared/domain/ids';
import { issueToken } from '../stations/access-tokens';
import type { ImportRow } from '../../../shared/contract/http';

export const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

export type TestOffice = {
  database: TestDatabase;
  office: HeadOffice;
  app: App;
  /** Of a station that is also the office. */
  token: string;
  faults: unknown[];
  /** Sends a file and waits until it is placed. */
  importText: (
    text: string | Buffer,
    options?: { channelId?: string; format?: string },
  ) => Promise<ImportRow>;
  send: (body: string | Buffer, options?: { channelId?: string; format?: string }) => Promise<Answer>;
  get: (url: string) => Promise<Answer>;
  post: (url: string, body?: object) => Promise<Answer>;
  /** Ends this head office and opens another one on the same database. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
};
export type Answer = { status: number; body: Record<string, never> & { [name: string]: unknown } };

export async function openTestOffice(options: { createProducts?: boolean } = {}): Promise<TestOffice> {
  const database = await testDatabase();
  const faults: unknown[] = [];
  const open = (): Promise<HeadOffice> =>
    openHeadOffice({
      pool: database.pool,
      database: 'test',
      version: 'test',
      log: { info: () => undefined, warn: () => undefined, error: (fields) => faults.push(fields) },
      ssccPrefix: '0404',
      idleMs: 50,
    });
  const kit: TestOffice = {
    database,
    office: await open(),
    app: undefined as never,
    token: '',
    faults,
    send: async (body, { channelId = 'shop', format = 'online-retail-csv' } = {}) => {
      const answer = await kit.app.inject({
        method: 'POST',
        url: '/v1/imports',
        query: { channelId, format, fileName: 'orders.csv' },
        headers: {
          authorization: `Bearer ${kit.token}`,
          'content-type': 'application/octet-stream',
        },
        payload: Buffer.from(body),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    importText: async (text, sendOptions) => {
      const { status, body } = await kit.send(text, sendOptions);
      if (status !== 202) throw new Error(`the import was refused: ${JSON.stringify(body)}`);
      await kit.office.imports.idle();
      const row = await kit.get(`/v1/imports/${String(body['importId'])}`);
      return row.body as unknown as ImportRow;
    },
    get: async (url) => {
      const answer = await kit.app.inject({
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${kit.token}` },
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    post: async (url, body) => {
      const headers = { authorization: `Bearer ${kit.token}` };
      const answer = await kit.app.inject({
        method: 'POST',
        url,
        headers,
        ...(body ? { payload: body } : {}),
      });
      return { status: answer.statusCode, body: answer.json() };
    },
    restart: async () => {
      await kit.app.close();
      await kit.office.stop();
      kit.office = await open();
      kit.app = await buildApp(kit.office);
      await kit.office.imports.resume();
    },
    close: async () => {
      await kit.app.close();
      await kit.office.stop();
      await database.close();
    },
  };
  kit.app = await buildApp(kit.office);
  const epoch = kit.office.newId();
  await database.pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) VALUES ('W1', 'warehouse', $1), ('W2', 'warehouse', $1)`,
    [epoch],
  );
  await database.pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, settings) VALUES
       ('shop', 'Shop', 'file', '{online-retail-csv}', 'GBP', $1), ('web', 'Web', 'web', '{}', 'GBP', '{}'),
       ('other', 'Other', 'file', '{some-other-format}', 'GBP', '{}')`,
    [JSON.stringify({ timeZone: 'Europe/London', createProducts: options.createProducts ?? true })],
  );
  const stationId = kit.office.newId() as StationId;
  await database.pool.query(
    `INSERT INTO station (station_id, stream_id, name, roles, sscc_prefix, sscc_from, sscc_to)
     VALUES ($1, 'W1', 'Office', '{station,office}', '0404', 1, 9)`,
    [stationId],
  );
  kit.token = (await issueToken(kit.office, stationId)).token;
  return kit;
}

/** `1 A 6 2.50 7` is invoice, product, quantity, price, customer; more words are the country. */
export function csv(...lines: readonly string[]): string {
  const rows = lines.map((line, place) => {
    const [invoice, sku, quantity, price, customer = '', ...country] = line.split(' ');
    const minute = String(place % 60).padStart(2, '0');
    const name = `THING ${sku}`;
    return [
      invoice,
      sku,
      name,
      quantity,
      `2011-01-01 09:${minute}`,
      price,
      customer,
      country.join(' ') || 'Spain',
    ].join(',');
  });
  return `${[header, ...rows].join('\n')}\n`;
}
