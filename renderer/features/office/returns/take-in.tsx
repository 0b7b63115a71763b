// What was sent, what is left of it, and what was counted out of the box just now.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ReturnDeskPage } from '../../../../shared/contract/returns';
import styles from './returns.module.css';
import type { ReturnDeskState, Tallied } from './use-return-desk';

export function TakeIn({ desk, page }: { desk: ReturnDeskState; page: ReturnDeskPage }): ReactNode {
  const { tally, current, takeIn, busy } = desk;
  const asked = (lineNo: number): number =>
    (current?.lines ?? []).reduce((sum, line) => (line.lineNo === lineNo ? sum + line.asked : sum), 0);
  const here = (lineNo: number): number =>
    (current?.lines ?? []).reduce((sum, line) => (line.lineNo === lineNo ? sum + line.received : sum), 0);
  const others = tally.filter(({ lineNo }) => lineNo === null);
  return (
    <section className={styles.panel} aria-labelledby="take-in">
      <h2 id="take-in">
        <FormattedMessage id="office.returns.take-in" />
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="office.stock.sku" />
            </th>
            <th scope="col">
              <FormattedMessage id="office.order.name" />
            </th>
            {(['shipped', 'left', 'asked', 'received', 'counted'] as const).map((name) => (
              <th key={name} scope="col" className={styles.numeric}>
                <FormattedMessage id={`office.returns.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <tr key={line.lineNo}>
              <td>{line.sku}</td>
              <td>
                {line.name}
                {line.why === null ? null : (
                  <div className={styles.quiet}>
                    <FormattedMessage id={`office.returns.why.${line.why}`} />{' '}
                    {line.until === null ? null : (
                      <FormattedDate value={`${line.until}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
                    )}
                  </div>
                )}
              </td>
              {[line.shipped, line.left, asked(line.lineNo), here(line.lineNo)].map((units, index) => (
                <td key={`${line.lineNo}-${String(index)}`} className={styles.numeric}>
                  <FormattedNumber value={units} />
                </td>
              ))}
              <td className={styles.numeric}>
                <Counted
                  desk={desk}
                  unit={tally.find(({ lineNo }) => lineNo === line.lineNo) ?? null}
                  name={line.name}
                />
              </td>
            </tr>
          ))}
          {others.map((unit) => (
            <tr key={unit.sku}>
              <td>{unit.sku}</td>
              <td>
                {unit.name}
                <div className={styles.quiet}>
                  <FormattedMessage id="office.returns.other" />
                </div>
              </td>
              <td colSpan={4} className={styles.numeric}>
                –
              </td>
              <td className={styles.numeric}>
                <Counted desk={desk} unit={unit} name={unit.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.row}>
        <button type="button" disabled={tally.length === 0 || busy} onClick={() => void takeIn()}>
          <FormattedMessage id="office.returns.take-in-now" />
        </button>
        <span className={styles.quiet}>
          <FormattedMessage id="office.returns.take-in-hint" />
        </span>
      </div>
    </section>
  );
}

function Counted({
  desk,
  unit,
  name,
}: {
  desk: ReturnDeskState;
  unit: Tallied | null;
  name: string;
}): ReactNode {
  const intl = useIntl();
  if (!unit) return '–';
  return (
    <input
      type="number"
      className={styles.units}
      min={0}
      max={100_000}
      aria-label={intl.formatMessage({ id: 'office.returns.counted-of' }, { name })}
      value={unit.quantity}
      onChange={({ target }) => desk.setUnits(unit, Math.max(0, Math.trunc(Number(target.value))))}
    />
  );
}
