// The events a number is the sum of, newest first, each with its order one key away.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { usePagedList } from '../list/use-paged-list';
import type { OfficePageProps } from '../office-place';
import type { FiguresApi, Look } from './figures-page';
import styles from './figures.module.css';
import { sumInWords } from './measure-value';
import type { Asked } from './panel';
import { partName } from './part-name';

export function BehindPart({
  api,
  asked,
  look,
  currency,
  onClose,
  open,
}: {
  api: FiguresApi;
  asked: Asked;
  look: Look;
  currency: string | null;
  onClose: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const { measure, dimension, part } = asked;
  const filter =
    dimension === null || dimension === 'time' || dimension === 'key'
      ? look.filter
      : { ...look.filter, [dimension]: part };
  const key = dimension === 'key' ? part : undefined;
  const list = usePagedList(api.eventsBehind, { ...asked.span, ...filter, measure, key });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={intl.formatMessage(
        { id: 'office.figures.behind-of' },
        { measure: intl.formatMessage({ id: `office.figures.measure.${measure}` }) },
      )}
    >
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      {!list.loading && list.rows.length === 0 && !list.hasMore && !list.failure ? (
        <p>
          <FormattedMessage id="office.figures.behind-none" />
        </p>
      ) : null}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <tbody>
            {list.rows.map((row, at) => (
              <tr key={`${row.at} ${row.type} ${at}`}>
                <th scope="row">
                  <FormattedDate value={row.at} dateStyle="short" timeStyle="short" />
                </th>
                <td>
                  <FormattedMessage id={`event.${row.type}`} />
                </td>
                <td>{row.key === '' ? row.warehouse : partName(intl, measure, 'key', row.key)}</td>
                <td>{sumInWords(intl, measure, row, currency)}</td>
                <td>
                  {row.orderId === null ? null : (
                    <button type="button" onClick={() => open('orders', row.orderId)}>
                      {row.number ?? <FormattedMessage id="office.figures.order" />}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.loading ? (
        <output>
          <FormattedMessage id="office.figures.looking" />
        </output>
      ) : null}
      {list.hasMore && !list.loading ? (
        <button type="button" onClick={list.more}>
          <FormattedMessage id="office.figures.more" />
        </button>
      ) : null}
    </Dialog>
  );
}
