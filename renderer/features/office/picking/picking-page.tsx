// Picking: what waits and until when, what is picked together and what that saves, and the tours under way.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { Floor, Release } from '../../../../shared/contract/floor';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from './picking.module.css';
import { ReleaseForm } from './release-form';
import { ReleaseView } from './release-view';
import { TourList } from './tour-list';
import { TourView } from './tour-view';
import { WaveList } from './wave-list';

export type PickingApi = Pick<
  OfficeApi,
  | 'floors'
  | 'floor'
  | 'planRelease'
  | 'release'
  | 'stopRelease'
  | 'makeTours'
  | 'tour'
  | 'tourPaper'
  | 'endTour'
  | 'waveTemplates'
  | 'saveWaveTemplate'
  | 'removeWaveTemplate'
  | 'recoverWave'
>;
type Props = { api: PickingApi } & Pick<OfficePageProps, 'id' | 'open'>;

const askEveryMs = 4_000;
const askSoonMs = 400;
const waveMs = 3_000;

export function PickingPage({ api, id, open }: Props): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.floors);
  if (id !== null) return <TourView api={api} tourId={id} onLeave={() => open('picking')} />;
  if (warehouseId === null) return failure;
  return (
    <OfWarehouse
      key={warehouseId}
      api={api}
      warehouseId={warehouseId}
      onOpenTour={(tourId) => open('picking', tourId)}
      choice={choice}
    />
  );
}

function OfWarehouse({
  api,
  warehouseId,
  choice,
  onOpenTour,
}: {
  api: PickingApi;
  warehouseId: string;
  choice: ReactNode;
  onOpenTour: (tourId: string) => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.floor(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  /** The plan a person asked for here, which is newer than what the floor told last. */
  const [asked, setAsked] = useState<Release | null>(null);
  const shown = asked ?? last?.release ?? null;
  const isUnderWay = shown?.state === 'planning';
  const shownId = shown?.planId ?? null;
  useEffect(() => {
    if (!isUnderWay || shownId === null) return undefined;
    const timer = setInterval(() => {
      void api.release(shownId).then((got) => {
        if (got.ok) setAsked(got.value);
      });
    }, askSoonMs);
    return () => clearInterval(timer);
  }, [api, isUnderWay, shownId]);
  const act = (run: Promise<Answer<Release>>): void => {
    setBusy(true);
    void run.then((got) => {
      setBusy(false);
      setFailure(got.ok ? null : got.failure);
      if (got.ok) setAsked(got.value);
      askAgain();
    });
  };
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.picking.title" />
        </h1>
        {choice}
        {isUnderWay ? (
          <>
            <progress
              aria-label={intl.formatMessage({ id: 'office.picking.under-way' })}
              value={shown.progress}
              max={1}
            />
            <button type="button" onClick={() => act(api.stopRelease(shown.planId))}>
              <FormattedMessage id="office.picking.stop" />
            </button>
          </>
        ) : null}
      </header>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Waiting floor={last} />
          <ReleaseForm
            zones={last.zones}
            isBusy={isBusy || isUnderWay}
            onAsk={(wish) => act(api.planRelease(warehouseId, wish))}
          />
        </>
      ) : null}
      {shown?.plan && shown.state !== 'released' ? (
        <ReleaseView release={shown} isBusy={isBusy} onRelease={() => act(api.makeTours(shown.planId))} />
      ) : null}
      {shown?.state === 'released' ? (
        <output>
          <FormattedMessage id="office.picking.released" values={{ tours: shown.tours ?? 0 }} />
        </output>
      ) : null}
      {shown?.state === 'failed' ? (
        <p role="alert">
          <FormattedMessage id="office.picking.failed" />
        </p>
      ) : null}
      {last ? (
        <>
          <TourList
            tours={last.tours}
            onOpen={onOpenTour}
            onRecover={(waveId) =>
              void api.recoverWave(waveId).then((got) => {
                setFailure(got.ok ? null : got.failure);
                askAgain();
              })
            }
          />
          <WaveList
            api={api}
            warehouseId={warehouseId}
            wish={shown?.wish ?? null}
            onPlan={(wish) => act(api.planRelease(warehouseId, { wish, milliseconds: waveMs }))}
          />
        </>
      ) : null}
    </div>
  );
}

/** By when carriers leave, the soonest first. */
function Waiting({ floor: { waiting } }: { floor: Floor }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="picking-waiting">
      <h2 id="picking-waiting">
        <FormattedMessage
          id="office.picking.waiting"
          values={{ boxes: waiting.boxes, units: waiting.units }}
        />
      </h2>
      {waiting.boxes === 0 ? (
        <p>
          <FormattedMessage id="office.picking.nothing-waits" />
        </p>
      ) : (
        <ul className={styles.due}>
          {waiting.due.map(({ dueAt, boxes, units }) => (
            <li key={dueAt ?? 'never'}>
              <strong>
                {dueAt === null ? (
                  <FormattedMessage id="office.picking.no-cut-off" />
                ) : (
                  <FormattedMessage id="office.picking.leaves" values={{ at: new Date(dueAt) }} />
                )}
              </strong>{' '}
              <FormattedNumber value={boxes} />
              {' · '}
              <FormattedMessage id="office.picking.units" values={{ units }} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
