// The credit that payments know of, under the numbers orders name the customer by.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { Price } from '../list/price';
import office from '../office.module.css';
import type { OfficePageProps } from '../office-place';

export function CustomerCredit({
  page,
  open,
}: {
  page: CustomerPage;
  open: OfficePageProps['open'];
}): ReactNode {
  const known = new Set(page.credit.map(({ customerId }) => customerId));
  // Credit is granted to the numbers that orders name the customer by.
  const numbers = page.contacts.flatMap(({ kind, shown }) => (kind === 'channel' ? [shown] : []));
  const others = [...new Set(numbers)].filter((number) => !known.has(number));
  if (known.size === 0 && others.length === 0) return null;
  return (
    <section aria-labelledby="credit">
      <h2 id="credit">
        <FormattedMessage id="office.customers.credit" />
      </h2>
      <p>
        {known.size === 0 ? <FormattedMessage id="office.customers.credit.none" /> : null}{' '}
        {others.map((number) => (
          <button key={number} type="button" onClick={() => open('accounts', number)}>
            <FormattedMessage id="office.customers.credit.grant" values={{ account: number }} />
          </button>
        ))}
      </p>
      <div className={office.scroll} hidden={known.size === 0}>
        <table className={office.grid}>
          <thead>
            <tr>
              {['account', 'limit', 'used', 'left', 'overdue', 'terms'].map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.customers.credit.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.credit.map(
              ({ customerId, currency, limitMinor, usedMinor, overdueMinor, termsDays, isOpen }) => (
                <tr key={customerId}>
                  <td>
                    {customerId} {isOpen ? null : <FormattedMessage id="office.customers.credit.closed" />}{' '}
                    <button type="button" onClick={() => open('accounts', customerId)}>
                      <FormattedMessage id="office.customers.credit.change" />
                    </button>
                  </td>
                  <td className={office.numeric}>
                    <Price amountMinor={limitMinor} currency={currency} />
                  </td>
                  <td className={office.numeric}>
                    <Price amountMinor={usedMinor} currency={currency} />
                  </td>
                  <td className={office.numeric}>
                    <Price amountMinor={limitMinor - usedMinor} currency={currency} />
                  </td>
                  <td className={office.numeric}>
                    <Price amountMinor={overdueMinor} currency={currency} />
                  </td>
                  <td className={office.numeric}>
                    <FormattedNumber value={termsDays} style="unit" unit="day" unitDisplay="long" />
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
