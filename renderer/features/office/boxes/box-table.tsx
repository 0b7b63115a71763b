// The boxes of a warehouse: sizes, cost, how many there are, what they are used for and what was learned.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { BoxRow } from '../../../../shared/contract/boxes';
import type { Size } from '../../../../shared/units/measure';
import { Price } from '../list/price';
import office from '../office.module.css';
import styles from './boxes.module.css';

const headings = [
  'box',
  'inner',
  'outer',
  'cost',
  'onHand',
  'used',
  'fill',
  'overridden',
  'learned',
] as const;

export function BoxTable({ rows }: { rows: readonly BoxRow[] }): ReactNode {
  if (rows.length === 0)
    return (
      <p className={office.empty}>
        <FormattedMessage id="office.boxes.none" />
      </p>
    );
  return (
    <section className={styles.part} aria-labelledby="boxes-here">
      <h2 id="boxes-here">
        <FormattedMessage id="office.boxes.here" />
      </h2>
      <div className={office.scroll}>
        <table className={office.grid} aria-labelledby="boxes-here">
          <thead>
            <tr>
              {headings.map((each) => (
                <th key={each} scope="col">
                  <FormattedMessage id={`office.boxes.${each}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ box, site, used, meanFillPermille, overridden }) => (
              <tr key={box.boxId}>
                <th scope="row">
                  {box.boxId} {box.name}
                </th>
                <td>{sizeText(box.inner)}</td>
                <td>{sizeText(box.outer)}</td>
                <td className={office.numeric}>
                  <Price amountMinor={box.costMinor} currency={box.currency} />
                </td>
                <td className={office.numeric}>
                  {site.onHand === null ? (
                    <FormattedMessage id="office.boxes.uncounted" />
                  ) : (
                    <FormattedNumber value={site.onHand} />
                  )}
                </td>
                <td className={office.numeric}>
                  <FormattedNumber value={used} />
                </td>
                <td className={office.numeric}>
                  {meanFillPermille === null ? '–' : <Share permille={meanFillPermille} />}
                </td>
                <td className={office.numeric}>
                  <FormattedNumber value={overridden} />
                </td>
                <td>
                  <Learned site={site} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Learned({ site: { fillPermille, misfits } }: Pick<BoxRow, 'site'>): ReactNode {
  if (fillPermille === 1000 && misfits.length === 0) return '–';
  return (
    <>
      {fillPermille < 1000 ? (
        <FormattedMessage id="office.boxes.fillUpTo" values={{ share: <Share permille={fillPermille} /> }} />
      ) : null}
      {fillPermille < 1000 && misfits.length > 0 ? ' · ' : null}
      {misfits.length > 0 ? (
        <FormattedMessage
          id="office.boxes.misfits"
          values={{ skus: misfits.slice(0, 5).join(', '), more: Math.max(0, misfits.length - 5) }}
        />
      ) : null}
    </>
  );
}

function Share({ permille }: { permille: number }): ReactNode {
  return <FormattedNumber value={permille / 1000} style="percent" maximumFractionDigits={0} />;
}

/** Centimetres, as boxes are ordered. */
function sizeText({ lengthMm, widthMm, heightMm }: Size): string {
  return `${[lengthMm, widthMm, heightMm].map((mm) => mm / 10).join(' × ')} cm`;
}
