// Everything that happened with a customer as one list, newest first, or one kind of it.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { activityKinds, type activityResponseSchema } from '../../../../shared/contract/customers';
import type { z } from 'zod';
import { Failure } from '../list/failure';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from './customers.module.css';

type Row = z.infer<typeof activityResponseSchema>['rows'][number];

const words: Partial<Record<Row['kind'], string>> = {
  mail: 'mail.kind',
  note: 'office.customers.act',
  file: 'office.customers.act',
};

export function CustomerActivity({
  api,
  customerId,
  open,
}: {
  api: OfficeApi;
  customerId: string;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const [kind, setKind] = useState('');
  const [rows, setRows] = useState<Row[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void api.customerActivity(customerId, { kind }).then((got) => {
      if (!isCurrent) return;
      setFailure(got.ok ? null : got.failure);
      if (!got.ok) return;
      setRows(got.value.rows);
      setCursor(got.value.cursor);
    });
    return () => {
      isCurrent = false;
    };
  }, [api, customerId, kind]);
  const more = async (after: string): Promise<void> => {
    const got = await api.customerActivity(customerId, { kind, cursor: after });
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setRows([...rows, ...got.value.rows]);
    setCursor(got.value.cursor);
  };
  return (
    <section aria-labelledby="activity">
      <h2 id="activity">
        <FormattedMessage id="office.customers.activity" />
      </h2>
      <p className={styles.acts}>
        <label>
          <FormattedMessage id="office.customers.activity-kind" />{' '}
          <select value={kind} onChange={({ target }) => setKind(target.value)}>
            <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
            {activityKinds.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.customers.kind.${each}` })}
              </option>
            ))}
          </select>
        </label>
      </p>
      {failure ? <Failure failure={failure} /> : null}
      <ol className={office.timeline}>
        {rows.map(({ id, at, kind: of, type, number, orderId, by, text }) => (
          <li key={id}>
            <time dateTime={at}>
              <FormattedDate value={at} dateStyle="short" timeStyle="short" />
            </time>{' '}
            <strong>
              <FormattedMessage id={`${words[of] ?? 'event'}.${type}`} />
            </strong>{' '}
            {number !== null && orderId !== null ? (
              <button type="button" className={styles.link} onClick={() => open('orders', orderId)}>
                {number}
              </button>
            ) : null}{' '}
            {[text, by].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ol>
      {cursor === null ? null : (
        <button type="button" onClick={() => void more(cursor)}>
          <FormattedMessage id="office.customers.more" />
        </button>
      )}
    </section>
  );
}
