// What is asked of a release: the method, the trolley, how many pick, and where.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { ReleaseRequest } from '../../../../shared/contract/floor';
import { pickMethods, type PickMethod } from '../../../../shared/domain/tour/tour';
import styles from './picking.module.css';

const numbers = ['places', 'units', 'most', 'leastUnits', 'pickers', 'seconds'] as const;
type Numbers = Record<(typeof numbers)[number], string>;
const bounds: Record<(typeof numbers)[number], { min: number; max: number }> = {
  places: { min: 1, max: 200 },
  units: { min: 1, max: 100_000 },
  most: { min: 1, max: 2000 },
  leastUnits: { min: 0, max: 100_000 },
  pickers: { min: 1, max: 500 },
  seconds: { min: 1, max: 60 },
};
const usual: Numbers = {
  places: '8',
  units: '120',
  most: '200',
  leastUnits: '0',
  pickers: '2',
  seconds: '3',
};

export function ReleaseForm({
  zones,
  isBusy,
  onAsk,
}: {
  zones: readonly string[];
  isBusy: boolean;
  onAsk: (wish: ReleaseRequest) => void;
}): ReactNode {
  const [method, setMethod] = useState<PickMethod>('batch');
  const [values, setValues] = useState(usual);
  const [dueBy, setDueBy] = useState('');
  const [inTurn, setInTurn] = useState(false);
  const [only, setOnly] = useState<readonly string[]>([]);
  const shown = numbers.filter((name) => (name === 'leastUnits' ? method === 'wave' : true));
  const valueOf = (name: (typeof numbers)[number]): number => {
    const { min, max } = bounds[name];
    return Math.min(max, Math.max(min, Math.round(Number(values[name])) || min));
  };
  return (
    <form
      className={styles.form}
      aria-labelledby="picking-plan"
      onSubmit={(event) => {
        event.preventDefault();
        const [places, units, most, leastUnits, pickers] = numbers.map(valueOf) as [
          number,
          number,
          number,
          number,
          number,
        ];
        onAsk({
          wish: {
            method,
            places,
            units,
            most,
            leastUnits,
            pickers,
            inTurn,
            dueBy: dueBy === '' ? null : dueBy,
            zones: [...only],
          },
          milliseconds: 1000 * valueOf('seconds'),
        });
      }}
    >
      <h2 id="picking-plan">
        <FormattedMessage id="office.picking.plan" />
      </h2>
      <fieldset>
        <legend>
          <FormattedMessage id="office.picking.method" />
        </legend>
        {pickMethods.map((name) => (
          <label key={name}>
            <input type="radio" name="method" checked={method === name} onChange={() => setMethod(name)} />
            <span>
              <strong>
                <FormattedMessage id={`office.picking.method.${name}`} />
              </strong>{' '}
              <FormattedMessage id={`office.picking.method.${name}.about`} />
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles.numbers}>
        {shown.map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.picking.wish.${name}`} />
            <input
              type="number"
              {...bounds[name]}
              required
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </label>
        ))}
        <label>
          <FormattedMessage id="office.picking.wish.dueBy" />
          <input type="time" value={dueBy} onChange={(event) => setDueBy(event.target.value)} />
        </label>
      </div>
      {zones.length > 1 ? (
        <fieldset className={styles.zones}>
          <legend>
            <FormattedMessage id="office.picking.zones" />
          </legend>
          {zones.map((zone) => (
            <label key={zone}>
              <input
                type="checkbox"
                checked={only.includes(zone)}
                onChange={(event) =>
                  setOnly(event.target.checked ? [...only, zone] : only.filter((each) => each !== zone))
                }
              />
              {zone}
            </label>
          ))}
        </fieldset>
      ) : null}
      {method === 'zone' ? (
        <label>
          <input type="checkbox" checked={inTurn} onChange={(event) => setInTurn(event.target.checked)} />
          <FormattedMessage id="office.picking.in-turn" />
        </label>
      ) : null}
      <button type="submit" data-main="true" disabled={isBusy}>
        <FormattedMessage id="office.picking.plan-now" />
      </button>
    </form>
  );
}
