// Racks: moved along or across the floor with all their bins, or taken away with them.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FloorChangeAsked } from '../../../../shared/domain/floor/floor-change';
import { type FloorPlan, type Rack, sides } from '../../../../shared/domain/floor/floor-plan';
import { rackMoved, rackRemoved } from '../../../../shared/domain/floor/move-parts';
import styles from './floor.module.css';
import { numberOrNull } from './number-field';

type Props = { plan: FloorPlan; onChange: (change: FloorChangeAsked) => void };

export function RackList({ plan, onChange }: Props): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="floor-racks">
      <h2 id="floor-racks">
        <FormattedMessage id="office.floor.racks" values={{ racks: plan.racks.length }} />
      </h2>
      {plan.racks.length === 0 ? (
        <p>
          <FormattedMessage id="office.floor.no-racks" />
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                {['rack', 'bins', 'aisle', 'side', 'from', 'acts'].map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.floor.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {plan.racks.map((rack) => (
                <RackRow
                  key={`${rack.code} ${rack.aisle} ${rack.side} ${rack.fromMm}`}
                  plan={plan}
                  rack={rack}
                  onChange={onChange}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function RackRow({ plan, rack, onChange }: Props & { rack: Rack }): ReactNode {
  const intl = useIntl();
  const [to, setTo] = useState({ aisle: rack.aisle, side: rack.side, from: String(rack.fromMm) });
  const bins = plan.bins.filter(({ spot }) => spot?.rack === rack.code).length;
  const isMoved = to.aisle !== rack.aisle || to.side !== rack.side || to.from !== String(rack.fromMm);
  const named = (id: string): string => intl.formatMessage({ id }, { code: rack.code });
  return (
    <tr>
      <th scope="row">{rack.code}</th>
      <td>{bins}</td>
      <td>
        <select
          aria-label={named('office.floor.aisle-of')}
          value={to.aisle}
          onChange={(event) => setTo({ ...to, aisle: event.target.value })}
        >
          {plan.aisles.map(({ code }) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select
          aria-label={named('office.floor.side-of')}
          value={to.side}
          onChange={(event) => setTo({ ...to, side: event.target.value as Rack['side'] })}
        >
          {sides.map((side) => (
            <option key={side} value={side}>
              {intl.formatMessage({ id: `office.floor.side.${side}` })}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          type="number"
          min={0}
          max={999_999}
          aria-label={named('office.floor.from-of')}
          value={to.from}
          onChange={(event) => setTo({ ...to, from: event.target.value })}
        />
      </td>
      <td className={styles.acts}>
        <button
          type="button"
          disabled={!isMoved}
          aria-label={named('office.floor.move-one')}
          onClick={() =>
            onChange(
              rackMoved(plan, rack, {
                aisle: to.aisle,
                side: to.side,
                fromMm: numberOrNull(to.from) ?? rack.fromMm,
              }),
            )
          }
        >
          <FormattedMessage id="office.floor.move" />
        </button>
        <button
          type="button"
          aria-label={named('office.floor.remove-one')}
          onClick={() => onChange(rackRemoved(plan, rack))}
        >
          <FormattedMessage id="office.floor.remove" />
        </button>
      </td>
    </tr>
  );
}
