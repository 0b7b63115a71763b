// Reads box types and orders of measured pieces, as BoxPacker's tests keep them: boxes.csv and items.csv, millimetres, grams.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoxType, Piece } from '../../shared/domain/boxing/goods';

export type MeasuredOrders = { types: BoxType[]; orders: Piece[][] };

/** null when the folder holds no such files */
export function readMeasuredOrders(folder: string): MeasuredOrders | null {
  const [boxes, items] = [join(folder, 'boxes.csv'), join(folder, 'items.csv')];
  if (!existsSync(boxes) || !existsSync(items)) return null;
  const types = rowsOf(boxes).map(([boxId = '', ...cells]): BoxType => {
    const [ow = 0, ol = 0, od = 0, grams = 0, iw = 0, il = 0, id = 0, maxGrams = 0] = cells.map(Number);
    return {
      boxId,
      outer: { length: ol, width: ow, height: od },
      inner: { length: il, width: iw, height: id },
      grams,
      maxGrams,
    };
  });
  const orders = new Map<string, Piece[]>();
  for (const [orderId = '', quantity, , ...cells] of rowsOf(items)) {
    const [width = 0, length = 0, height = 0, grams = 0] = cells.map(Number);
    const pieces = orders.get(orderId) ?? [];
    for (let unit = 0; unit < Number(quantity); unit += 1) pieces.push({ length, width, height, grams });
    orders.set(orderId, pieces);
  }
  return { types, orders: [...orders.values()] };
}

function rowsOf(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}
