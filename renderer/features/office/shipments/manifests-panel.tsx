// Pickup lists of the carriers that the list of shipments shows: filled, closed when all is scanned, printed for the driver.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedTime } from 'react-intl';
import type { ManifestRow, ShipmentRow } from '../../../../shared/contract/shipments';
import { manifestTotals } from '../../../../shared/domain/manifest/manifest';
import { Failure } from '../list/failure';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from '../office.module.css';
import { ManifestSheet } from './manifest-sheet';
import { useAnswer } from '../list/use-answer';

type Props = {
  api: Pick<OfficeApi, 'manifests' | 'openManifest' | 'closeManifest'>;
  rows: readonly ShipmentRow[];
};

export function ManifestsPanel({ api, rows }: Props): ReactNode {
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const load = useCallback(() => api.manifests(), [api]);
  const { last, askAgain } = useAnswer(load);
  const [shown, setShown] = useState<string | null>(null);
  const took = (answer: Answer<unknown>): void => {
    setFailure(answer.ok ? null : answer.failure);
    askAgain();
  };
  const onSheet = last?.rows.find(({ manifestId }) => manifestId === shown) ?? null;
  const ready = new Map(
    rows.filter(({ state }) => state === 'bought').map((row) => [`${row.warehouseId} ${row.carrierId}`, row]),
  );
  return (
    <section className={styles.cancels}>
      <h2>
        <FormattedMessage id="manifests.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {ready.size === 0 && (last?.rows.length ?? 0) === 0 ? (
        <p>
          <FormattedMessage id="manifests.none" />
        </p>
      ) : null}
      <p className={styles.acts}>
        {[...ready.values()].map(({ warehouseId, carrierId, carrierName }) => (
          <button
            key={`${warehouseId} ${carrierId}`}
            type="button"
            onClick={() => void api.openManifest(warehouseId, carrierId, today()).then(took)}
          >
            {`${carrierName} · ${warehouseId} · `}
            <FormattedMessage id="manifests.open" />
          </button>
        ))}
      </p>
      {(last?.rows ?? []).map((manifest) => (
        <ManifestLine
          key={manifest.manifestId}
          manifest={manifest}
          onClose={() => void api.closeManifest(manifest.manifestId).then(took)}
          onShow={() => setShown(manifest.manifestId)}
        />
      ))}
      {onSheet ? <ManifestSheet manifest={onSheet} onClose={() => setShown(null)} /> : null}
    </section>
  );
}

/** The office's day: a list is filled while the driver waits. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function ManifestLine({
  manifest,
  onClose,
  onShow,
}: {
  manifest: ManifestRow;
  onClose: () => void;
  onShow: () => void;
}): ReactNode {
  const { count, scanned, weightGrams, awaiting } = manifestTotals(manifest);
  return (
    <p className={styles.acts}>
      <span>{manifest.number}</span>
      <FormattedMessage
        id="manifests.count"
        values={{ count, scanned, weight: (weightGrams / 1000).toFixed(2) }}
      />
      {awaiting > 0 ? (
        <strong>
          <FormattedMessage id="manifests.awaiting" values={{ count: awaiting }} />
        </strong>
      ) : null}
      {manifest.state === 'open' ? (
        <button type="button" onClick={onClose}>
          <FormattedMessage id="manifests.close" />
        </button>
      ) : (
        <FormattedMessage
          id="manifests.closed"
          values={{ time: manifest.closedAt ? <FormattedTime value={manifest.closedAt} /> : '' }}
        />
      )}
      <button type="button" onClick={onShow}>
        <FormattedMessage id="manifests.print" />
      </button>
      {manifest.carrierUrl ? (
        <a href={manifest.carrierUrl} target="_blank" rel="noreferrer">
          <FormattedMessage id="manifests.form" />
        </a>
      ) : null}
    </p>
  );
}
