// Where the window was: remembered, and forgotten when that screen is no longer there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../services/station-settings';

const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400),
  height: z.int().min(300),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;
type Area = { x: number; y: number; width: number; height: number };

const minimumOverlap = 100;

/** Is enough of the window on some screen to be found and dragged? */
export function isVisible(place: Area, screens: readonly Area[]): boolean {
  return screens.some((screen) => {
    const wide = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
    const high = Math.min(place.y + place.height, screen.y + screen.height) - Math.max(place.y, screen.y);
    return wide >= minimumOverlap && high >= minimumOverlap;
  });
}

const fileIn = (folder: string): string => join(folder, 'window.json');

/** The remembered place, or null. A broken file is the same as none: it costs nobody anything. */
export function readPlace(folder: string, screens: readonly Area[]): WindowPlace | null {
  try {
    const place = placeSchema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    return isVisible(place, screens) ? place : null;
  } catch {
    return null;
  }
}

export async function writePlace(folder: string, place: WindowPlace): Promise<void> {
  await writeWhole(fileIn(folder), JSON.stringify(place), 0o644);
}
