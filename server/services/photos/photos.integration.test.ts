// Photographs at head office, on real PostgreSQL: told by benches, sent in parts, whole only when they are what they are called,
// seen by the office, and kept no longer than the warehouse says.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostPartBytes, type Photos, type PhotoUpload } from '../../../shared/contract/photos';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { type PhotoFile, photoHashSchema } from '../../../shared/domain/photo/photo';
import { until } from '../shipments/shipping-office.test-kit';
import {
  leeds,
  lineOf,
  openParcelOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { forgetPhotos } from './follow-photos';

let test: TestOffice;
let bench: TestStation;
let other: TestStation;
let desk: TestStation;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 25 });
  bench = await test.enrol(leeds, ['station']);
  other = await test.enrol(leeds, ['station']);
  desk = await test.enrol(leeds, ['office']);
  await test.receive('MUG', 500);
});
afterAll(() => test.close());

/** A JPEG as far as its headers go, filled with what no compression makes smaller. */
function jpeg(size: number, { widthPx = 1200, heightPx = 900 } = {}): Buffer {
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0x00, 0x0b, 0x08, heightPx >> 8, heightPx & 0xff]);
  const width = Buffer.from([widthPx >> 8, widthPx & 0xff, 0x01, 0x01, 0x11, 0x00]);
  const body = randomBytes(size - start.length - width.length - 2);
  return Buffer.concat([start, width, body, Buffer.from([0xff, 0xd9])]);
}
const hashOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');
const partOf = (file: Buffer, offset: number, length = mostPartBytes) => ({
  size: file.length,
  offset,
  bytes: file.subarray(offset, offset + length).toString('base64'),
});
const uploadOf = async (station: TestStation, hash: string): Promise<PhotoUpload> => {
  const got = await station.get(`/v1/photos/${hash}/upload`);
  expect(got.status).toBe(200);
  return got.body as unknown as PhotoUpload;
};
const send = (station: TestStation, hash: string, part: object) =>
  station.post(`/v1/photos/${hash}/parts`, part);
async function sendAll(station: TestStation, file: Buffer): Promise<string> {
  const hash = hashOf(file);
  for (let at = 0; at < file.length; at += mostPartBytes)
    expect((await send(station, hash, partOf(file, at))).status).toBe(200);
  return hash;
}

let orders = 0;
async function opened(): Promise<Parcel> {
  orders += 1;
  const orderId = await desk.place({ externalId: `P-${orders}`, lines: [lineOf('MUG', 1)] });
  return openParcelOf(test, bench, orderId);
}
const taken = (parcel: Parcel, file: PhotoFile | null) =>
  bench.op('photo.take', parcel, { subject: { kind: 'parcel', id: parcel.parcelId }, file });
const fileOf = (file: Buffer): PhotoFile => ({
  hash: photoHashSchema.parse(hashOf(file)),
  bytes: file.length,
  widthPx: 1200,
  heightPx: 900,
});
const photosOf = async (parcel: Parcel): Promise<Photos['photos']> =>
  ((await desk.get(`/v1/orders/${parcel.orderId}/photos`)).body as unknown as Photos).photos;

describe('a photograph', () => {
  it('is told by the bench first, sent in parts, and seen by the office when it is whole', async () => {
    const parcel = await opened();
    const file = jpeg(mostPartBytes * 2 + 500);
    const hash = hashOf(file);
    const told = await bench.deliver(taken(parcel, fileOf(file)));
    expect(told.body.results[0]?.status).toBe('applied');
    await until(async () => (await photosOf(parcel)).length === 1);
    expect(await photosOf(parcel)).toMatchObject([{ hash, state: 'awaited', station: expect.any(String) }]);
    expect((await desk.get(`/v1/photos/${hash}`)).status).toBe(404);
    expect(await uploadOf(bench, hash)).toEqual({ received: 0, isStored: false });
    await send(bench, hash, partOf(file, 0));
    // Sent twice, or too far ahead: nothing is added, and what is there is said.
    expect((await send(bench, hash, partOf(file, 0))).body).toEqual({
      received: mostPartBytes,
      isStored: false,
    });
    expect((await send(bench, hash, partOf(file, mostPartBytes * 2))).body).toEqual({
      received: mostPartBytes,
      isStored: false,
    });
    // Somebody else's parts are their own.
    expect(await uploadOf(other, hash)).toEqual({ received: 0, isStored: false });
    expect(await uploadOf(bench, hash)).toEqual({ received: mostPartBytes, isStored: false });
    await send(bench, hash, partOf(file, mostPartBytes));
    const last = await send(bench, hash, partOf(file, mostPartBytes * 2));
    expect(last.body).toEqual({ received: file.length, isStored: true });
    expect((await send(bench, hash, partOf(file, 0))).body).toEqual({
      received: file.length,
      isStored: true,
    });
    expect(await photosOf(parcel)).toMatchObject([{ hash, state: 'stored' }]);
    const [row] = await test.rows<{ bytes: Buffer; width_px: number }>(
      'SELECT bytes, width_px FROM photo_file WHERE hash = $1',
      hash,
    );
    expect(row?.width_px).toBe(1200);
    expect(row?.bytes.equals(file)).toBe(true);
    const of = await desk.get(`/v1/photos?kind=parcel&id=${parcel.parcelId}`);
    expect(of.body).toEqual({ photos: await photosOf(parcel) });
  });

  it('that somebody went on without is told as that', async () => {
    const parcel = await opened();
    await bench.deliver(taken(parcel, null));
    await until(async () => (await photosOf(parcel)).length === 1);
    expect(await photosOf(parcel)).toMatchObject([{ hash: null, state: 'without' }]);
  });

  it.each([
    ['is called by another name', () => ({ file: jpeg(400), hash: 'ab'.repeat(32) })],
    ['is no JPEG', () => named(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
    ['is larger than a camera makes it', () => named(jpeg(400, { widthPx: 4000 }))],
  ])('that %s is not taken, and leaves nothing', async (_why, make) => {
    const { file, hash } = make();
    expect(await send(bench, hash, partOf(file, 0))).toMatchObject({
      status: 422,
      body: { code: 'photo-wrong' },
    });
    expect(await uploadOf(bench, hash)).toEqual({ received: 0, isStored: false });
    expect((await desk.get(`/v1/photos/${hash}`)).status).toBe(404);
  });

  it('is seen by the office alone, and asked for by a name that is one', async () => {
    const hash = await sendAll(bench, jpeg(300));
    expect((await bench.get(`/v1/photos/${hash}`)).status).toBe(403);
    expect((await desk.get(`/v1/photos/${hash.toUpperCase()}`)).status).toBe(400);
    expect((await send(bench, hash, { size: 3, offset: 0, bytes: 'not base64!' })).status).toBe(400);
    expect((await send(bench, hash, { size: 5_000_000, offset: 0, bytes: 'AAAA' })).status).toBe(400);
  });

  it('is begun only so often before one is finished', async () => {
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        send(other, hashOf(Buffer.from(`${index}`)), { size: 900, offset: 0, bytes: 'AAAA' }),
      ),
    );
    expect(begun.every(({ status }) => status === 200)).toBe(true);
    expect(await send(other, 'cd'.repeat(32), { size: 900, offset: 0, bytes: 'AAAA' })).toMatchObject({
      status: 429,
      body: { code: 'photo-too-many' },
    });
    expect((await send(bench, 'cd'.repeat(32), { size: 900, offset: 0, bytes: 'AAAA' })).status).toBe(200);
  });

  it('goes when it is older than the warehouse keeps it; that there was one stays', async () => {
    const parcel = await opened();
    const file = jpeg(500);
    await bench.deliver(taken(parcel, fileOf(file)));
    const hash = await sendAll(bench, file);
    await until(async () => (await photosOf(parcel))[0]?.state === 'stored');
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    await forgetPhotos(test.office.pool, inDays(364));
    expect((await photosOf(parcel))[0]?.state).toBe('stored');
    const rules = {
      unknownCodes: 'supervisor',
      lookAlikes: { times: 3, days: 180 },
      photo: { special: true, fromMinor: 5000, keepDays: 30 },
    };
    expect((await desk.post(`/v1/bench-rules/${leeds}`, rules)).status).toBe(200);
    await forgetPhotos(test.office.pool, inDays(31));
    expect((await photosOf(parcel))[0]).toMatchObject({ hash, state: 'gone' });
    expect((await desk.get(`/v1/photos/${hash}`)).status).toBe(404);
    const [left] = await test.rows<{ unfinished: number }>(
      'SELECT count(*)::int AS unfinished FROM photo_upload',
    );
    expect(left?.unfinished).toBe(0);
  });
});

function named(file: Buffer): { file: Buffer; hash: string } {
  return { file, hash: hashOf(file) };
}
