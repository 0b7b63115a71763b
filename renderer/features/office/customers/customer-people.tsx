// Who looks like this customer and why, both side by side before they are shown as one, and merges that can be undone.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { MergePreview } from '../../../../shared/contract/customers';
import { Failure } from '../list/failure';
import { Price } from '../list/price';
import office from '../office.module.css';
import type { OfficeFailure } from '../office-api';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

export function CustomerPeople(props: PanelProps): ReactNode {
  const { page, api, run, ask, open } = props;
  const intl = useIntl();
  const [compared, setCompared] = useState<string | null>(null);
  if (page.alike.length === 0 && page.merges.length === 0) return null;
  return (
    <section aria-labelledby="people-alike">
      <h2 id="people-alike">
        <FormattedMessage id="office.customers.alike" />
      </h2>
      <ul className={styles.list}>
        {page.alike.map((each) => (
          <li key={each.customerId}>
            <button type="button" className={styles.link} onClick={() => open('customers', each.customerId)}>
              {each.name}
            </button>{' '}
            {each.mail} <FormattedMessage id="office.customers.orders-of" values={{ orders: each.orders }} />{' '}
            <em>
              {each.reasons
                .map((reason) => intl.formatMessage({ id: `office.customers.reason.${reason}` }))
                .join(', ')}
            </em>{' '}
            <button
              type="button"
              aria-expanded={compared === each.customerId}
              onClick={() => setCompared(compared === each.customerId ? null : each.customerId)}
            >
              <FormattedMessage id="office.customers.compare" />
            </button>{' '}
            <button type="button" onClick={() => void run(api.notSame(page.customerId, each.customerId))}>
              <FormattedMessage id="office.customers.not-same" />
            </button>
            {compared === each.customerId ? <Compared {...props} fromId={each.customerId} /> : null}
          </li>
        ))}
        {page.merges.map((merge) => (
          <li key={merge.mergeId}>
            <FormattedMessage
              id="office.customers.merged"
              values={{
                name: merge.name,
                by: merge.by,
                at: <FormattedDate value={merge.at} dateStyle="medium" timeStyle="short" />,
              }}
            />{' '}
            <button
              type="button"
              onClick={() => ask('office.customers.unmerge', (by) => api.undoMerge(merge.mergeId, by))}
            >
              <FormattedMessage id="office.customers.unmerge" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Compared({ api, page, ask, fromId }: PanelProps & { fromId: string }): ReactNode {
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void api.mergePreview(page.customerId, fromId).then((got) => {
      if (!isCurrent) return;
      setFailure(got.ok ? null : got.failure);
      setPreview(got.ok ? got.value : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [api, page.customerId, fromId]);
  if (failure) return <Failure failure={failure} />;
  if (!preview) return null;
  const { into, from, currency, warnings } = preview;
  const both = [into, from];
  const rows: [string, (each: MergePreview['into']) => ReactNode, ReactNode][] = [
    ['name', (each) => each.name, into.name],
    [
      'orders',
      (each) => <FormattedNumber value={each.orders} />,
      <FormattedNumber key="sum" value={into.orders + from.orders} />,
    ],
    [
      'money',
      (each) => <Price amountMinor={each.moneyMinor} currency={currency} />,
      <Price key="sum" amountMinor={into.moneyMinor + from.moneyMinor} currency={currency} />,
    ],
    [
      'contacts',
      (each) => each.contacts.join(', '),
      [...new Set(both.flatMap(({ contacts }) => contacts))].join(', '),
    ],
  ];
  return (
    <div className={styles.form}>
      <table className={office.grid}>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="office.customers.measure" />
            </th>
            {['this', 'other', 'together'].map((each) => (
              <th key={each} scope="col">
                <FormattedMessage id={`office.customers.compared.${each}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, cell, together]) => (
            <tr key={name}>
              <th scope="row">
                <FormattedMessage id={`office.customers.${name}`} />
              </th>
              <td>{cell(into)}</td>
              <td>{cell(from)}</td>
              <td>{together}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {warnings.map((warning) => (
        <p key={warning} role="alert" className={styles.warning}>
          <FormattedMessage id={`office.customers.warning.${warning}`} />
        </p>
      ))}
      <p>
        <button
          type="button"
          onClick={() =>
            ask('office.customers.merge', (by) => api.mergeCustomers(page.customerId, fromId, by))
          }
        >
          <FormattedMessage id="office.customers.merge" />
        </button>{' '}
        <FormattedMessage id="office.customers.merge-hint" />
      </p>
    </div>
  );
}
