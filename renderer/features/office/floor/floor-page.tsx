// The floor map: drawn, edited by mouse and by keys, told as tables, taken from a file, its labels printed. Every edit is
// one request, and can be undone.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FloorMapPage } from '../../../../shared/contract/floor-map';
import { floorChangeSchema, type FloorChangeAsked } from '../../../../shared/domain/floor/floor-change';
import type { Bin } from '../../../../shared/domain/floor/floor-plan';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import { BinForm } from './bin-form';
import { BinLabels } from './bin-labels';
import { BinTable } from './bin-table';
import { FloorFile } from './floor-file';
import { FloorLines } from './floor-lines';
import styles from './floor.module.css';
import { MapDrawing } from './map-drawing';
import { RackForm } from './rack-form';
import { RackList } from './rack-list';

export type FloorApi = Pick<
  OfficeApi,
  | 'floors'
  | 'floorMap'
  | 'editFloor'
  | 'undoFloor'
  | 'floorFile'
  | 'checkFloorFile'
  | 'takeFloorFile'
  | 'binLabels'
>;

export function FloorPage({ api }: { api: FloorApi }): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.floors, 'office.floor.site');
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.floor.title" />
        </h1>
        {choice}
      </header>
      {failure}
      {warehouseId === null ? null : <Site key={warehouseId} api={api} warehouseId={warehouseId} />}
    </div>
  );
}

type Editing = { bin: Bin | null };

function Site({ api, warehouseId }: { api: FloorApi; warehouseId: string }): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.floorMap(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load);
  /** What head office answered to an edit, which is newer than what was loaded. */
  const [edited, setEdited] = useState<FloorMapPage | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [addsRack, setAddsRack] = useState(false);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const page = edited && (!last || edited.version >= last.version) ? edited : last;

  const settle = async (asked: Promise<Answer<FloorMapPage>>): Promise<boolean> => {
    setBusy(true);
    const got = await asked;
    setBusy(false);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setEdited(got.value);
    else if (got.failure.code === 'floor-changed') askAgain();
    return got.ok;
  };
  const edit = async (change: FloorChangeAsked): Promise<boolean> => {
    if (!page) return false;
    return settle(
      api.editFloor(warehouseId, { version: page.version, change: floorChangeSchema.parse(change) }),
    );
  };
  const undo = (): void => {
    if (page && page.undo !== null) void settle(api.undoFloor(warehouseId, page.version));
  };
  useUndoKey(undo);
  if (!page) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { plan } = page;
  const remove = (codes: readonly string[]): void => {
    setEditing(null);
    void edit({ remove: { bins: [...codes] } });
  };
  const mark = (code: string): void => {
    const next = new Set(marked);
    if (!next.delete(code)) next.add(code);
    setMarked(next);
  };
  return (
    <>
      <p className={styles.sums}>
        <FormattedMessage
          id="office.floor.sums"
          values={{
            bins: plan.bins.length,
            undrawn: plan.bins.filter(({ spot }) => spot === null).length,
            aisles: plan.aisles.length,
            zones: plan.zones.length,
          }}
        />
      </p>
      <div className={styles.acts}>
        <button type="button" data-main onClick={() => setAddsRack(!addsRack)} aria-expanded={addsRack}>
          <FormattedMessage id="office.floor.add-rack" />
        </button>
        <button type="button" onClick={() => setEditing({ bin: null })}>
          <FormattedMessage id="office.floor.add-bin" />
        </button>
        <button
          type="button"
          disabled={page.undo === null || isBusy}
          onClick={undo}
          aria-keyshortcuts="Control+Z"
        >
          <FormattedMessage id="office.floor.undo" /> <kbd>Ctrl+Z</kbd>
        </button>
        {isBusy ? <progress aria-label={intl.formatMessage({ id: 'office.floor.saving' })} /> : null}
      </div>
      {failure ? <Failure failure={failure} /> : null}
      {addsRack ? (
        <RackForm
          plan={plan}
          onAdd={(change) => void edit(change).then((isDone) => setAddsRack(!isDone))}
          onCancel={() => setAddsRack(false)}
        />
      ) : null}
      {editing ? (
        <BinForm
          key={editing.bin?.locationId ?? ''}
          plan={plan}
          bin={editing.bin}
          onSave={(bin) => void edit({ put: { bins: [bin] } }).then((isDone) => isDone && setEditing(null))}
          onRemove={(code) => remove([code])}
          onCancel={() => setEditing(null)}
        />
      ) : null}
      <MapDrawing
        plan={plan}
        marked={marked}
        onEdit={(bin) => setEditing({ bin })}
        onRemove={({ locationId }) => remove([locationId])}
        onMove={(bin) => void edit({ put: { bins: [bin] } })}
        onMark={mark}
      />
      <BinTable
        bins={plan.bins}
        marked={marked}
        onMark={mark}
        onMarkAll={setMarked}
        onEdit={(bin) => setEditing({ bin })}
        onRemove={remove}
      />
      <BinLabels
        api={api}
        warehouseId={warehouseId}
        bins={plan.bins.filter(({ locationId }) => marked.has(locationId))}
      />
      <RackList plan={plan} onChange={(change) => void edit(change)} />
      <FloorLines plan={plan} onChange={(change) => void edit(change)} />
      <FloorFile
        api={api}
        warehouseId={warehouseId}
        onTaken={() => {
          setEdited(null);
          askAgain();
        }}
      />
    </>
  );
}

/** Not while somebody types: there Ctrl+Z is the field's own. */
function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      const types = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (!isUndo || types || event.repeat) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
