// An amount of money as the reader's language writes it; a dash for none.
import type { ReactNode } from 'react';
import { FormattedNumber } from 'react-intl';
import { minorDigitsOf } from '../../../../shared/money/money';

export function Price({
  amountMinor,
  currency,
}: {
  amountMinor: number | null;
  currency: string | null;
}): ReactNode {
  if (amountMinor === null || currency === null) return '–';
  return (
    <FormattedNumber
      value={amountMinor / 10 ** minorDigitsOf(currency)}
      style="currency"
      currency={currency}
    />
  );
}
