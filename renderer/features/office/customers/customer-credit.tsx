// The credit that payments know of a customer.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { Price } from '../list/price';
import office from '../office.module.css';

export function CustomerCredit({ page }: { page: CustomerPage }): ReactNode {
  if (page.credit.length === 0) return null;
  return (
    <section aria-labelledby="credit">
      <h2 id="credit">
        <FormattedMessage id="office.customers.credit" />
      </h2>
      <div className={office.scroll}>
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
                    {customerId} {isOpen ? null : <FormattedMessage id="office.customers.credit.closed" />}
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
