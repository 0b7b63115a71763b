// The way back in the chain of custody: what an event of a return says about who has its goods. Units in quarantine are at
// the returns desk until somebody decides about them; what leaves the house for good is with nobody of ours.
import type { Disposition } from '../returns/goods-return';

/** Steps of a return, in the order in which they come. */
export const backActs = [
  'asked-back',
  'sent-back',
  'came-back',
  'not-come',
  'parked',
  'put-back',
  'scrapped',
  'to-vendor',
  'sent-again',
  'kept',
] as const;
export type BackAct = (typeof backActs)[number];
type BackHolder = 'warehouse' | 'returns-desk' | 'carrier' | 'customer' | 'gone';
type BackStep = {
  act: BackAct;
  holder: BackHolder;
  /** Person id; null where the event names nobody. */
  by: string | null;
  where: string | null;
  units: number | null;
};

const afterDisposal: Readonly<Record<Disposition, readonly [BackAct, BackHolder]>> = {
  restock: ['put-back', 'warehouse'],
  refurbish: ['parked', 'returns-desk'],
  quarantine: ['parked', 'returns-desk'],
  scrap: ['scrapped', 'gone'],
  'to-vendor': ['to-vendor', 'gone'],
  'send-back': ['sent-again', 'carrier'],
  keep: ['kept', 'customer'],
};

/** Null for what moves no goods. */
export function backStepOf(type: string, body: Record<string, unknown>): BackStep | null {
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  switch (type) {
    case 'ReturnAdvised': {
      const { number, lines } = fieldsOf(body['advised']);
      return {
        act: 'asked-back',
        holder: 'customer',
        by: null,
        where: text(number),
        units: sum(lines, 'asked'),
      };
    }
    case 'ReturnSent':
      return { act: 'sent-back', holder: 'carrier', by: null, where: null, units: null };
    case 'UnitsReceived':
      return {
        act: 'came-back',
        holder: 'returns-desk',
        by: text(body['by']),
        where: text(body['warehouseId']),
        units: sum(body['units'], 'quantity'),
      };
    // Whoever took them in says that it was otherwise: those units are counted by no step before.
    case 'UnitsTakenBack':
      return {
        act: 'not-come',
        holder: 'returns-desk',
        by: text(body['by']),
        where: text(body['warehouseId']),
        units: sum(body['lines'], 'quantity'),
      };
    case 'UnitsDisposed': {
      const { disposition, quantity, by, locationId } = fieldsOf(body['disposal']);
      const known = afterDisposal[disposition as Disposition] as
        | (typeof afterDisposal)[Disposition]
        | undefined;
      if (!known) return null;
      const [act, holder] = known;
      return {
        act,
        holder,
        by: text(by),
        where: text(locationId),
        units: typeof quantity === 'number' ? quantity : null,
      };
    }
    default:
      return null;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function sum(rows: unknown, field: string): number | null {
  if (!Array.isArray(rows)) return null;
  return rows.reduce<number>((total, row) => {
    const count = fieldsOf(row)[field];
    return typeof count === 'number' ? total + count : total;
  }, 0);
}
