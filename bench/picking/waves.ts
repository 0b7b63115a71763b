// Reads instances of wave picking as published for SBPO 2025: "orders items aisles", a row of item and units for each order
// and each aisle, then the least and the most units of a wave. Values published for them lie beside the folders.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Units, WavePool } from '../../shared/domain/picking/plan-wave';

export type NamedWave = { name: string; pool: WavePool; best: number | null };

export function waveFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .filter((name) => !name.startsWith('best'))
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return waveFiles(path);
      return /^instance_\d+\.txt$/.test(name) ? [path] : [];
    });
}

/** @throws Error when the file is not of this format */
export function readWave(file: string): NamedWave {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [orders = 0, items = 0, aisles = 0] = rows[0] ?? [];
  const bounds = rows[1 + orders + aisles];
  if (!bounds || bounds.length !== 2) throw new Error(`${file} ends without the bounds of a wave`);
  const [least = 0, most = 0] = bounds;
  const pool = {
    items,
    orders: rows.slice(1, 1 + orders).map(unitsOf),
    aisles: rows.slice(1 + orders, 1 + orders + aisles).map(unitsOf),
    least,
    most,
  };
  return { name: `${basename(dirname(file))}/${basename(file)}`, pool, best: publishedBest(file) };
}

function unitsOf([count = 0, ...cells]: number[]): Units {
  return Array.from({ length: count }, (_, at) => [cells[2 * at] ?? 0, cells[2 * at + 1] ?? 0] as const);
}

function publishedBest(file: string): number | null {
  const folder = dirname(file);
  for (const place of [folder, dirname(folder)]) {
    const table = join(place, 'best_objectives.csv');
    if (!existsSync(table)) continue;
    for (const line of readFileSync(table, 'utf8').split('\n')) {
      const [set, name, value] = line.trim().split(',');
      if (set === basename(folder) && name === basename(file)) return Number(value);
    }
  }
  return null;
}
