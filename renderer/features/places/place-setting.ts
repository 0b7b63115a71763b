// How many parcels stand side by side at this bench: said by a digit, kept on this computer. Nobody else has to know.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { mostPlaces } from '../../../shared/domain/packing/open-places';
import type { Notes } from '../../data/store';

export type PlaceSetting = {
  store: StoreApi<{ count: number }>;
  /** By its digit; anything that is no number of places changes nothing. */
  chooseAt: (digit: number) => void;
};

const noteName = 'places';
const noteSchema = z.object({ count: z.int().min(1).max(mostPlaces) });

export async function openPlaceSetting(
  notes: Notes,
  report: (cause: unknown) => void,
): Promise<PlaceSetting> {
  const noted = noteSchema.safeParse(await notes.read(noteName));
  const store = createStore<{ count: number }>(() => ({ count: noted.success ? noted.data.count : 1 }));
  return {
    store,
    chooseAt: (digit) => {
      const wish = noteSchema.safeParse({ count: digit });
      if (!wish.success) return;
      store.setState(wish.data);
      notes.write(noteName, wish.data).catch(report);
    },
  };
}
