// What the rows of a list tell, out of the schema its route answers with: the fields a file may have, in order, with those
// that only name a thing to programs at the end.
import { z } from 'zod';

/** `holder.name`: a field of a field. */
export type ListField = { path: readonly string[]; name: string };

const onlyForPrograms = /^(seq|fence|stationSeq|v|contentHash)$/;
const namesARecord =
  /^(order|parcel|mail|case|task|quarantine|import|run|station|delivery|record|payment|refund|return|shipment|manifest|filter|event|op|invoice|quote|person|wave|cart|template|alert)Id$/;

/** Null: what the route answers is no list. */
export function fieldsOfList(answer: unknown): ListField[] | null {
  if (!(answer instanceof z.ZodObject)) return null;
  const rows = unwrapped(answer.shape['rows']);
  if (!(rows instanceof z.ZodArray)) return null;
  const row = unwrapped(rows.element);
  if (!(row instanceof z.ZodObject)) return null;
  const fields = fieldsOf(row, []);
  const isForPeople = ({ name }: ListField): boolean => !namesARecord.test(name);
  return [...fields.filter(isForPeople), ...fields.filter((field) => !isForPeople(field))];
}

function fieldsOf(object: z.ZodObject, path: readonly string[]): ListField[] {
  return Object.entries(object.shape).flatMap(([name, schema]): ListField[] => {
    if (onlyForPrograms.test(name)) return [];
    const inner = unwrapped(schema);
    const here = [...path, name];
    return inner instanceof z.ZodObject && path.length === 0 ? fieldsOf(inner, here) : [{ path: here, name }];
  });
}

function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodReadonly
  )
    inner = inner.unwrap();
  return inner;
}

/** The field a column of a screen shows: its own name, or the one whose name begins with it. */
export function fieldOfColumn(fields: readonly ListField[], column: string): ListField | null {
  const whole = fields.find(({ path }) => path.join('.') === column);
  if (whole) return whole;
  const begun = fields.filter(
    ({ name }) => name.startsWith(column) && /^([A-Z]|s$|$)/.test(name.slice(column.length)),
  );
  return begun[0] ?? null;
}
