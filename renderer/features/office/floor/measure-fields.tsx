// How large a bin is, in millimetres, and what it bears. Once one measure is said all three are needed.
import type { ReactNode } from 'react';
import { NumberField } from './number-field';

const measures = ['length', 'width', 'height'] as const;
type Field = (typeof measures)[number] | 'grams';

export function MeasureFields({
  values,
  isMeasured,
  set,
}: {
  values: Readonly<Record<Field, string>>;
  isMeasured: boolean;
  set: (field: Field) => (value: string) => void;
}): ReactNode {
  return (
    <>
      {measures.map((each) => (
        <NumberField
          key={each}
          label={`office.floor.${each}`}
          value={values[each]}
          min={1}
          max={20_000}
          isNeeded={isMeasured}
          onChange={set(each)}
        />
      ))}
      <NumberField
        label="office.floor.max-grams"
        value={values.grams}
        min={1}
        max={50_000_000}
        onChange={set('grams')}
      />
    </>
  );
}
