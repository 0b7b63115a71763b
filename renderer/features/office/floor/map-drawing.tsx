// The floor as a picture of one level: aisles, cross aisles and bins. Arrow keys go from bin to bin, Page Up and Down from
// level to level, Enter edits, Alt with an arrow pushes the bin, Delete removes it, Space marks it. With the mouse: click,
// double click, drag. The table below says the same.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  type MapKey,
  neighbourOf,
  type PlacedBin,
  placedBins,
} from '../../../../shared/domain/floor/bin-neighbours';
import type { Bin, FloorPlan } from '../../../../shared/domain/floor/floor-plan';
import { binMoved, pushed, stepOf } from '../../../../shared/domain/floor/move-parts';
import styles from './floor.module.css';

/** Millimetres: half of an aisle, how deep bins are drawn, and the edge around it all. */
const [halfAisle, depth, margin] = [700, 1000, 1500] as const;
const mapKeys: readonly string[] = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
] satisfies MapKey[];

type Props = {
  plan: FloorPlan;
  marked: ReadonlySet<string>;
  onEdit: (bin: Bin) => void;
  onRemove: (bin: Bin) => void;
  onMove: (bin: Bin) => void;
  onMark: (code: string) => void;
};

export function MapDrawing({ plan, marked, onEdit, onRemove, onMove, onMark }: Props): ReactNode {
  const intl = useIntl();
  const placed = useMemo(() => placedBins(plan), [plan]);
  const binOf = useMemo(() => new Map(plan.bins.map((bin) => [bin.locationId as string, bin])), [plan.bins]);
  const [at, setAt] = useState<string | null>(null);
  const here = placed.find(({ locationId }) => locationId === at) ?? placed[0];
  const drawing = useRef<SVGSVGElement>(null);
  const drag = useRef<{ code: string; x: number; y: number } | null>(null);
  const frame = frameOf(plan);
  if (!here || !frame)
    return (
      <p>
        <FormattedMessage id="office.floor.nothing-drawn" />
      </p>
    );
  const bin = binOf.get(here.locationId);
  const level = here.level;
  // The one that is stood on is drawn last, over those beside it.
  const shown = placed
    .filter((each) => each.level === level)
    .sort((a, b) => Number(a === here) - Number(b === here));

  const press = (event: KeyboardEvent): void => {
    if (!bin || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (!event.key.startsWith('Arrow')) return;
      const next = pushed(plan, bin, event.key as Parameters<typeof pushed>[2]);
      event.stopPropagation();
      event.preventDefault();
      if (next) onMove(next);
      return;
    }
    if (mapKeys.includes(event.key)) setAt(neighbourOf(placed, here, event.key as MapKey).locationId);
    else if (event.key === 'Enter') onEdit(bin);
    else if (event.key === 'Delete') onRemove(bin);
    else if (event.key === ' ') onMark(here.locationId);
    else return;
    event.preventDefault();
  };
  const pointAt = (event: PointerEvent): { x: number; y: number } | null => {
    const matrix = drawing.current?.getScreenCTM?.();
    if (!matrix) return null;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return { x, y };
  };
  const drop = (event: PointerEvent): void => {
    const [from, to] = [drag.current, pointAt(event)];
    drag.current = null;
    const moved = from ? binOf.get(from.code) : undefined;
    if (!from || !to || !moved?.spot || Math.hypot(to.x - from.x, to.y - from.y) < halfAisle / 2) return;
    const aisle = plan.aisles.reduce((best, each) =>
      Math.abs(each.atMm - to.x) < Math.abs(best.atMm - to.x) ? each : best,
    );
    onMove(
      binMoved(plan, moved, {
        aisle: aisle.code,
        side: to.x < aisle.atMm ? 'left' : 'right',
        // To the hundred, as a hand means it.
        alongMm: Math.round((frame.rear - to.y) / 100) * 100,
        level: moved.spot.level,
      }),
    );
  };
  const nameOf = (each: PlacedBin): string =>
    intl.formatMessage(
      { id: 'office.floor.bin-at' },
      {
        bin: each.locationId,
        aisle: each.aisle,
        side: intl.formatMessage({ id: `office.floor.side.${each.side}` }),
        metres: each.alongMm / 1000,
        level: each.level,
        purpose: intl.formatMessage({
          id: `office.floor.purpose.${binOf.get(each.locationId)?.purpose ?? 'pick'}`,
        }),
      },
    );
  const levels = [...new Set(placed.map((each) => each.level))].sort((a, b) => a - b);
  return (
    <section className={styles.part} aria-labelledby="floor-map">
      <h2 id="floor-map">
        <FormattedMessage id="office.floor.map" />
      </h2>
      <div className={styles.acts}>
        <label>
          <FormattedMessage id="office.floor.level" />{' '}
          <select
            value={level}
            onChange={(event) =>
              setAt(placed.find((each) => each.level === Number(event.target.value))?.locationId ?? null)
            }
          >
            {levels.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <output>{nameOf(here)}</output>
      </div>
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role -- HTML has no list whose options lie where they are on a floor */}
      <svg
        ref={drawing}
        className={styles.drawing}
        viewBox={`${frame.left} ${frame.top} ${frame.width} ${frame.height}`}
        role="listbox"
        tabIndex={0}
        aria-label={intl.formatMessage({ id: 'office.floor.drawing' }, { bins: shown.length, level })}
        aria-activedescendant={`bin ${here.locationId}`.replaceAll(/\s/g, '_')}
        aria-multiselectable
        onKeyDown={press}
        onPointerUp={drop}
      >
        {plan.crossings.map(({ code, atMm }) => (
          <line
            key={code}
            className={styles.crossing}
            x1={frame.left}
            x2={frame.left + frame.width}
            y1={frame.rear - atMm}
            y2={frame.rear - atMm}
            aria-hidden
          />
        ))}
        {plan.aisles.map(({ code, atMm }) => (
          <g key={code} aria-hidden>
            <line className={styles.aisle} x1={atMm} x2={atMm} y1={frame.rear - frame.front} y2={0} />
            <text className={styles.name} x={atMm} y={frame.rear - frame.front + margin * 0.8}>
              {code}
            </text>
          </g>
        ))}
        {shown.map((each) => {
          const purpose = binOf.get(each.locationId)?.purpose ?? 'pick';
          const length = Math.max(300, stepOf(plan, binOf.get(each.locationId) as Bin) * 0.92);
          const x = each.side === 'left' ? each.aisleAtMm - halfAisle - depth : each.aisleAtMm + halfAisle;
          return (
            <g
              key={each.locationId}
              id={`bin ${each.locationId}`.replaceAll(/\s/g, '_')}
              role="option"
              aria-selected={marked.has(each.locationId)}
              aria-label={nameOf(each)}
              data-purpose={purpose}
              data-here={each.locationId === here.locationId || undefined}
              data-marked={marked.has(each.locationId) || undefined}
              className={styles.bin}
              onPointerDown={(event) => {
                setAt(each.locationId);
                const point = pointAt(event);
                drag.current = point && { code: each.locationId, ...point };
              }}
              onDoubleClick={() => {
                const chosen = binOf.get(each.locationId);
                if (chosen) onEdit(chosen);
              }}
            >
              <rect x={x} y={frame.rear - each.alongMm - length / 2} width={depth} height={length} rx={80} />
              <text
                x={x + depth / 2}
                y={frame.rear - each.alongMm + 90}
                style={{ fontSize: Math.min(260, (1.5 * depth) / each.locationId.length) }}
              >
                {each.locationId}
              </text>
            </g>
          );
        })}
      </svg>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role */}
      <p className={styles.quiet}>
        <FormattedMessage id="office.floor.keys" />
      </p>
    </section>
  );
}

/** Millimetres; the front is at the bottom, as one stands before it. Null: nothing to be seen. */
function frameOf({
  aisles,
  crossings,
}: FloorPlan): Record<'left' | 'top' | 'width' | 'height' | 'front' | 'rear', number> | null {
  if (aisles.length === 0 || crossings.length === 0) return null;
  const across = aisles.map(({ atMm }) => atMm);
  const along = crossings.map(({ atMm }) => atMm);
  const [front, rear] = [Math.min(...along), Math.max(...along)];
  const edge = halfAisle + depth + margin / 2;
  const left = Math.min(...across) - edge;
  return {
    left,
    top: -margin,
    width: Math.max(...across) + edge - left,
    height: rear - front + 2 * margin,
    front,
    rear,
  };
}
