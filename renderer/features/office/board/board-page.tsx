// The supervisor's board: where boxes stand, what leaves in time, who does what, what needs a person. Live, and large enough
// for a screen on the wall.
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { FormattedMessage, FormattedTime } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { CutOffs } from './cut-offs';
import { People } from './people';
import { Steps } from './steps';
import { Tours } from './tours';
import { Troubles } from './troubles';
import { Zones } from './zones';
import styles from './board.module.css';

export type BoardApi = Pick<OfficeApi, 'floors' | 'board' | 'giveTour' | 'endTour'>;
type Props = { api: BoardApi } & Pick<OfficePageProps, 'open'>;

const askEveryMs = 5_000;

export function BoardPage({ api, open }: Props): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.floors);
  if (warehouseId === null) return failure;
  return <OfWarehouse key={warehouseId} api={api} warehouseId={warehouseId} open={open} choice={choice} />;
}

function OfWarehouse({
  api,
  warehouseId,
  choice,
  open,
}: Props & { warehouseId: string; choice: ReactNode }): ReactNode {
  const load = useCallback(() => api.board(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const act = (run: ReturnType<BoardApi['giveTour']>): void =>
    void run.then((got) => {
      setFailure(got.ok ? null : got.failure);
      askAgain();
    });
  return (
    <div ref={page} className={styles.page}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.board.title" />
        </h1>
        {choice}
        <button type="button" onClick={() => void page.current?.requestFullscreen()}>
          <FormattedMessage id="office.board.wall" />
        </button>
        {last ? <AsOf board={last} /> : null}
      </header>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Steps board={last} />
          <div className={styles.columns}>
            <CutOffs board={last} />
            <Troubles board={last} open={open} />
            <Zones board={last} />
            <People board={last} onOpenTour={(tourId) => open('picking', tourId)} />
          </div>
          <Tours
            board={last}
            onOpen={(tourId) => open('picking', tourId)}
            onGive={(tourId, stationId) => act(api.giveTour(tourId, stationId))}
            onTakeBack={(tourId) => act(api.endTour(tourId, 'take-back'))}
          />
        </>
      ) : null}
    </div>
  );
}

function AsOf({ board: { at } }: { board: Board }): ReactNode {
  return (
    <span>
      <FormattedMessage
        id="office.board.as-of"
        values={{ at: <FormattedTime value={at} hour="2-digit" minute="2-digit" second="2-digit" /> }}
      />
    </span>
  );
}
