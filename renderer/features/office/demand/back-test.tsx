// What the method would have said of the last weeks without having seen them, beside what came, and how the others did.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { DemandPage } from '../../../../shared/contract/demand';
import styles from './demand.module.css';

export function BackTest({ page: { forecast, part } }: { page: DemandPage }): ReactNode {
  const test = forecast?.backTest;
  const isWhole = part.channel === null && part.site === null;
  return (
    <section className={styles.part} aria-labelledby="demand-test">
      <h2 id="demand-test">
        <FormattedMessage id="office.demand.back-test" />
      </h2>
      {isWhole ? null : (
        <p>
          <FormattedMessage id="office.demand.test-of-all" />
        </p>
      )}
      {test ? (
        <>
          <p>
            <FormattedMessage
              id="office.demand.back-test-is"
              values={{
                weeks: test.weeks.length,
                mase:
                  test.mase === null ? '–' : <FormattedNumber value={test.mase} maximumFractionDigits={2} />,
                bias:
                  test.bias === null ? (
                    '–'
                  ) : (
                    <FormattedNumber
                      value={test.bias}
                      style="percent"
                      signDisplay="exceptZero"
                      maximumFractionDigits={0}
                    />
                  ),
                loss:
                  test.loss === null ? '–' : <FormattedNumber value={test.loss} maximumFractionDigits={2} />,
              }}
            />
          </p>
          <div className={styles.beside}>
            <table className={styles.table}>
              <caption>
                <FormattedMessage id="office.demand.test-weeks" />
              </caption>
              <thead>
                <tr>
                  {['week', 'said', 'came'].map((name) => (
                    <th key={name} scope="col">
                      <FormattedMessage id={`office.demand.${name}`} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {test.weeks.map(({ week, said, came }) => (
                  <tr key={week}>
                    <th scope="row">
                      <FormattedDate value={week} dateStyle="medium" timeZone="UTC" />
                    </th>
                    <td>
                      <FormattedNumber value={said} maximumFractionDigits={1} />
                    </td>
                    <td>
                      <FormattedNumber value={came} maximumFractionDigits={1} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <table className={styles.table}>
              <caption>
                <FormattedMessage id="office.demand.tried" />
              </caption>
              <thead>
                <tr>
                  {['method', 'error'].map((name) => (
                    <th key={name} scope="col">
                      <FormattedMessage id={`office.demand.${name}`} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {test.tried.map(({ method, error }) => (
                  <tr key={method}>
                    <th scope="row">
                      <FormattedMessage id={`demand.method.${method}`} />
                    </th>
                    <td>
                      <FormattedNumber value={error} maximumFractionDigits={2} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : (
        <p>
          <FormattedMessage id="office.demand.no-test" />
        </p>
      )}
    </section>
  );
}
