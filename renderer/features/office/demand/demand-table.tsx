// Pieces of the tables of a product's demand.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';

/** @param of text keys behind `office.demand.` */
export function Head({ of }: { of: readonly string[] }): ReactNode {
  return (
    <thead>
      <tr>
        {of.map((name) => (
          <th key={name} scope="col">
            <FormattedMessage id={`office.demand.${name}`} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function Week({ week }: { week: string }): ReactNode {
  return <FormattedDate value={week} dateStyle="medium" timeZone="UTC" />;
}

export function Units({ value }: { value: number }): ReactNode {
  return <FormattedNumber value={value} maximumFractionDigits={1} />;
}
