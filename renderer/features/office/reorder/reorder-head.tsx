import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

/** Headings of a table of proposals. */
export function ReorderHead({ of }: { of: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {of.map((name) => (
          <th key={name} scope="col">
            <FormattedMessage id={`office.reorder.column.${name}`} />
          </th>
        ))}
      </tr>
    </thead>
  );
}
