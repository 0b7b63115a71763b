// Custom fields that packers see, as a parcel carries them to the bench: words of both languages, so that a bench needs no
// definitions. Never one that nobody has marked as shown.
import type { ShownField } from '../parcel/parcel';
import { showField } from './field-text';
import type { FieldDefinition, Fields } from './field';

/** @param definitions of one kind of thing, those of the order's channel */
export function shownFields(
  definitions: readonly FieldDefinition[],
  fields: Fields | undefined,
): ShownField[] {
  if (!fields) return [];
  return definitions.flatMap((definition): ShownField[] => {
    const { key, names, shownToPacker } = definition;
    const value = fields[key];
    if (!shownToPacker || value === undefined || value === '') return [];
    return [
      {
        key,
        names,
        en: showField(definition, value, 'en').slice(0, 1000),
        tr: showField(definition, value, 'tr').slice(0, 1000),
      },
    ];
  });
}
