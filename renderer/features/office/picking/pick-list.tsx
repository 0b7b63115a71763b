// The pick list of a tour as it prints, on a sheet or as a slip, with codes that a scanner reads.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type PaperFormat, paperFormats } from '../../../../shared/domain/document/paper-rules';
import { Failure } from '../list/failure';
import { HtmlFrame } from '../list/html-frame';
import { printPage } from '../list/print-page';
import { useAnswer } from '../list/use-answer';
import styles from './picking.module.css';
import type { PickingApi } from './picking-page';

export function PickList({ api, tourId }: { api: Pick<PickingApi, 'tourPaper'>; tourId: string }): ReactNode {
  const intl = useIntl();
  const [format, setFormat] = useState<PaperFormat>('A4');
  const [isShown, setIsShown] = useState(false);
  return (
    <section
      className={`${styles.part} ${styles.onScreen}`}
      aria-label={intl.formatMessage({ id: 'paper.title.pick-list' })}
    >
      <p>
        <label>
          <FormattedMessage id="office.order-papers.size" />{' '}
          <select
            value={format}
            onChange={({ target }) => setFormat(paperFormats.find((each) => each === target.value) ?? 'A4')}
          >
            {paperFormats.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.papers.format.${each}` })}
              </option>
            ))}
          </select>
        </label>{' '}
        <button type="button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          <FormattedMessage id={isShown ? 'office.picking.pick-list.hide' : 'office.picking.pick-list'} />
        </button>
      </p>
      {isShown ? <Preview key={format} api={api} tourId={tourId} format={format} /> : null}
    </section>
  );
}

function Preview({
  api,
  tourId,
  format,
}: {
  api: Pick<PickingApi, 'tourPaper'>;
  tourId: string;
  format: PaperFormat;
}): ReactNode {
  const intl = useIntl();
  const language = intl.locale.startsWith('tr') ? 'tr' : 'en';
  const load = useCallback(
    () => api.tourPaper(tourId, { format, language }),
    [api, tourId, format, language],
  );
  const { answer, last, askAgain } = useAnswer(load);
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last)
    return (
      <p>
        <FormattedMessage id="office.list.loading" />
      </p>
    );
  return (
    <>
      <p>
        <button type="button" onClick={() => printPage(last.html, styles.unseen ?? '')}>
          <FormattedMessage id="office.invoices.print" />
        </button>
      </p>
      <HtmlFrame html={last.html} title={last.number} />
    </>
  );
}
