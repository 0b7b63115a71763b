// Codes that wait for a verdict, or that have one: what they are said to be, by whom, and what speaks for and against it.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { symbologyName } from '../../../../shared/barcode/symbology';
import type { CodeRow, DecideCode } from '../../../../shared/contract/codes';
import office from '../office.module.css';
import styles from './codes.module.css';
import { ProductCell } from './product-cell';

type Decide = (request: DecideCode) => Promise<void>;
const headings = [
  'product',
  'code',
  'symbology',
  'check',
  'times',
  'counted',
  'who',
  'last',
  'units',
  'act',
] as const;
const empty = { open: 'office.codes.none', decided: 'office.codes.noneDecided' } as const;

export function CodeTable({
  id,
  rows,
  onDecide,
}: {
  id: keyof typeof empty;
  rows: readonly CodeRow[];
  onDecide: Decide;
}): ReactNode {
  const heading = `codes-${id}`;
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <h2 id={heading}>
        <FormattedMessage id={`office.codes.${id}`} />
      </h2>
      {rows.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id={empty[id]} />
        </p>
      ) : (
        <div className={office.scroll}>
          <table className={office.grid} aria-labelledby={heading}>
            <thead>
              <tr>
                {headings.map((each) => (
                  <th key={each} scope="col">
                    <FormattedMessage id={`office.codes.${each}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.code} ${row.sku}`} row={row} onDecide={onDecide} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ row, onDecide }: { row: CodeRow; onDecide: Decide }): ReactNode {
  const { code, sku, name, aim, raw, gtin, owner, times, counted, by, lastAt } = row;
  const said = name ?? sku;
  return (
    <tr>
      <th scope="row">
        <ProductCell sku={sku} name={said} />
      </th>
      <td className={styles.wrapped}>
        <code title={raw}>{code}</code>
        {owner ? (
          <strong className={styles.warning}>
            {' '}
            <FormattedMessage id="office.codes.owner" values={owner} />
          </strong>
        ) : null}
      </td>
      <td>{symbologyName(aim) ?? aim ?? <FormattedMessage id="office.codes.symbology-unknown" />}</td>
      <td>
        <FormattedMessage id={`office.codes.gtin.${gtin}`} />
      </td>
      <td className={office.numeric}>
        <FormattedNumber value={times} />
      </td>
      <td className={office.numeric}>
        <FormattedNumber value={counted} />
      </td>
      <td className={styles.wrapped}>
        {by
          .map(({ person, station, warehouse }) => `${person ?? '–'}, ${station ?? '–'}, ${warehouse}`)
          .join('; ')}
      </td>
      <td>
        <FormattedDate value={lastAt} dateStyle="medium" timeStyle="short" />
      </td>
      <Acts row={row} said={said} onDecide={onDecide} />
    </tr>
  );
}

function Acts({ row, said, onDecide }: { row: CodeRow; said: string; onDecide: Decide }): ReactNode {
  const intl = useIntl();
  const [units, setUnits] = useState(row.units);
  const [isBusy, setBusy] = useState(false);
  const { code, sku, state } = row;
  const of = (id: string): string => intl.formatMessage({ id: `office.codes.${id}` }, { code, name: said });
  const act = (request: DecideCode): void => {
    setBusy(true);
    void onDecide(request).finally(() => setBusy(false));
  };
  if (state !== 'open')
    return (
      <>
        <td className={office.numeric}>
          <FormattedNumber value={row.units} />
        </td>
        <td>
          <FormattedMessage id={`office.codes.state.${state}`} />{' '}
          <button
            type="button"
            disabled={isBusy}
            aria-label={of('undo-of')}
            onClick={() => act({ act: 'reopen', code, sku })}
          >
            <FormattedMessage id="office.codes.undo" />
          </button>
        </td>
      </>
    );
  return (
    <>
      <td>
        <input
          type="number"
          min={1}
          max={10_000}
          aria-label={of('units-of')}
          value={units}
          onChange={(event) =>
            setUnits(Math.max(1, Math.min(10_000, Math.trunc(Number(event.target.value)) || 1)))
          }
        />
      </td>
      <td>
        <span className={styles.acts}>
          <button
            type="button"
            data-main
            disabled={isBusy || row.owner !== null || row.name === null}
            aria-label={of('approve-of')}
            onClick={() => act({ act: 'approve', code, sku, units })}
          >
            <FormattedMessage id="office.codes.approve" />
          </button>
          <button
            type="button"
            disabled={isBusy}
            aria-label={of('reject-of')}
            onClick={() => act({ act: 'reject', code, sku })}
          >
            <FormattedMessage id="office.codes.reject" />
          </button>
        </span>
      </td>
    </>
  );
}
