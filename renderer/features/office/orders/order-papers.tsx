// The papers of an order as they print: of the whole order with its prices, or of one of its boxes as its bench prints them.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  isOfOrder,
  type PaperFormat,
  paperFormats,
  type PaperKind,
  paperKinds,
} from '../../../../shared/domain/document/paper-rules';
import { Failure } from '../list/failure';
import { HtmlFrame } from '../list/html-frame';
import { printPage } from '../list/print-page';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from './order-papers.module.css';

export type OrderPapersApi = Pick<OfficeApi, 'orderPaper'>;

type Choice = { kind: PaperKind; format: PaperFormat; parcelId: string };

export function OrderPapers({
  api,
  orderId,
  boxes,
}: {
  api: OrderPapersApi;
  orderId: string;
  boxes: readonly { parcelId: string; boxNumber: number }[];
}): ReactNode {
  const intl = useIntl();
  const [choice, setChoice] = useState<Choice>({ kind: 'packing-slip', format: 'A4', parcelId: '' });
  const [shown, setShown] = useState<Choice | null>(null);
  const put = (part: Partial<Choice>): void => {
    const next = { ...choice, ...part };
    setChoice(next);
    if (shown) setShown(next);
  };
  // A receipt is of the whole order, what customs ask for of one box.
  const kinds = paperKinds.filter((kind) => (choice.parcelId === '' ? isOfOrder(kind) : kind !== 'receipt'));
  return (
    <section className={styles.papers} aria-labelledby="order-papers">
      <h2 id="order-papers">
        <FormattedMessage id="office.order-papers.title" />
      </h2>
      <p className={styles.row}>
        <label>
          <FormattedMessage id="office.order-papers.paper" />{' '}
          <select
            value={choice.kind}
            onChange={({ target }) =>
              put({ kind: paperKinds.find((kind) => kind === target.value) ?? 'packing-slip' })
            }
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {intl.formatMessage({ id: `paper.title.${kind}` })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.order-papers.of" />{' '}
          <select
            value={choice.parcelId}
            onChange={({ target }) => {
              const isRight = target.value === '' ? isOfOrder(choice.kind) : choice.kind !== 'receipt';
              const kind = isRight ? choice.kind : 'packing-slip';
              put({ parcelId: target.value, kind });
            }}
          >
            <option value="">{intl.formatMessage({ id: 'office.order-papers.whole' })}</option>
            {boxes.map(({ parcelId, boxNumber }) => (
              <option key={parcelId} value={parcelId}>
                {intl.formatMessage({ id: 'office.order-papers.box' }, { box: boxNumber })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.order-papers.size" />{' '}
          <select
            value={choice.format}
            onChange={({ target }) =>
              put({ format: paperFormats.find((each) => each === target.value) ?? 'A4' })
            }
          >
            {paperFormats.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.papers.format.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-expanded={shown !== null} onClick={() => setShown(shown ? null : choice)}>
          <FormattedMessage id={shown ? 'office.order-papers.hide' : 'office.order-papers.show'} />
        </button>
      </p>
      {shown ? <Preview key={keyOf(shown)} api={api} orderId={orderId} choice={shown} /> : null}
    </section>
  );
}

function Preview({
  api,
  orderId,
  choice,
}: {
  api: OrderPapersApi;
  orderId: string;
  choice: Choice;
}): ReactNode {
  const load = useCallback(() => {
    const { parcelId, ...rest } = choice;
    return api.orderPaper(orderId, parcelId === '' ? rest : { ...rest, parcelId: parcelId as never });
  }, [api, orderId, choice]);
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
      <p className={styles.row}>
        <button type="button" onClick={() => printPage(last.html, styles.unseen ?? '')}>
          <FormattedMessage id="office.invoices.print" />
        </button>
      </p>
      {last.missing.length > 0 ? (
        <p role="note">
          <FormattedMessage id="office.order-papers.missing" values={{ what: last.missing.join(', ') }} />
        </p>
      ) : null}
      <HtmlFrame html={last.html} title={last.number} />
    </>
  );
}

function keyOf({ kind, format, parcelId }: Choice): string {
  return `${kind} ${format} ${parcelId}`;
}
