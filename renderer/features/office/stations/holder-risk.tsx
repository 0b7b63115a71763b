// What a person has to know before taking work away from a bench: who has it, when that bench was last heard, whether it
// may have gone on without us knowing, and what happens if it did. Acting is a second, deliberate press.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Holder } from '../../../../shared/contract/leases';
import type { ParcelState } from '../../../../shared/domain/parcel/parcel';
import { formatAge, formatMoment } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import styles from '../office.module.css';

/** A bench greets every half minute; after this it is not there. */
const silentMs = 90_000;

export function HolderRisk({
  holder,
  state,
  act,
  onAct,
  onClose,
}: {
  holder: Omit<Holder, 'stationId'>;
  /** Null: everything the bench holds. */
  state: ParcelState | null;
  /** Text key of the act. */
  act: string;
  onAct: () => Promise<void>;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(5000);
  const [acting, setActing] = useState(false);
  const { name, lastSeenAt, unsent, leaseUntil } = holder;
  const isHeard = lastSeenAt !== null && nowMs - Date.parse(lastSeenAt) < silentMs && unsent === 0;
  const begun = state === null ? 'all' : state === 'packing' ? 'packing' : 'leased';
  return (
    <section className={styles.risk} aria-label={intl.formatMessage({ id: 'office.risk.title' }, { name })}>
      <h2>
        <FormattedMessage id="office.risk.title" values={{ name }} />
      </h2>
      <ul>
        <li>
          {lastSeenAt === null ? (
            <FormattedMessage id="office.risk.neverHeard" />
          ) : (
            <FormattedMessage
              id="office.risk.heard"
              values={{
                age: formatAge(intl, lastSeenAt, nowMs),
                moment: formatMoment(intl, lastSeenAt),
                unsent,
              }}
            />
          )}
        </li>
        {leaseUntil === null ? null : (
          <li>
            <FormattedMessage id="office.risk.lease" values={{ moment: formatMoment(intl, leaseUntil) }} />
          </li>
        )}
        <li>
          <FormattedMessage id={isHeard ? 'office.risk.known' : `office.risk.unknown.${begun}`} />
        </li>
        <li>
          <FormattedMessage id="office.risk.then" />
        </li>
      </ul>
      <p className={styles.acts}>
        <button
          type="button"
          disabled={acting}
          onClick={() => {
            setActing(true);
            void onAct().finally(() => setActing(false));
          }}
        >
          <FormattedMessage id={act} />
        </button>
        <button type="button" onClick={onClose}>
          <FormattedMessage id="office.risk.leave" />
        </button>
      </p>
    </section>
  );
}
