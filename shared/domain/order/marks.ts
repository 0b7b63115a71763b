// What may be asked of an order's tags and fields. They move no counter and no state: asked of a finished order too.
import { accept, type Decision, refuse } from '../decision';
import { type FieldChanges, type Fields, fieldsWith } from '../field/field';
import { mostTags, tagsWith } from '../tag/tag';
import type { Order, OrderCommand, OrderEvent } from './order';

type MarkCommand = Extract<OrderCommand, { type: 'TagOrder' | 'SetFields' }>;

export function decideMarks(order: Order, command: MarkCommand): Decision<OrderEvent> {
  const { by } = command;
  if (command.type === 'TagOrder') {
    const tags = order.tags ?? [];
    const add = command.add.filter((tag) => !tags.includes(tag) && !command.remove.includes(tag));
    const remove = command.remove.filter((tag) => tags.includes(tag));
    const after = tagsWith(tags, add, remove);
    if (after.length > mostTags && add.length > 0)
      return refuse('tags-too-many', { number: order.number, limit: mostTags });
    return accept(
      ...(add.length > 0 ? [{ type: 'OrderTagged', tags: tagsWith([], add), by } as const] : []),
      ...(remove.length > 0 ? [{ type: 'OrderUntagged', tags: tagsWith([], remove), by } as const] : []),
    );
  }
  const fields = changesOf(order.fields, command.fields);
  const lines: { lineNo: number; fields: FieldChanges }[] = [];
  for (const { lineNo, fields: wanted } of command.lines) {
    const line = order.lines.find((each) => each.lineNo === lineNo);
    if (!line) return refuse('line-unknown', { number: order.number, lineNo });
    const changed = changesOf(line.fields, wanted);
    if (Object.keys(changed).length > 0) lines.push({ lineNo, fields: changed });
  }
  if (Object.keys(fields).length === 0 && lines.length === 0) return accept();
  return accept({ type: 'FieldsChanged', fields, lines, by });
}

/** Only what differs: the same value again is no change. */
function changesOf(has: Fields | undefined, wanted: FieldChanges): FieldChanges {
  const before = fieldsWith(has, {});
  const after = fieldsWith(has, wanted);
  return Object.fromEntries(
    Object.keys(wanted)
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .sort()
      .map((key) => [key, after[key] ?? null]),
  );
}
