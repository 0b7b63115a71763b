// The events a number is the sum of, newest first, each with its order one key away.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Behind } from '../../../../shared/contract/figures';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
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
  const [rows, setRows] = useState<Behind['rows']>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isAsking, setAsking] = useState(true);
  const filter =
    dimension === null || dimension === 'time' || dimension === 'key'
      ? look.filter
      : { ...look.filter, [dimension]: part };
  const key = dimension === 'key' ? part : undefined;
  const ask = async (from?: string): Promise<void> => {
    setAsking(true);
    const got = await api.eventsBehind(asked.span, filter, measure, key, from);
    setAsking(false);
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setRows((known) => (from === undefined ? got.value.rows : [...known, ...got.value.rows]));
    setCursor(got.value.cursor);
  };
  useEffect(() => {
    void ask();
    // Mounted anew for every number.
  }, []);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={intl.formatMessage(
        { id: 'office.figures.behind-of' },
        { measure: intl.formatMessage({ id: `office.figures.measure.${measure}` }) },
      )}
    >
      {failure ? <Failure failure={failure} onRetry={() => void ask()} /> : null}
      {!isAsking && rows.length === 0 && cursor === null && !failure ? (
        <p>
          <FormattedMessage id="office.figures.behind-none" />
        </p>
      ) : null}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <tbody>
            {rows.map((row, at) => (
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
      {isAsking ? (
        <output>
          <FormattedMessage id="office.figures.looking" />
        </output>
      ) : null}
      {cursor !== null && !isAsking ? (
        <button type="button" onClick={() => void ask(cursor)}>
          <FormattedMessage id="office.figures.more" />
        </button>
      ) : null}
    </Dialog>
  );
}
