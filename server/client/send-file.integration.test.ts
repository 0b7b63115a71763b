// The import command's way in, over real sockets: whole files, refused ones, and a cable pulled half-way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportRow } from '../../shared/contract/http';
import { csv, header, openTestOffice, type TestOffice } from '../services/imports/test-office.test-kit';
import { ClientStop } from './head-office-http';
import { sendFile } from './send-file';

let kit: TestOffice;
let origin: string;
let folder: string;
beforeEach(async () => {
  kit = await openTestOffice();
  await kit.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(kit.app.server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'waybill-send-'));
});
afterEach(async () => {
  await kit.close();
  rmSync(folder, { recursive: true, force: true });
  expect(kit.faults).toEqual([]);
});

async function send(
  content: string | Buffer,
  channelId = 'shop',
): Promise<{ row: ImportRow; sent: number[]; states: string[] }> {
  const file = join(folder, 'orders.csv');
  writeFileSync(file, content);
  const sent: number[] = [];
  const states: string[] = [];
  const row = await sendFile({
    origin,
    token: async () => kit.token,
    file,
    channelId,
    format: 'online-retail-csv',
    onSent: (bytes) => sent.push(bytes),
    onProgress: (now) => states.push(now.state),
  });
  return { row, sent, states };
}

const many = (count: number): string => csv(...Array.from({ length: count }, (_, at) => `${at + 1} A 1 1 7`));

describe('a file sent to head office', () => {
  it('is placed, with its progress shown on the way', async () => {
    const text = many(6000);
    const { row, sent, states } = await send(text);
    expect(row).toMatchObject({
      state: 'done',
      rowsTaken: 6000,
      ordersNew: 6000,
      bytes: text.length,
      bytesTotal: text.length,
    });
    expect(sent.at(-1)).toBe(text.length);
    expect(states).toContain('placing');
  });

  it('is refused in words while it is still being sent', async () => {
    const workbook = Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.alloc(64 * 1_048_576, 7)]);
    await expect(send(workbook)).rejects.toThrow(/Save it as CSV/);
    await expect(send(workbook, 'nowhere')).rejects.toThrow(/There is no channel “nowhere”/);
    await expect(send('a;b\n1;2\n')).rejects.toThrow(/does not name the columns InvoiceNo/);
  });

  it('leaves nothing behind when the cable is pulled half-way', async () => {
    const sending = request(`${origin}/v1/imports?channelId=shop&format=online-retail-csv&fileName=x.csv`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${kit.token}`,
        'content-type': 'text/csv',
        'content-length': 1_000_000,
      },
    });
    sending.on('error', () => undefined);
    sending.write(many(2000));
    await until(async () => ((await rows())[0]?.state ?? '') === 'reading');
    sending.destroy();
    await until(async () => (await rows())[0]?.state === 'failed');
    expect((await rows())[0]).toMatchObject({ error: { code: 'import-upload-broken' } });
    const left = await kit.database.pool.query(
      'SELECT 1 FROM import_run UNION ALL SELECT 1 FROM sales_order',
    );
    expect(left.rows).toEqual([]);
    const { row } = await send(many(2000));
    expect(row).toMatchObject({ state: 'done', ordersNew: 2000 });
  });

  it('is shown while it is read, and stopped by a person', async () => {
    const sending = request(`${origin}/v1/imports?channelId=shop&format=online-retail-csv&fileName=x.csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${kit.token}`, 'content-type': 'text/csv' },
    });
    const answered = new Promise<number>((resolve) =>
      sending.once('response', (response) => resolve(response.statusCode ?? 0)),
    );
    sending.write(`${header}\n`);
    const lines = many(3000).split('\n').slice(1).join('\n');
    sending.write(lines);
    await until(async () => ((await rows())[0]?.rowsRead ?? 0) > 0);
    const importId = (await rows())[0]?.importId ?? '';
    expect((await kit.post(`/v1/imports/${importId}/cancel`)).status).toBe(200);
    sending.end(lines);
    expect(await answered).toBe(409);
    expect((await rows())[0]).toMatchObject({ state: 'failed', error: { code: 'import-cancelled' } });
  });

  it('says what to do when nobody answers or the file is not there', async () => {
    const options = {
      token: async () => kit.token,
      channelId: 'shop',
      format: 'online-retail-csv',
      onSent: () => undefined,
      onProgress: () => undefined,
    };
    await expect(sendFile({ ...options, origin, file: join(folder, 'missing.csv') })).rejects.toThrow(
      /There is no file/,
    );
    await expect(sendFile({ ...options, origin, file: folder })).rejects.toThrow(/is not a file/);
    writeFileSync(join(folder, 'orders.csv'), many(1));
    const gone = sendFile({ ...options, origin: 'http://127.0.0.1:9', file: join(folder, 'orders.csv') });
    await expect(gone).rejects.toThrow(ClientStop);
  });
});

async function rows(): Promise<ImportRow[]> {
  return (await kit.get('/v1/imports')).body['rows'] as unknown as ImportRow[];
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error('it never came to that');
}
