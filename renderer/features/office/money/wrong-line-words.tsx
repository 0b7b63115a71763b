// Which line of a text cannot be read, and how it is written.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { WrongLine } from './price-text';

export function WrongLineWords({ wrong }: { wrong: WrongLine }): ReactNode {
  return (
    <p role="alert">
      <FormattedMessage id="office.prices.wrong-line" values={{ line: wrong.line, text: wrong.text }} />{' '}
      <FormattedMessage id={`office.prices.wrong.${wrong.part}`} />
    </p>
  );
}
