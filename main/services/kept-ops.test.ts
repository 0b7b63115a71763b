import { appendFile, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opIdOf } from '../../shared/domain/ids.test-kit';
import type { OpEnvelope } from '../../shared/sync/op';
import { opOf } from '../../shared/sync/op.test-kit';
import { type KeptFiles, nodeKeptFiles } from './kept-ops-files';
import { frameOf, keptVersion, readFrames } from './kept-ops-frame';
import { type KeptOps, type KeptOpsOptions, openKeptOps } from './kept-ops';

const dayMs = 86_400_000;
const op = (stationSeq: number, id = stationSeq): OpEnvelope =>
  opOf('bench.refuse-scan', { stationSeq, opId: opIdOf(id) }) as OpEnvelope;
const opsFrom = (from: number, to: number): OpEnvelope[] =>
  Array.from({ length: to - from + 1 }, (_each, index) => op(from + index));
const numbersOf = (ops: readonly OpEnvelope[]): number[] => ops.map(({ stationSeq }) => stationSeq);

describe('the second place of ops', () => {
  let folder = '';
  let open: KeptOps[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-kept-'));
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (options: Partial<KeptOpsOptions> = {}): Promise<KeptOps> => {
    const kept = await openKeptOps({ folder, nowMs: () => Date.now(), ...options });
    open.push(kept);
    return kept;
  };
  const again = async (kept: KeptOps, options: Partial<KeptOpsOptions> = {}): Promise<KeptOps> => {
    open = open.filter((each) => each !== kept);
    await kept.close();
    return start(options);
  };
  const newest = async (): Promise<string> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ops'));
    return join(folder, names.sort().at(-1) ?? '');
  };

  it('begins empty and makes no file before it has something to keep', async () => {
    const kept = await start();
    expect(kept.state()).toEqual({ maxStationSeq: 0, expect: 1, damaged: 0 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('has every confirmed op after it is opened again, whole and in order', async () => {
    let kept = await start();
    expect(await kept.keep(opsFrom(1, 3))).toBe(3);
    expect(await kept.keep(opsFrom(4, 5))).toBe(5);
    await kept.received(3);
    kept = await again(kept);
    expect(kept.state()).toEqual({ maxStationSeq: 5, expect: 3, damaged: 0 });
    expect(await kept.read(1, 500)).toEqual(opsFrom(1, 5));
    expect(await kept.read(3, 2)).toEqual(opsFrom(3, 4));
  });

  it('writes an op once, however often it is handed over', async () => {
    const kept = await start();
    await kept.keep(opsFrom(1, 2));
    const bytes = (await readFile(await newest())).length;
    expect(await kept.keep(opsFrom(1, 2))).toBe(2);
    expect((await readFile(await newest())).length).toBe(bytes);
    await kept.keep(opsFrom(2, 3));
    expect(numbersOf(await kept.read(1, 500))).toEqual([1, 2, 3]);
  });

  it('knows an op under its new number only', async () => {
    let kept = await start();
    await kept.keep(opsFrom(1, 4));
    await kept.renumber(3, [op(7, 3), op(8, 4)]);
    await kept.keep([op(9)]);
    kept = await again(kept);
    expect(numbersOf(await kept.read(1, 500))).toEqual([1, 2, 7, 8, 9]);
    expect(kept.state().maxStationSeq).toBe(9);
  });

  it('cuts off a torn end, keeps the cut bytes aside and goes on', async () => {
    let kept = await start();
    await kept.keep(opsFrom(1, 2));
    await kept.keep(opsFrom(3, 3));
    const path = await newest();
    await truncate(path, (await readFile(path)).length - 5);
    kept = await again(kept);
    expect(kept.state()).toEqual({ maxStationSeq: 2, expect: 1, damaged: 1 });
    expect((await readFile(`${path}.cut`)).length).toBeGreaterThan(0);
    await kept.keep(opsFrom(3, 4));
    kept = await again(kept);
    expect(kept.state()).toEqual({ maxStationSeq: 4, expect: 1, damaged: 0 });
    expect(await kept.read(1, 500)).toEqual(opsFrom(1, 4));
  });

  it('reads on behind a damaged record, and says that there was one', async () => {
    let kept = await start();
    await kept.keep(opsFrom(1, 1));
    const hit = (await readFile(await newest())).length + 40;
    await kept.keep(opsFrom(2, 2));
    await kept.keep(opsFrom(3, 3));
    const path = await newest();
    const bytes = await readFile(path);
    bytes[hit] = (bytes[hit] ?? 0) ^ 0xff;
    await writeFile(path, bytes);
    kept = await again(kept);
    expect(kept.state()).toEqual({ maxStationSeq: 3, expect: 1, damaged: 1 });
    expect(numbersOf(await kept.read(1, 500))).toEqual([1, 3]);
  });

  it('keeps what an older version wrote and goes on in a file of its own', async () => {
    const head = {
      kind: 'head' as const,
      format: 'waybill-kept-ops' as const,
      version: 1,
      at: '2026-01-05T10:00:00.000Z',
      maxSeq: 0,
      expect: 1,
      replaced: [],
    };
    const path = join(folder, '000001.ops');
    const old = Buffer.concat([frameOf(head), frameOf({ kind: 'ops', ops: opsFrom(1, 2) })]);
    await writeFile(path, old);
    const link = 'x'.repeat(43);
    let kept = await start();
    await kept.keep([{ ...op(3), chain: link }]);
    kept = await again(kept);
    expect(await kept.read(1, 500)).toEqual([...opsFrom(1, 2), { ...op(3), chain: link }]);
    expect(await readFile(path)).toEqual(old);
    expect((await readdir(folder)).sort()).toEqual(['000001.ops', '000002.ops']);
  });

  it('refuses files of a newer version in words and leaves them as they are', async () => {
    const head = frameOf({
      kind: 'head',
      format: 'waybill-kept-ops',
      version: keptVersion + 1,
      at: '2026-01-05T10:00:00.000Z',
      maxSeq: 0,
      expect: 1,
      replaced: [],
    });
    const path = join(folder, '000001.ops');
    await writeFile(path, head);
    await expect(start()).rejects.toMatchObject({
      code: 'kept-ops.newer-version',
      values: { version: keptVersion + 1 },
    });
    expect(await readFile(path)).toEqual(head);
  });

  it('forgets whole files once head office has their ops and thirty days have passed', async () => {
    let nowMs = Date.now();
    const kept = await start({ nowMs: () => nowMs });
    await kept.keep(opsFrom(1, 10));
    await utimes(await newest(), new Date(nowMs), new Date(nowMs));
    nowMs += 2 * dayMs;
    await kept.keep(opsFrom(11, 20));
    const second = await newest();
    await utimes(second, new Date(nowMs), new Date(nowMs));

    nowMs += 31 * dayMs;
    await kept.keep(opsFrom(21, 21));
    expect(numbersOf(await kept.read(1, 500))).toHaveLength(21);

    await kept.received(15);
    nowMs += 2 * dayMs;
    await kept.keep(opsFrom(22, 22));
    // The second file holds ops that head office does not have.
    expect(numbersOf(await kept.read(1, 500))[0]).toBe(11);

    const later = await again(kept, { nowMs: () => nowMs });
    expect(later.state()).toMatchObject({ maxStationSeq: 22, expect: 15 });
    expect(numbersOf(await later.read(15, 500))).toEqual(numbersOf(opsFrom(15, 22)));
  });

  it('does not confirm what a full disk did not take, and takes it once there is room', async () => {
    let room = Number.POSITIVE_INFINITY;
    const files: KeptFiles = {
      ...nodeKeptFiles,
      openAppend: async (path) => {
        const file = await nodeKeptFiles.openAppend(path);
        return {
          ...file,
          append: async (bytes) => {
            if (bytes.length <= room) return file.append(bytes);
            // A real disk takes what fits and then says ENOSPC.
            await appendFile(path, bytes.subarray(0, room));
            throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
          },
        };
      },
    };
    let kept = await start({ files });
    await kept.keep(opsFrom(1, 2));
    room = 20;
    await expect(kept.keep(opsFrom(3, 4))).rejects.toMatchObject({ code: 'disk.full' });
    expect(kept.state().maxStationSeq).toBe(2);
    room = Number.POSITIVE_INFINITY;
    await kept.keep(opsFrom(3, 4));
    kept = await again(kept);
    expect(kept.state()).toEqual({ maxStationSeq: 4, expect: 1, damaged: 0 });
    expect(await kept.read(1, 500)).toEqual(opsFrom(1, 4));
  });

  it('property: whatever the length at which the last file was cut, all ops before the cut are there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        async (batches, cut) => {
          await rm(folder, { recursive: true, force: true });
          const kept = await start({ fileBytes: 1_500 });
          const ends: number[] = [];
          let next = 1;
          for (const size of batches) {
            await kept.keep(opsFrom(next, next + size - 1));
            next += size;
            ends.push(next - 1);
          }
          const path = await newest();
          const bytes = await readFile(path);
          const headEnd = bytes.length - (bytes.length - bytes.indexOf('WBK1', 4));
          const length = headEnd + (cut % (bytes.length - headEnd + 1));
          const inFile = readFrames(bytes.subarray(0, length)).records.flatMap((record) =>
            record.kind === 'ops' ? record.ops : [],
          );
          await truncate(path, length);
          const reopened = await again(kept, { fileBytes: 1_500 });
          const max = reopened.state().maxStationSeq;
          expect([0, ...ends]).toContain(max);
          expect(max).toBeGreaterThanOrEqual(inFile.at(-1)?.stationSeq ?? 0);
          expect(await reopened.read(1, 500)).toEqual(opsFrom(1, max));
          await reopened.keep(opsFrom(max + 1, max + 1));
          expect(numbersOf(await reopened.read(1, 500))).toEqual(numbersOf(opsFrom(1, max + 1)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
