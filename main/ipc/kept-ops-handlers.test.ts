import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { windowRequests } from '../../shared/contract/window';
import { opIdOf, stationIdOf } from '../../shared/domain/ids.test-kit';
import { opOf } from '../../shared/sync/op.test-kit';
import { createKeptOpsShelf, type KeptOpsShelf } from '../services/kept-ops-shelf';
import { keptOpsHandlers } from './kept-ops-handlers';
import { createRouter, type Route } from './router';

const here = stationIdOf(1);
const log = { warn: () => undefined, error: () => undefined };
const op = (stationSeq: number) => opOf('bench.log-out', { stationSeq, opId: opIdOf(stationSeq) });

describe('the window and the second place of ops', () => {
  let folder = '';
  let shelf: KeptOpsShelf;
  let route: Route;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-kept-'));
    shelf = createKeptOpsShelf(folder, () => Date.now());
    route = createRouter(
      windowRequests,
      keptOpsHandlers(shelf, () => here, log),
      log,
      () => 'id',
    );
  });
  afterEach(async () => {
    await shelf.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps ops, tells what it has, and gives them back', async () => {
    const kept = await route('ops:keep', { stationId: here, ops: [op(1), op(2)] });
    expect(kept).toEqual({ ok: true, output: { maxStationSeq: 2 } });
    expect(await route('ops:received', { stationId: here, expect: 2 })).toEqual({ ok: true, output: null });
    expect(await route('ops:kept', { stationId: here })).toEqual({
      ok: true,
      output: { maxStationSeq: 2, expect: 2, damaged: 0 },
    });
    expect(await route('ops:read-kept', { stationId: here, from: 2, limit: 10 })).toEqual({
      ok: true,
      output: { ops: [op(2)] },
    });
  });

  it('refuses another station', async () => {
    expect(await route('ops:keep', { stationId: stationIdOf(2), ops: [op(1)] })).toMatchObject({
      ok: false,
      failure: { code: 'kept-ops.other-station' },
    });
  });

  it.each([
    ['no ops', []],
    ['an op that is none', [{ opId: 'x' }]],
    ['an op with a field too many', [{ ...op(1), token: 'x' }]],
    ['too many', Array.from({ length: 501 }, (_each, index) => op(index + 1))],
  ])('refuses %s', async (_what, ops) => {
    expect(await route('ops:keep', { stationId: here, ops })).toMatchObject({
      ok: false,
      failure: { code: 'window.bad-input' },
    });
    expect(await route('ops:kept', { stationId: here })).toMatchObject({ output: { maxStationSeq: 0 } });
  });
});
