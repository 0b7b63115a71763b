// One bin: what it is for, where it is, how large, and what it bears.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  type Bin,
  binEditSchema,
  binPurposes,
  type FloorPlan,
  sides,
} from '../../../../shared/domain/floor/floor-plan';
import styles from './floor.module.css';
import { MeasureFields } from './measure-fields';
import { NumberField, numberOrNull } from './number-field';
import { useFormKeys } from './use-form-keys';

type Props = {
  plan: FloorPlan;
  /** Null: a new one. */
  bin: Bin | null;
  onSave: (bin: Bin) => void;
  onRemove: (code: string) => void;
  onCancel: () => void;
};

export function BinForm({ plan, bin, onSave, onRemove, onCancel }: Props): ReactNode {
  const intl = useIntl();
  const form = useFormKeys(onCancel);
  const [values, setValues] = useState(() => ({
    code: bin?.locationId ?? '',
    purpose: bin?.purpose ?? 'pick',
    zone: bin?.zone ?? '',
    aisle: bin?.spot ? (bin.aisle ?? '') : '',
    side: bin?.spot?.side ?? 'left',
    rack: bin?.spot?.rack ?? '',
    along: String(bin?.spot?.alongMm ?? ''),
    level: String(bin?.spot?.level ?? 1),
    length: String(bin?.size?.lengthMm ?? ''),
    width: String(bin?.size?.widthMm ?? ''),
    height: String(bin?.size?.heightMm ?? ''),
    grams: String(bin?.maxGrams ?? ''),
  }));
  const [isWrong, setWrong] = useState(false);
  const set = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });
  const isPlaced = values.aisle !== '';
  const racks = plan.racks.filter(({ aisle, side }) => aisle === values.aisle && side === values.side);
  const isMeasured = [values.length, values.width, values.height].some((text) => text !== '');
  const save = (): void => {
    const read = binEditSchema.safeParse({
      locationId: values.code,
      purpose: values.purpose,
      zone: values.zone || null,
      aisle: isPlaced ? values.aisle : bin?.spot ? null : (bin?.aisle ?? null),
      spot: isPlaced
        ? {
            rack: racks.some(({ code }) => code === values.rack) ? values.rack : null,
            side: values.side,
            alongMm: numberOrNull(values.along),
            level: numberOrNull(values.level),
          }
        : null,
      size: isMeasured
        ? {
            lengthMm: numberOrNull(values.length),
            widthMm: numberOrNull(values.width),
            heightMm: numberOrNull(values.height),
          }
        : null,
      maxGrams: numberOrNull(values.grams),
      walkOrder: bin?.walkOrder ?? 0,
    });
    setWrong(!read.success);
    if (read.success) onSave(read.data);
  };
  const title = intl.formatMessage(
    { id: bin ? 'office.floor.edit-bin' : 'office.floor.add-bin' },
    { bin: bin?.locationId ?? '' },
  );
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{title}</h2>
      {isWrong ? (
        <p role="alert">
          <FormattedMessage id="office.floor.bin-wrong" />
        </p>
      ) : null}
      <div className={styles.fields}>
        {bin ? null : (
          <label>
            <FormattedMessage id="office.floor.code" />
            <input
              required
              maxLength={40}
              value={values.code}
              onChange={(event) => set('code')(event.target.value)}
            />
          </label>
        )}
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
        <Choice
          label="office.floor.zone"
          value={values.zone}
          codes={plan.zones.map(({ code }) => code)}
          onChange={set('zone')}
        />
        <Choice
          label="office.floor.aisle"
          value={values.aisle}
          codes={plan.aisles.map(({ code }) => code)}
          onChange={set('aisle')}
        />
        {isPlaced ? (
          <>
            <label>
              <FormattedMessage id="office.floor.side" />
              <select value={values.side} onChange={(event) => set('side')(event.target.value)}>
                {sides.map((each) => (
                  <option key={each} value={each}>
                    {intl.formatMessage({ id: `office.floor.side.${each}` })}
                  </option>
                ))}
              </select>
            </label>
            <Choice
              label="office.floor.rack"
              value={values.rack}
              codes={racks.map(({ code }) => code)}
              onChange={set('rack')}
            />
            <NumberField
              label="office.floor.along"
              value={values.along}
              max={999_999}
              isNeeded
              onChange={set('along')}
            />
            <NumberField
              label="office.floor.level"
              value={values.level}
              min={1}
              max={99}
              isNeeded
              onChange={set('level')}
            />
          </>
        ) : null}
        <MeasureFields values={values} isMeasured={isMeasured} set={set} />
      </div>
      <div className={styles.acts}>
        <button type="submit" data-main>
          <FormattedMessage id="office.floor.save" />
        </button>
        <button type="button" onClick={onCancel}>
          <FormattedMessage id="office.floor.cancel" />
        </button>
        {bin ? (
          <button type="button" onClick={() => onRemove(bin.locationId)}>
            <FormattedMessage id="office.floor.remove-bin" />
          </button>
        ) : null}
      </div>
    </form>
  );
}

function Choice({
  label,
  value,
  codes,
  onChange,
}: {
  label: string;
  value: string;
  codes: readonly string[];
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <label>
      <FormattedMessage id={label} />
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">–</option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </select>
    </label>
  );
}
