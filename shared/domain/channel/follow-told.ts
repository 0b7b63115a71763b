// What follows from a channel's picture of an order, given the picture that was followed last. The same set of pictures
// ends in the same order in whatever order, how often and how close together they come: the newer wins, and between two of
// one instant a rule that does not depend on which came first. What an order cannot follow is named, never dropped.
import type { Address } from '../customer/address';
import { type FieldChanges, type Fields, fieldsWith } from '../field/field';
import { tagKeyOf } from '../tag/tag';
import { liveUnits, type ToldLine, type ToldOrder, type ToldSource, toldStates } from './told-order';

export type ChannelMemory = {
  told: ToldOrder;
  source: ToldSource;
  /** Line numbers of the order by the channel's line ids; empty until it is placed. */
  lineNos: Readonly<Record<string, number>>;
  /** It became an order. */
  placed: boolean;
};

export const cannotCodes = [
  'line-added',
  'more-units',
  'line-changed',
  'price-changed',
  'cancel-too-late',
  'address-too-late',
  'cancel-taken-back',
] as const;
export type CannotCode = (typeof cannotCodes)[number];

export type OrderChange =
  | { kind: 'cancel'; lines: { lineId: string; sku: string; quantity: number }[] }
  | { kind: 'address'; shipTo: Address }
  /** The channel waits for the customer again, or does no longer. */
  | { kind: 'hold' }
  | { kind: 'release' }
  /** Tags and fields that it tells otherwise than before; what somebody put on here stays. */
  | {
      kind: 'marks';
      add: string[];
      remove: string[];
      fields: FieldChanges;
      lines: { lineId: string; fields: FieldChanges }[];
    }
  | { kind: 'cannot'; code: CannotCode; values: Record<string, string | number> };

export type Following =
  /** Known as it is. */
  | { as: 'repeated' }
  | { as: 'older' }
  /** A protocol in which the sender numbers its pictures told two of one number. */
  | { as: 'differs' }
  /** Nothing to send from here, yet or ever: remembered, so that an older picture changes nothing. */
  | { as: 'remember' }
  | { as: 'place'; changes: OrderChange[] }
  | { as: 'change'; changes: OrderChange[] };

export function followTold(memory: ChannelMemory | null, told: ToldOrder, source: ToldSource): Following {
  if (memory) {
    const order = compare(memory, told, source);
    if (order === 0) return { as: 'repeated' };
    if (source === 'api' && memory.source === 'api' && memory.told.changedAt === told.changedAt)
      return { as: 'differs' };
    if (order < 0) return { as: 'older' };
  }
  if (memory?.placed) return { as: 'change', changes: changesBetween(memory.told, told) };
  if (told.state === 'waiting' || told.state === 'done') return { as: 'remember' };
  // As it was ordered first and then what has changed since: told at once or bit by bit, it becomes the same order.
  const asOrdered = {
    ...told,
    state: 'open' as const,
    lines: told.lines.map((line) => ({ ...line, removed: 0 })),
  };
  return { as: 'place', changes: changesBetween(asOrdered, told) };
}

/** Above zero: `told` is newer than what is remembered; zero: the same. */
function compare(memory: ChannelMemory, told: ToldOrder, source: ToldSource): number {
  const known = memory.told;
  if (known.changedAt !== told.changedAt) return known.changedAt < told.changedAt ? 1 : -1;
  const [knownText, toldText] = [JSON.stringify(known), JSON.stringify(told)];
  if (knownText === toldText) return 0;
  // Clocks of shops tick in seconds: two pictures of one instant differ now and then. What head office asked for itself
  // is the truth; else what takes more back, so that nothing is sent that nobody wants.
  return (
    (source === 'pulled' ? 1 : 0) - (memory.source === 'pulled' ? 1 : 0) ||
    toldStates.indexOf(told.state) - toldStates.indexOf(known.state) ||
    live(known) - live(told) ||
    (toldText > knownText ? 1 : -1)
  );
}

function live(told: ToldOrder): number {
  return told.lines.reduce((sum, line) => sum + liveUnits(told, line), 0);
}

function changesBetween(before: ToldOrder, after: ToldOrder): OrderChange[] {
  const changes: OrderChange[] = [];
  const cannot = (code: CannotCode, values: Record<string, string | number> = {}): void =>
    void changes.push({ kind: 'cannot', code, values });
  if (before.state === 'cancelled' && after.state !== 'cancelled') {
    cannot('cancel-taken-back');
    return changes;
  }
  const afterById = new Map(after.lines.map((line) => [line.lineId, line]));
  const beforeIds = new Set(before.lines.map((line) => line.lineId));
  const cancelled: Extract<OrderChange, { kind: 'cancel' }>['lines'] = [];
  for (const line of before.lines) {
    const now = afterById.get(line.lineId);
    const units = now ? liveUnits(after, now) : 0;
    const less = liveUnits(before, line) - units;
    if (less > 0) cancelled.push({ lineId: line.lineId, sku: line.sku, quantity: less });
    if (less < 0) cannot('more-units', { sku: line.sku, quantity: -less });
    if (now) for (const code of lineDifferences(line, now)) cannot(code, { sku: line.sku });
  }
  for (const line of after.lines) {
    const quantity = liveUnits(after, line);
    if (!beforeIds.has(line.lineId) && quantity > 0) cannot('line-added', { sku: line.sku, quantity });
  }
  if (cancelled.length > 0) changes.unshift({ kind: 'cancel', lines: cancelled });
  const marks = marksBetween(before, after);
  if (marks) changes.push(marks);
  if (after.state === 'cancelled')
    return changes.filter((change) => change.kind === 'cancel' || change.kind === 'marks');
  if (JSON.stringify(before.shipTo) !== JSON.stringify(after.shipTo))
    changes.push({ kind: 'address', shipTo: after.shipTo });
  if (after.state === 'waiting' && before.state !== 'waiting') changes.push({ kind: 'hold' });
  if (before.state === 'waiting' && after.state !== 'waiting') changes.push({ kind: 'release' });
  return changes;
}

function marksBetween(before: ToldOrder, after: ToldOrder): Extract<OrderChange, { kind: 'marks' }> | null {
  const keysOf = (told: ToldOrder): string[] => (told.tags ?? []).flatMap((tag) => tagKeyOf(tag) ?? []);
  const [had, has] = [keysOf(before), keysOf(after)];
  const add = has.filter((tag) => !had.includes(tag));
  const remove = had.filter((tag) => !has.includes(tag));
  const fields = fieldsBetween(before.fields, after.fields);
  const lines = after.lines.flatMap((line) => {
    const was = before.lines.find(({ lineId }) => lineId === line.lineId);
    const changed = was ? fieldsBetween(was.fields, line.fields) : {};
    return Object.keys(changed).length > 0 ? [{ lineId: line.lineId, fields: changed }] : [];
  });
  const isSame = [add, remove, Object.keys(fields), lines].every((list) => list.length === 0);
  return isSame ? null : { kind: 'marks', add, remove, fields, lines };
}

function fieldsBetween(before: Fields | undefined, after: Fields | undefined): FieldChanges {
  const [was, is] = [fieldsWith(before, {}), fieldsWith(after, {})];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
      .map((key) => [key, is[key] ?? null]),
  );
}

function lineDifferences(before: ToldLine, after: ToldLine): CannotCode[] {
  if (before.sku !== after.sku) return ['line-changed'];
  return before.unitPriceMinor === after.unitPriceMinor ? [] : ['price-changed'];
}
