import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

/** A whole number as it is typed; '' is none. */
export function NumberField({
  label,
  value,
  min = 0,
  max,
  isNeeded = false,
  onChange,
}: {
  /** Key of its words. */
  label: string;
  value: string;
  min?: number;
  max: number;
  isNeeded?: boolean;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <label>
      <FormattedMessage id={label} />
      <input
        type="number"
        step={1}
        min={min}
        max={max}
        required={isNeeded}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

export function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Math.round(Number(text));
}
