// Products that were mistaken for one another at the warehouse, most often first, and which of them benches are warned of.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { LookAlikePair } from '../../../../shared/contract/codes';
import office from '../office.module.css';
import styles from './codes.module.css';
import { ProductCell } from './product-cell';

const headings = ['wanted', 'scanned', 'times', 'told'] as const;

export function PairTable({ pairs }: { pairs: readonly LookAlikePair[] }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="codes-pairs">
      <h2 id="codes-pairs">
        <FormattedMessage id="office.codes.pairs" />
      </h2>
      {pairs.length === 0 ? (
        <p className={office.empty}>
          <FormattedMessage id="office.codes.noPairs" />
        </p>
      ) : (
        <div className={office.scroll}>
          <table className={office.grid} aria-labelledby="codes-pairs">
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
              {pairs.map(({ wanted, wantedName, scanned, scannedName, times, isTold }) => (
                <tr key={`${wanted} ${scanned}`}>
                  <th scope="row">
                    <ProductCell sku={wanted} name={wantedName} />
                  </th>
                  <td>
                    <ProductCell sku={scanned} name={scannedName} />
                  </td>
                  <td className={office.numeric}>
                    <FormattedNumber value={times} />
                  </td>
                  <td>
                    <FormattedMessage id={`office.codes.told.${isTold ? 'yes' : 'no'}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
