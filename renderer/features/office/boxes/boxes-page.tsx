// Boxes: what a warehouse packs in and how that goes, what packers chose against the plan, and how products want to be packed.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { BoxesPageAnswer } from '../../../../shared/contract/boxes';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { BoxTable } from './box-table';
import styles from './boxes.module.css';
import { HandlingPanel } from './handling-panel';
import { OverrideList } from './override-list';
import { type ProposalApi, ProposalPanel } from './proposal-panel';
import { ShelfPanel } from './shelf-panel';

export type BoxesApi = Pick<
  OfficeApi,
  'boxWarehouses' | 'boxes' | 'forgetLessons' | 'changeSupply' | 'productHandling' | 'saveHandling'
> &
  ProposalApi;
type Props = { api: BoxesApi } & Pick<OfficePageProps, 'open'>;

export function BoxesPage({ api, open }: Props): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.boxWarehouses);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.boxes.title" />
        </h1>
        {choice}
      </header>
      {failure}
      {warehouseId === null ? null : (
        <OfWarehouse key={warehouseId} api={api} warehouseId={warehouseId} open={open} />
      )}
      <HandlingPanel api={api} />
    </div>
  );
}

function OfWarehouse({ api, warehouseId, open }: Props & { warehouseId: string }): ReactNode {
  const load = useCallback(() => api.boxes(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = async (run: Promise<Answer<BoxesPageAnswer>>): Promise<void> => {
    const got = await run;
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <BoxTable rows={last.boxes} />
          <ShelfPanel page={last} onChange={(request) => void act(api.changeSupply(warehouseId, request))} />
          <OverrideList
            overrides={last.overrides}
            onForget={(boxId, forgotten) => act(api.forgetLessons(warehouseId, boxId, forgotten))}
            onOpenOrder={(id) => open('orders', id)}
          />
          <ProposalPanel api={api} warehouseId={warehouseId} newest={last.proposal} onAccepted={askAgain} />
        </>
      ) : null}
    </>
  );
}
