// The pick list of a tour as a page.
import type { z } from 'zod';
import type { tourPaperQuerySchema } from '../../../shared/contract/papers';
import type { TourId } from '../../../shared/domain/ids';
import { paperOfTour } from '../../../shared/document/paper-of-tour';
import type { Queryable } from '../../db/pool';
import { readTour } from '../tours/read-floor';
import { page, placeOf, voices } from './order-paper';
import type { OrderPaper } from './order-paper';

export async function tourPaper(
  db: Queryable,
  tourId: TourId,
  { format, language }: z.output<typeof tourPaperQuerySchema>,
  at: string,
): Promise<OrderPaper | 'tour-unknown' | 'paper-without-sender'> {
  const found = await readTour(db, tourId);
  if (!found) return 'tour-unknown';
  const place = await placeOf(db, found.tour.warehouseId);
  if (!place) return 'paper-without-sender';
  const stops = found.stops.map(({ places: shares, ...stop }) => ({ ...stop, shares }));
  return page(paperOfTour(format, { tour: found.tour, stops, at, ...place }, voices[language]));
}
