// Ten thousand open live streams at one real server process, two a station, while a bench packs: every stream must be told
// of every change, in order. Load, server and database share this machine; everything stays on loopback.
import { setTimeout as wait } from 'node:timers/promises';
import type { Parcel } from '../shared/domain/parcel/parcel';
import { setUp } from '../scripts/setup.mjs';
import { atLeast, atMost, type Bench, type BenchContext, type BenchFindings, exactly, spread } from './bench';
import { openSyncCompany, parcelsHeldBy, type SyncCompany } from './sync/company';
import { manyStations, openStreams, type OpenStreams } from './sync/open-streams';
import { memoryOf } from './sync/process-use';
import { type StationLine, stationLine } from './sync/station-line';
import { type NumberedOps, opsOfParcel } from './sync/work-of-a-parcel';

const mostMiB = 250;
const settleMs = 3_000;

export const bench: Bench = {
  name: 'sync-fanout',
  about:
    'Open live streams at one server process: its memory, and a packing bench whose every change must reach each of them, in order.',
  defaultN: 10_000,
  defaultSeconds: 20,
  run,
};

async function run({ options, note }: BenchContext): Promise<BenchFindings> {
  setUp('demo');
  const company = await openSyncCompany(options.seed, note);
  try {
    await company.placeOrders(100);
    const tokens = await manyStations(company.pool, Math.ceil(options.n / 2));
    const { processId, origin } = company.office;
    // Before anybody listens: a hundred leases at once are no part of what is measured.
    const packer = await getReady(company);
    const before = memoryOf(processId);
    const openedMs = performance.now();
    const streams = await openStreams(origin, tokens, options.n);
    const openSeconds = (performance.now() - openedMs) / 1000;
    const open = memoryOf(processId);
    note(`${streams.open()} open after ${openSeconds.toFixed(1)} s: ${open.nowMiB.toFixed(0)} MiB`);
    const sent = await pack(packer, options.seconds);
    await allTold(streams, sent);
    const told = tally(streams, sent, options.n);
    const after = memoryOf(processId);
    const connections = streams.open();
    streams.close();
    const latency = spread('delivery', told.latencyMs);
    return {
      data: `sample company; ${tokens.length} stations with two streams each, one bench packing as fast as it is answered`,
      n: options.n,
      figures: {
        connections,
        peakMiB: after.peakMiB,
        beforeMiB: before.nowMiB,
        kibPerConnection: ((open.nowMiB - before.nowMiB) * 1024) / options.n,
        connectionsPerSecond: options.n / openSeconds,
        changes: sent.length,
        changesPerSecond: sent.length / told.seconds,
        deliveries: told.deliveries,
        deliveriesPerSecond: told.deliveries / told.seconds,
        lost: told.lost,
        outOfOrder: streams.outOfOrder(),
        ...latency,
      },
      bars: {
        connections: atLeast(connections, options.n),
        peakMiB: atMost(after.peakMiB, mostMiB),
        lost: exactly(told.lost, 0),
        outOfOrder: exactly(streams.outOfOrder(), 0),
        changes: atLeast(sent.length, 1),
      },
    };
  } finally {
    await company.end();
  }
}

/** What a change's parcel got as its number, and when the op that made it was sent. */
type Sent = { parcelSeq: number; sentMs: number };

type Packer = { line: StationLine; ops: NumberedOps; held: readonly Parcel[] };

async function getReady(company: SyncCompany): Promise<Packer> {
  const station = await company.enrol('Packer');
  const line = stationLine(company.office.origin, station.token);
  await line.greet(0, 100);
  const held = await parcelsHeldBy(company.pool, station.stationId);
  return { line, ops: { station, lastSeq: 0 }, held };
}

async function pack({ line, ops, held }: Packer, seconds: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  const endMs = performance.now() + seconds * 1000;
  for (const parcel of held) {
    for (const op of opsOfParcel(ops, parcel)) {
      if (performance.now() > endMs) break;
      const sentMs = performance.now();
      const [result] = await line.deliver([op]);
      if (result) sent.push({ parcelSeq: result.parcelSeq, sentMs });
    }
  }
  line.close();
  return sent;
}

/** The numbers at which changes left the counter, and of each sent op the first that has it. */
function changeOf(streams: OpenStreams, parcelSeq: number): number | undefined {
  return [...streams.told().keys()].sort((a, b) => a - b).find((seq) => seq >= parcelSeq);
}

/** Until the last change has reached every stream, or nothing has come for a while. */
async function allTold(streams: OpenStreams, sent: readonly Sent[]): Promise<void> {
  const last = sent.at(-1)?.parcelSeq ?? 0;
  for (let quietMs = 0, seen = -1; quietMs < settleMs; quietMs += 100) {
    const times = streams.told().get(changeOf(streams, last) ?? -1) ?? new Float64Array();
    const told = times.filter((time) => !Number.isNaN(time)).length;
    if (times.length > 0 && told === times.length) return;
    if (told !== seen) quietMs = 0;
    seen = told;
    await wait(100);
  }
}

function tally(
  streams: OpenStreams,
  sent: readonly Sent[],
  count: number,
): { deliveries: number; lost: number; latencyMs: number[]; seconds: number } {
  let deliveries = 0;
  let lastMs = 0;
  const latencyMs: number[] = [];
  for (const { parcelSeq, sentMs } of sent) {
    for (const atMs of streams.told().get(changeOf(streams, parcelSeq) ?? -1) ?? []) {
      if (Number.isNaN(atMs)) continue;
      deliveries += 1;
      lastMs = Math.max(lastMs, atMs);
      latencyMs.push(atMs - sentMs);
    }
  }
  const seconds = (lastMs - (sent[0]?.sentMs ?? 0)) / 1000;
  return { deliveries, lost: sent.length * count - deliveries, latencyMs, seconds };
}
