// Who had the goods, one step below the other; where somebody should ask, the gap stands between the steps in words.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { OrderSpecialPage } from '../../../../shared/contract/special';
import { custodySheet } from '../../../../shared/domain/special/custody-sheet';
import { saveFile } from '../customers/save-file';
import styles from './special.module.css';

type Step = OrderSpecialPage['custody'][number];

export function CustodyChain({ number, steps }: { number: string; steps: readonly Step[] }): ReactNode {
  if (steps.length === 0) return null;
  return (
    <section className={styles.custody} aria-labelledby="custody">
      <header className={styles.custodyHead}>
        <h3 id="custody">
          <FormattedMessage id="office.custody.title" />
        </h3>
        <button type="button" onClick={() => save(number, steps)}>
          <FormattedMessage id="office.custody.save" />
        </button>
      </header>
      <ol className={styles.chain}>
        {steps.map((step, index) => (
          <li
            key={`${step.parcelId} ${step.at} ${String(index)}`}
            data-act={step.act}
            data-gap={step.gap?.reason}
          >
            {step.gap ? (
              <p className={styles.gap} role="note">
                ⚠{' '}
                <FormattedMessage
                  id={`custody.gap.${step.gap.reason}`}
                  values={{ minutes: step.gap.minutes }}
                />
              </p>
            ) : null}
            <p>
              <time dateTime={step.at}>
                <FormattedDate value={step.at} dateStyle="short" timeStyle="medium" />
              </time>
              {step.until === step.at ? null : (
                <>
                  –
                  <time dateTime={step.until}>
                    <FormattedDate value={step.until} timeStyle="medium" />
                  </time>
                </>
              )}{' '}
              <strong>
                <FormattedMessage id={`custody.act.${step.act}`} values={{ units: step.units ?? 0 }} />
              </strong>{' '}
              {[step.by, step.where].filter(Boolean).join(' · ')}{' '}
              <small>
                {step.boxNumber === null ? null : (
                  <>
                    <FormattedMessage id="packing.box" values={{ number: step.boxNumber }} /> ·{' '}
                  </>
                )}
                <FormattedMessage id={`custody.holder.${step.holder}`} />
              </small>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function save(number: string, steps: readonly Step[]): void {
  const bytes = new TextEncoder().encode(custodySheet(number, steps));
  const text = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
  saveFile(`custody-${number.replaceAll(/[^\w-]/g, '_')}.csv`, btoa(text), 'text/csv');
}
