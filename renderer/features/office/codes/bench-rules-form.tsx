// What a warehouse asks of its benches: what becomes of goods whose code nobody knows, from when on a pair is warned of, when a box
// is photographed or asked about for its weight, and which labels of goods that come back print by themselves.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { BenchRulesRequest } from '../../../../shared/contract/codes';
import {
  type BenchRules,
  returnLabelRules,
  unknownCodeRules,
} from '../../../../shared/domain/packing/bench-rules';
import { type PhotoRules, usualPhotoRules } from '../../../../shared/domain/photo/photo';
import { usualWeightRules } from '../../../../shared/domain/weighing/expected-weight';
import styles from './codes.module.css';
import { WeightRulesFields } from './weight-rules-fields';

const limits = { times: 100, days: 730 } as const;

export function BenchRulesForm({
  rules,
  onSave,
}: {
  rules: BenchRules;
  onSave: (rules: BenchRulesRequest) => Promise<boolean>;
}): ReactNode {
  const { warehouseId: _warehouseId, ...said } = rules;
  const [wish, setWish] = useState<BenchRulesRequest>(said);
  const [isSaved, setSaved] = useState(false);
  const change = (next: Partial<BenchRulesRequest>): void => {
    setSaved(false);
    setWish({ ...wish, ...next });
  };
  return (
    <section className={styles.part} aria-labelledby="codes-rules">
      <h2 id="codes-rules">
        <FormattedMessage id="office.codes.rules" />
      </h2>
      <form
        className={styles.form}
        aria-labelledby="codes-rules"
        onSubmit={(event) => {
          event.preventDefault();
          void onSave(wish).then(setSaved);
        }}
      >
        <label>
          <FormattedMessage id="office.codes.rule.unknownCodes" />
          <select
            value={wish.unknownCodes}
            onChange={({ target }) =>
              change({ unknownCodes: unknownCodeRules.find((rule) => rule === target.value) ?? 'supervisor' })
            }
          >
            {unknownCodeRules.map((rule) => (
              <option key={rule} value={rule}>
                <FormattedMessage id={`office.codes.rule.${rule}`} />
              </option>
            ))}
          </select>
        </label>
        {(['times', 'days'] as const).map((name) => (
          <label key={name}>
            <FormattedMessage id={`office.codes.rule.${name}`} />
            <input
              type="number"
              required
              min={1}
              max={limits[name]}
              value={wish.lookAlikes[name]}
              onChange={({ target }) =>
                change({ lookAlikes: { ...wish.lookAlikes, [name]: Number(target.value) } })
              }
            />
          </label>
        ))}
        <WeightRulesFields
          rules={wish.weight ?? usualWeightRules}
          onChange={(weight) => change({ weight })}
        />
        <PhotoRulesFields rules={wish.photo ?? usualPhotoRules} onChange={(photo) => change({ photo })} />
        <label>
          <FormattedMessage id="office.codes.returnLabels" />
          <select
            value={wish.returnLabels ?? 'asked'}
            onChange={({ target }) =>
              change({ returnLabels: returnLabelRules.find((rule) => rule === target.value) })
            }
          >
            {returnLabelRules.map((rule) => (
              <option key={rule} value={rule}>
                <FormattedMessage id={`office.codes.returnLabels.${rule}`} />
              </option>
            ))}
          </select>
        </label>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={wish.scansLabels ?? false}
            onChange={({ target }) => change({ scansLabels: target.checked })}
          />
          <FormattedMessage id="office.codes.scansLabels" />
        </label>
        <p className={styles.acts}>
          <button type="submit" data-main>
            <FormattedMessage id="office.codes.save" />
          </button>
          <output>{isSaved ? <FormattedMessage id="office.codes.saved" /> : null}</output>
        </p>
      </form>
    </section>
  );
}

const mostValue = 10_000_000;

function PhotoRulesFields({
  rules,
  onChange,
}: {
  rules: PhotoRules;
  onChange: (rules: PhotoRules) => void;
}): ReactNode {
  return (
    <fieldset className={styles.fields}>
      <legend>
        <FormattedMessage id="office.codes.photo" />
      </legend>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={rules.special}
          onChange={({ target }) => onChange({ ...rules, special: target.checked })}
        />
        <FormattedMessage id="office.codes.photo.special" />
      </label>
      <label>
        <FormattedMessage id="office.codes.photo.from" />
        <input
          type="number"
          min={0}
          max={mostValue}
          step="0.01"
          value={rules.fromMinor === null ? '' : rules.fromMinor / 100}
          onChange={({ target }) =>
            onChange({
              ...rules,
              fromMinor: target.value === '' ? null : Math.round(Number(target.value) * 100),
            })
          }
        />
      </label>
      <label>
        <FormattedMessage id="office.codes.photo.keepDays" />
        <input
          type="number"
          required
          min={1}
          max={3650}
          value={rules.keepDays}
          onChange={({ target }) => onChange({ ...rules, keepDays: Number(target.value) })}
        />
      </label>
    </fieldset>
  );
}
