// Pickers of the simulated company: head office makes tours of what waits, and a bench walks them by scans, with wrong
// totes, empty bins, skips and undos among them.
import { ownCode } from '../../shared/barcode/own-code';
import type { ParcelId, TourId } from '../../shared/domain/ids';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import type { Bench } from '../../shared/domain/packing/session';
import { toteOf, placeAt } from '../../shared/domain/tour/stops';
import { questionOf, type Walk } from '../../shared/domain/tour/walk';
import { walkedTour } from '../../renderer/features/picking/walked-tour';
import { loadJobs } from '../../server/services/tours/load-jobs';
import { planTours } from '../../server/services/tours/plan-tours';
import { endTour } from '../../server/services/tours/end-tour';
import { bins, leeds } from './company';
import type { SimulatedStation } from './station';
import type { World } from './world';

type Hands = { scan: (text: string, words: string) => void; command: (name: BenchCommand) => void };

const totes = 12;
const mostTogether = 3;

/** What waits is picked together, a few boxes a tour; now and then the office ends a tour instead. */
export async function releaseTours({ random, office, database, company, say }: World): Promise<void> {
  if (!office.isUp()) return;
  const head = office.now();
  const [by] = company.stations;
  if (random.chance(0.15) && by) {
    const { rows } = await database.pool.query<{ tour_id: string }>(
      `SELECT tour_id FROM tour WHERE state NOT IN ('dropped', 'cancelled') ORDER BY number`,
    );
    const ended = rows.length > 0 ? random.pick(rows) : null;
    if (!ended) return;
    const act = random.pick(['cancel', 'take-back'] as const);
    say(`the office ends a tour: ${act}`);
    await endTour(head, ended.tour_id as TourId, act, by.stationId);
    return;
  }
  const jobs = await loadJobs(head.pool, leeds, head.now().toISOString());
  const parcelIds = jobs.slice(0, 1 + random.below(mostTogether)).map(({ parcelId }) => parcelId as ParcelId);
  if (parcelIds.length === 0) return;
  say(`a tour of ${parcelIds.length} boxes is released`);
  await planTours(head, leeds, [
    {
      parcelIds,
      method: parcelIds.length === 1 ? 'single' : 'batch',
      zone: null,
      waveId: null,
      dueAt: null,
      after: null,
    },
  ]);
}

/** The next scan of whoever walks: mostly what the screen asks for. */
export function walkOn(
  { random, company }: World,
  { program, stationId }: SimulatedStation,
  bench: Bench,
  walk: Walk,
  { scan, command }: Hands,
): void {
  if (!program) return;
  const walked = walkedTour(bench, { tours: program.tours, book: program.book, stationId });
  if (!walked) return command(random.chance(0.6) ? 'cancel' : 'ok');
  if (random.chance(0.1))
    return command(
      random.pick(['undo', 'skip', 'tote-full', 'missing', 'damaged', 'cancel', 'give-back'] as const),
    );
  const scanTote = (tote: string): void => scan(ownCode('tote', tote), `tote ${tote}`);
  const anyTote = (): string => `T${1 + random.below(totes)}`;
  const question = questionOf(walk, walked.tour, walked.stops);
  switch (question.ask) {
    case 'tote':
      return scanTote(anyTote());
    case 'bin':
      return scan(ownCode('location', question.stop.locationId), `bin ${question.stop.locationId}`);
    case 'item':
      return scan(company.codeOf.get(question.stop.sku) ?? '', question.stop.sku);
    case 'into-tote': {
      const place = placeAt(walked.tour, random.pick(question.shares).position);
      return scanTote((random.chance(0.9) && place && toteOf(place)) || anyTote());
    }
    case 'what-now': {
      const bin = random.pick(bins);
      if (random.chance(0.4)) return scan(ownCode('location', bin), `bin ${bin}`);
      return command(random.pick(['ship-part', 'hold'] as const));
    }
    default:
      return command('finish');
  }
}
