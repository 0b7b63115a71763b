// A whole rack of bins at once, by a pattern such as A-01..A-20 times levels; a new aisle with it where it is named.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { levelNames, rackOfBins, type RackPattern } from '../../../../shared/domain/floor/bin-pattern';
import type { FloorChangeAsked } from '../../../../shared/domain/floor/floor-change';
import {
  binPurposes,
  type Crossing,
  type FloorPlan,
  type Rack,
} from '../../../../shared/domain/floor/floor-plan';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import styles from './floor.module.css';
import { MeasureFields } from './measure-fields';
import { NumberField, numberOrNull } from './number-field';
import { useFormKeys } from './use-form-keys';

type Props = { plan: FloorPlan; onAdd: (change: FloorChangeAsked) => void; onCancel: () => void };

/** Millimetres between aisles when nobody says otherwise. */
const usualAisleMm = 3600;

export function RackForm({ plan, onAdd, onCancel }: Props): ReactNode {
  const intl = useIntl();
  const form = useFormKeys(onCancel);
  const [values, setValues] = useState(() => ({
    names: '',
    levels: '1',
    levelNames: 'numbers' as RackPattern['levelNames'],
    side: 'both' as RackPattern['side'],
    aisle: '',
    aisleAt: String(Math.max(-usualAisleMm, ...plan.aisles.map(({ atMm }) => atMm)) + usualAisleMm),
    from: '0',
    bay: '1200',
    purpose: 'pick' as RackPattern['purpose'],
    zone: '',
    length: '',
    width: '',
    height: '',
    grams: '',
  }));
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const set = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });
  const isNewAisle = !plan.aisles.some(({ code }) => code === values.aisle.trim());
  const isMeasured = [values.length, values.width, values.height].some((text) => text !== '');
  const made = rackOfBins({
    names: values.names.trim(),
    levels: numberOrNull(values.levels) ?? 0,
    levelNames: values.levelNames,
    side: values.side,
    rack: values.names.trim().split('..')[0]?.trim() ?? '',
    aisle: values.aisle.trim(),
    fromMm: numberOrNull(values.from) ?? 0,
    bayMm: numberOrNull(values.bay) ?? 0,
    purpose: values.purpose,
    zone: values.zone.trim() || null,
    size: isMeasured
      ? {
          lengthMm: numberOrNull(values.length) ?? 0,
          widthMm: numberOrNull(values.width) ?? 0,
          heightMm: numberOrNull(values.height) ?? 0,
        }
      : null,
    maxGrams: numberOrNull(values.grams),
  });
  const add = (): void => {
    if (!made.ok) {
      setFailure({ code: made.refusal.code, message: '', values: made.refusal.values });
      return;
    }
    setFailure(null);
    const zone = values.zone.trim();
    onAdd({
      put: {
        zones: zone === '' || plan.zones.some(({ code }) => code === zone) ? [] : [{ code: zone, name: '' }],
        aisles: isNewAisle ? [{ code: values.aisle.trim(), atMm: numberOrNull(values.aisleAt) ?? 0 }] : [],
        crossings: crossingsFor(plan, made.racks),
        racks: made.racks,
        bins: made.bins,
      },
    });
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={intl.formatMessage({ id: 'office.floor.add-rack' })}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <h2>
        <FormattedMessage id="office.floor.add-rack" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <div className={styles.fields}>
        <label>
          <FormattedMessage id="office.floor.names" />
          <input
            required
            maxLength={90}
            placeholder="A-01..A-20"
            value={values.names}
            onChange={(event) => set('names')(event.target.value)}
          />
        </label>
        <NumberField
          label="office.floor.levels"
          value={values.levels}
          min={1}
          max={99}
          isNeeded
          onChange={set('levels')}
        />
        <label>
          <FormattedMessage id="office.floor.level-names" />
          <select value={values.levelNames} onChange={(event) => set('levelNames')(event.target.value)}>
            {levelNames.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.floor.level-names.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.floor.aisle" />
          <input
            required
            maxLength={40}
            list="floor-aisles"
            value={values.aisle}
            onChange={(event) => set('aisle')(event.target.value)}
          />
          <datalist id="floor-aisles">
            {plan.aisles.map(({ code }) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </datalist>
        </label>
        {isNewAisle ? (
          <NumberField
            label="office.floor.aisle-at"
            value={values.aisleAt}
            max={999_999}
            isNeeded
            onChange={set('aisleAt')}
          />
        ) : null}
        <label>
          <FormattedMessage id="office.floor.side" />
          <select value={values.side} onChange={(event) => set('side')(event.target.value)}>
            {(['both', 'left', 'right'] as const).map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.floor.side.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          label="office.floor.from"
          value={values.from}
          max={999_999}
          isNeeded
          onChange={set('from')}
        />
        <NumberField
          label="office.floor.bay"
          value={values.bay}
          min={1}
          max={20_000}
          isNeeded
          onChange={set('bay')}
        />
        <label>
          <FormattedMessage id="office.floor.purpose" />
          <select value={values.purpose} onChange={(event) => set('purpose')(event.target.value)}>
            {binPurposes.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.floor.purpose.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.floor.zone" />
          <input maxLength={40} value={values.zone} onChange={(event) => set('zone')(event.target.value)} />
        </label>
        <MeasureFields values={values} isMeasured={isMeasured} set={set} />
      </div>
      {made.ok ? (
        <output>
          <FormattedMessage
            id="office.floor.becomes"
            values={{
              bins: made.bins.length,
              first: made.bins[0]?.locationId ?? '',
              last: made.bins.at(-1)?.locationId ?? '',
            }}
          />
        </output>
      ) : null}
      <div className={styles.acts}>
        <button type="submit" data-main>
          <FormattedMessage id="office.floor.add" />
        </button>
        <button type="button" onClick={onCancel}>
          <FormattedMessage id="office.floor.cancel" />
        </button>
      </div>
    </form>
  );
}

/** The first rack of a floor brings its cross aisles along: one before it, one behind it. */
function crossingsFor({ crossings }: FloorPlan, racks: readonly Rack[]): Crossing[] {
  if (crossings.length >= 2) return [];
  const end = Math.max(...racks.map(({ fromMm, bayMm, bays }) => fromMm + bayMm * bays));
  const [one] = crossings;
  if (one) return [{ code: one.code === 'X2' ? 'X1' : 'X2', atMm: one.atMm === end ? 0 : end }];
  return [
    { code: 'X1', atMm: 0 },
    { code: 'X2', atMm: end },
  ];
}
