// What packers see of custom fields in a parcel: put there when it is planned, and anew when the office changes a field. It
// moves no counter and no state; a parcel that has ended is not told any more.
import { accept, type Decision } from '../decision';
import type { Parcel, ParcelCommand, ParcelEvent, ShownField } from './parcel';

type Shown = Pick<Extract<ParcelCommand, { type: 'ShowFields' }>, 'fields' | 'lines'>;

export function showFields(parcel: Parcel, { fields, lines }: Shown): Decision<ParcelEvent> {
  if (parcel.state === 'handed-over' || parcel.state === 'cancelled') return accept();
  const own = lines.filter(({ lineNo }) => parcel.lines.some((line) => line.lineNo === lineNo));
  const before = [parcel.shown ?? [], own.map(({ lineNo }) => lineOf(parcel, lineNo)?.shown ?? [])];
  if (JSON.stringify(before) === JSON.stringify([fields, own.map((line) => line.fields)])) return accept();
  return accept({ type: 'FieldsShown', parcelId: parcel.parcelId, fields, lines: own });
}

export function withShown(parcel: Parcel, { fields, lines }: Shown): Parcel {
  return {
    ...withOut(parcel, fields),
    lines: parcel.lines.map((line) => {
      const told = lines.find(({ lineNo }) => lineNo === line.lineNo);
      return told ? withOut(line, told.fields) : line;
    }),
  };
}

/** Nothing to see is no field at all, as in parcels that never had one. */
function withOut<T extends { shown?: ShownField[] | undefined }>(of: T, fields: ShownField[]): T {
  const { shown: _, ...rest } = of;
  return (fields.length > 0 ? { ...rest, shown: fields } : rest) as unknown as T;
}

function lineOf(parcel: Parcel, lineNo: number): Parcel['lines'][number] | undefined {
  return parcel.lines.find((line) => line.lineNo === lineNo);
}
