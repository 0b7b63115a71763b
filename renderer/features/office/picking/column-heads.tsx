import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

/** The head of a table of the floor: a column a name, in words. */
export function ColumnHeads({ names }: { names: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            <FormattedMessage id={`office.picking.column.${name}`} />
          </th>
        ))}
      </tr>
    </thead>
  );
}
