// What this station's people chose: language, theme, reading distance, sound. Kept on this computer only.
// A broken or missing record is the same as none: it never keeps the screens from opening.
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const locales = ['en', 'tr'] as const;
export type Locale = (typeof locales)[number];
export const themeChoices = ['system', 'light', 'dark', 'high-contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const preferencesSchema = z.object({
  /** Null follows the system. */
  locale: z.enum(locales).nullable().catch(null),
  theme: z.enum(themeChoices).catch('system'),
  /** Metres between eye and screen; multiplies every size. */
  reach: z.union([z.literal(1), z.literal(2)]).catch(1),
  /** 0 to 1. */
  volume: z.number().min(0).max(1).catch(0.7),
  muted: z.boolean().catch(false),
});
export type Preferences = z.output<typeof preferencesSchema>;
export type PreferencesStore = StoreApi<Preferences>;

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;
const record = 'waybill.preferences';

/** `shelf` is localStorage where there is one; a shelf that throws is left alone. */
export function openPreferences(shelf: Shelf | null): PreferencesStore {
  const store = createStore<Preferences>(() => readPreferences(shelf));
  store.subscribe((preferences) => {
    try {
      shelf?.setItem(record, JSON.stringify(preferences));
    } catch {
      // A full or forbidden store costs the choice at the next start, nothing now.
    }
  });
  return store;
}

function readPreferences(shelf: Shelf | null): Preferences {
  let found: unknown = {};
  try {
    found = JSON.parse(shelf?.getItem(record) ?? '{}');
  } catch {
    found = {};
  }
  return preferencesSchema.parse(typeof found === 'object' && found !== null ? found : {});
}
