// Everything that happened to an order, oldest first: what, when, who, where, and which channel told it; what still stands
// and has an inverse can be taken back by somebody with a name.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { z } from 'zod';
import type { timelineEntrySchema } from '../../../../shared/contract/http';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../office.module.css';

type Entry = z.infer<typeof timelineEntrySchema>;

export function OrderTimeline({
  api,
  orderId,
  timeline,
  onChanged,
}: {
  api: Pick<OfficeApi, 'undoOfOrder'>;
  orderId: string;
  timeline: readonly Entry[];
  onChanged: () => void;
}): ReactNode {
  const [wanted, setWanted] = useState<(Wanted & { seq: number }) | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const undo = (seq: number): void =>
    setWanted({
      seq,
      label: 'ui.undo',
      act: async (by) => {
        const answer = await api.undoOfOrder(orderId, seq, by);
        setFailure(answer.ok ? null : answer.failure);
        if (answer.ok) onChanged();
        return answer.ok;
      },
    });
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">
        <FormattedMessage id="office.order.timeline" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <ol className={styles.timeline}>
        {timeline.map((entry, index) => {
          const { undo: seq } = entry;
          return (
            <li key={`${entry.at}-${String(index)}`}>
              <time dateTime={entry.at}>
                <FormattedDate value={entry.at} dateStyle="short" timeStyle="medium" />
              </time>{' '}
              <strong>
                <FormattedMessage id={`event.${entry.type}`} />
              </strong>{' '}
              <Details entry={entry} /> <Source entry={entry} />
              {seq !== null ? (
                <span className={styles.acts}>
                  <button type="button" onClick={() => undo(seq)}>
                    <FormattedMessage id="ui.undo" />
                  </button>
                </span>
              ) : null}
              {wanted && wanted.seq === seq ? (
                <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} />
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Who, where, and which channel; what head office did by itself says so. */
function Source({ entry: { by, station, channel } }: { entry: Entry }): ReactNode {
  const intl = useIntl();
  const parts = [
    by,
    station,
    channel === null ? null : intl.formatMessage({ id: 'office.order.toldBy' }, { channel }),
  ].filter((part) => part !== null);
  if (parts.length === 0) parts.push(intl.formatMessage({ id: 'office.order.byHeadOffice' }));
  return parts.map((part, index) => (
    <span key={part}>
      {index > 0 ? ' · ' : null}
      <bdi>{part}</bdi>
    </span>
  ));
}

/** Why, in the words of whoever did it. */
function Details({ entry: { body, type } }: { entry: Entry }): ReactNode {
  const intl = useIntl();
  const hold =
    type === 'OrderHeld' ? (body['hold'] as { reason?: unknown; note?: unknown } | undefined) : body;
  const { reason, note } = hold ?? {};
  const reasonKey = `hold.reason.${String(reason)}`;
  const words = [
    typeof reason === 'string'
      ? intl.messages[reasonKey] === undefined
        ? reason
        : intl.formatMessage({ id: reasonKey })
      : null,
    type === 'PriorityChanged'
      ? intl.formatMessage({ id: `order.priority.${String(body['priority'])}` })
      : null,
    typeof note === 'string' && note !== '' ? note : null,
  ].filter((word) => word !== null);
  return words.length === 0 ? null : <bdi>({words.join(': ')})</bdi>;
}
