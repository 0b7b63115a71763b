// Bins: what they are for, what goes into them, what lies in them, and how full the face of a product is kept.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { Bins } from '../../../../shared/contract/shelves';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { WarehouseChoice } from '../list/warehouse-choice';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';
import own from './bins.module.css';
import { DescribeForm } from './describe-form';
import { FaceForm } from './face-form';

export type BinsApi = Pick<OfficeApi, 'floors' | 'bins' | 'describeBins' | 'saveFace'>;

const askEveryMs = 5_000;
const columns = ['bin', 'kind', 'size', 'weight', 'holds', 'faces'];

export function BinsPage({ api }: { api: BinsApi }): ReactNode {
  const intl = useIntl();
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const warehouseId = chosen || (warehouses[0]?.warehouseId ?? '');
  const load = useCallback(
    (): Promise<Answer<Bins>> =>
      warehouseId === ''
        ? Promise.resolve({ ok: true, value: { bins: [] } })
        : api.bins(warehouseId, text.trim()),
    [api, warehouseId, text],
  );
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [described, setDescribed] = useState<number | null>(null);
  const told = (run: Promise<Answer<unknown>>): void =>
    void run.then((got) => {
      setFailure(got.ok ? null : got.failure);
      askAgain();
    });
  return (
    <div className={`${styles.bench} ${own.page}`}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.bins.title" />
        </h1>
        <WarehouseChoice
          text="office.stock.warehouse"
          warehouses={warehouses}
          value={warehouseId}
          onChange={setChosen}
        />
        <input
          type="search"
          aria-label={intl.formatMessage({ id: 'office.bins.begins' })}
          placeholder={intl.formatMessage({ id: 'office.bins.begins' })}
          value={text}
          maxLength={64}
          onChange={({ target }) => setText(target.value)}
        />
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
        {described === null ? null : (
          <output>
            <FormattedMessage id="office.bins.described" values={{ bins: described }} />
          </output>
        )}
      </div>
      <div className={styles.parts}>
        <DescribeForm
          isOff={warehouseId === ''}
          onSay={(said) =>
            void api.describeBins(warehouseId, said).then((got) => {
              setFailure(got.ok ? null : got.failure);
              setDescribed(got.ok ? got.value.bins : null);
              askAgain();
            })
          }
        />
        <FaceForm isOff={warehouseId === ''} onSay={(face) => told(api.saveFace(warehouseId, face))} />
        <section className={styles.part} data-wide="true" aria-labelledby="bins-list">
          <h2 id="bins-list">
            <FormattedMessage id="office.bins.list" values={{ bins: last?.bins.length ?? 0 }} />
          </h2>
          {last?.bins.length === 0 ? (
            <p>
              <FormattedMessage id="office.bins.none" />
            </p>
          ) : (
            <table className={styles.figures}>
              <thead>
                <tr>
                  {columns.map((name) => (
                    <th key={name} scope="col">
                      <FormattedMessage id={`office.bins.column.${name}`} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {(last?.bins ?? []).map(({ locationId, shelf }) => (
                  <tr key={locationId}>
                    <th scope="row">{locationId}</th>
                    <td>{shelf ? <FormattedMessage id={`office.bins.kind.${shelf.kind}`} /> : '–'}</td>
                    <td>
                      {shelf?.size
                        ? `${shelf.size.lengthMm} × ${shelf.size.widthMm} × ${shelf.size.heightMm}`
                        : '–'}
                    </td>
                    <td>{shelf?.maxGrams ? <FormattedNumber value={shelf.maxGrams / 1000} /> : '–'}</td>
                    <td>{shelf?.holds.map(({ sku, units }) => `${units} × ${sku}`).join(', ') || '–'}</td>
                    <td>
                      {shelf?.faces.map(({ sku, min, max }) => `${sku} ${min}–${max}`).join(', ') || '–'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
    </div>
  );
}
