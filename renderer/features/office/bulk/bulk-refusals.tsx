// Why orders are refused: each reason with how many, then every order with its own, page by page.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { BulkItem, BulkRun } from '../../../../shared/contract/bulk';
import { Button } from '../../../ui/button';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi, Query } from '../office-api';
import styles from '../orders/orders.module.css';

type Api = Pick<OfficeApi, 'bulkItems'>;

export function BulkRefusals({ api, run }: { api: Api; run: BulkRun }): ReactNode {
  const intl = useIntl();
  const [showsEach, setShowsEach] = useState(false);
  return (
    <>
      <ul className={styles.reasons}>
        {run.reasons.map(({ code, values, orders }) => (
          <li key={code}>
            {intl.formatNumber(orders)} ×{' '}
            {refusalWords(intl, code, orders === 1 ? values : { ...values, number: '…' })}
          </li>
        ))}
      </ul>
      {showsEach ? (
        <EachRefusal api={api} runId={run.runId} />
      ) : (
        <Button onPress={() => setShowsEach(true)}>
          <FormattedMessage id="office.bulk.each" values={{ count: run.refused }} />
        </Button>
      )}
    </>
  );
}

function EachRefusal({ api, runId }: { api: Api; runId: string }): ReactNode {
  const intl = useIntl();
  const load = useCallback((query: Query) => api.bulkItems(runId, query), [api, runId]);
  const list = usePagedList<BulkItem>(load, { state: 'refused' });
  return (
    <>
      <ol className={styles.reasons}>
        {list.rows.map((item) => (
          <li key={item.orderId}>
            <bdi>{item.number}</bdi>: {refusalWords(intl, item.code ?? '', item.values)}
          </li>
        ))}
      </ol>
      {list.hasMore ? (
        <Button onPress={list.more}>
          <FormattedMessage id="office.list.more" />
        </Button>
      ) : null}
    </>
  );
}

function refusalWords(intl: IntlShape, code: string, values: BulkItem['values']): string {
  const keys = [`refusal.${code}.title`, `error.${code}`];
  const key = keys.find((each) => intl.messages[each] !== undefined);
  return key === undefined ? code : intl.formatMessage({ id: key }, values);
}
