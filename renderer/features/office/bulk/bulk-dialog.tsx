// Work on many orders in four steps: what, what would happen, who answers for it, what became of it. Closing it stops
// nothing that runs; the work itself has a button to be stopped and, where it has an inverse, to be taken back.
import { type ReactNode, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { BulkRun } from '../../../../shared/contract/bulk';
import type { OrderSelection } from '../../../../shared/contract/order-grid';
import type { BulkKind } from '../../../../shared/domain/bulk/bulk-act';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Progress } from '../../../ui/progress';
import { AnsweringForm } from '../list/answering';
import { Failure } from '../list/failure';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from '../orders/orders.module.css';
import { BulkActForm, bulkFormId } from './bulk-act-form';
import { BulkRefusals } from './bulk-refusals';
import { useBulkRun } from './use-bulk-run';

export type BulkApi = Pick<
  OfficeApi,
  'beginBulk' | 'bulkRun' | 'bulkItems' | 'startBulk' | 'stopBulk' | 'undoBulk'
>;

export function BulkDialog({
  api,
  selection,
  count,
  first = 'hold',
  begun: begunBefore = null,
  onChanged,
  onClose,
}: {
  api: BulkApi;
  selection: OrderSelection;
  /** Orders chosen, as far as the screen knows. */
  count: number;
  first?: BulkKind;
  /** A run that is shown instead of being asked for. */
  begun?: BulkRun | null;
  /** Told with a run that has ended. */
  onChanged: (run: BulkRun) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const [begun, setBegun] = useState<BulkRun | null>(begunBefore);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const run = useBulkRun(api, begun);
  const take = (answer: Answer<BulkRun>): boolean => {
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setBegun(answer.value);
    return answer.ok;
  };
  const close = (): void => {
    if (run && (run.state === 'done' || run.state === 'stopped' || run.state === 'running')) onChanged(run);
    onClose();
  };
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.bulk.title' }, { count: run ? countOf(run) : count })}
      isOpen
      onClose={close}
      buttons={
        <>
          <Button onPress={close}>
            <FormattedMessage id="ui.close" />
          </Button>
          {run === null ? (
            <Button kind="main" type="submit" form={bulkFormId}>
              <FormattedMessage id="office.bulk.preview" />
            </Button>
          ) : null}
          {run?.state === 'running' || run?.state === 'looking' ? (
            <Button kind="stop" onPress={() => void api.stopBulk(run.runId).then(take)}>
              <FormattedMessage id="office.bulk.stop" />
            </Button>
          ) : null}
          {run && (run.state === 'done' || run.state === 'stopped') && run.undoable > 0 ? (
            <Button kind="main" onPress={() => void api.undoBulk(run.runId).then(take)}>
              <FormattedMessage id="office.bulk.undo" values={{ count: run.undoable }} />
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.form}>
        {run === null ? (
          <BulkActForm first={first} onAct={(act) => void api.beginBulk(act, selection).then(take)} />
        ) : (
          <BulkBody api={api} run={run} onStart={take} onLeave={close} />
        )}
        {failure ? <Failure failure={failure} /> : null}
      </div>
    </Dialog>
  );
}

function BulkBody({
  api,
  run,
  onStart,
  onLeave,
}: {
  api: BulkApi;
  run: BulkRun;
  onStart: (answer: Answer<BulkRun>) => boolean;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const isStarted = useRef(false);
  const all = countOf(run);
  const what = intl.formatMessage({
    id: run.undoes === null ? `office.bulk.${run.act.kind}` : 'office.bulk.undoing',
  });
  const isLooking = run.state === 'looking';
  return (
    <>
      <p>
        <strong>{what}</strong>
      </p>
      {isLooking || run.state === 'running' ? (
        <Progress
          label={intl.formatMessage({ id: `office.bulk.state.${run.state}` })}
          done={isLooking ? all - run.waiting : all - run.will}
          all={all}
        />
      ) : (
        <output>
          <FormattedMessage id={`office.bulk.state.${run.state}`} />
        </output>
      )}
      <dl className={styles.counts}>
        {(['will', 'done', 'refused'] as const).map((name) => (
          <Count key={name} name={name} orders={run[name]} />
        ))}
      </dl>
      {run.refused > 0 ? <BulkRefusals api={api} run={run} /> : null}
      {run.state === 'ready' && run.will > 0 ? (
        <AnsweringForm
          key={run.runId}
          wanted={{
            label: 'office.bulk.start',
            act: async (by) => {
              isStarted.current = onStart(await api.startBulk(run.runId, by));
              return isStarted.current;
            },
          }}
          // It ends too when it was answered; then there is a result to be seen.
          onEnd={() => {
            if (!isStarted.current) onLeave();
          }}
        />
      ) : null}
    </>
  );
}

function Count({ name, orders }: { name: 'will' | 'done' | 'refused'; orders: number }): ReactNode {
  const intl = useIntl();
  return (
    <>
      <dt>
        <FormattedMessage id={`office.bulk.item.${name}`} />
      </dt>
      <dd data-count={name}>{intl.formatNumber(orders)}</dd>
    </>
  );
}

function countOf({ waiting, will, refused, done }: BulkRun): number {
  return waiting + will + refused + done;
}
