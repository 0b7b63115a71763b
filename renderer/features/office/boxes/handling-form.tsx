// One product: its measures, how it lies, what it bears, how it is protected, and what to do by hand.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { HandlingRequest, HandlingRow } from '../../../../shared/contract/boxes';
import {
  type Handling,
  hazardClasses,
  type HazardClass,
  protectionClasses,
  type ProtectionClass,
} from '../../../../shared/domain/catalogue/handling';
import styles from './boxes.module.css';

type Product = HandlingRequest['products'][number];
const measures = ['lengthMm', 'widthMm', 'heightMm'] as const;
const flags = ['thisSideUp', 'liquid', 'shipsAlone'] as const;

export function HandlingForm({
  row,
  onSave,
  onLeave,
}: {
  row: HandlingRow;
  onSave: (product: Product) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const [handling, setHandling] = useState<Handling>(row.handling);
  const [size, setSize] = useState(row.size);
  const [weightGrams, setWeight] = useState(row.weightGrams);
  const [words, setWords] = useState(row.handling.instructions[0] ?? { en: '', tr: '' });
  const say = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [en, tr] = [words.en.trim(), words.tr.trim()];
    const first = en === '' && tr === '' ? [] : [{ en: en || tr, tr: tr || en }];
    const instructions = [...first, ...row.handling.instructions.slice(1)];
    onSave({ sku: row.sku, handling: { ...handling, instructions }, size, weightGrams });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="handling-of">
      <h3 id="handling-of">
        {row.name} ({row.sku})
      </h3>
      <div className={styles.fields}>
        {measures.map((each) => (
          <label key={each}>
            <FormattedMessage id={`office.boxes.${each}`} />
            <input
              type="number"
              min={1}
              max={20_000}
              required
              value={size[each]}
              onChange={({ target }) => setSize({ ...size, [each]: target.valueAsNumber })}
            />
          </label>
        ))}
        <label>
          <FormattedMessage id="office.boxes.weightGrams" />
          <input
            type="number"
            min={1}
            max={10_000_000}
            required
            value={weightGrams}
            onChange={({ target }) => setWeight(target.valueAsNumber)}
          />
        </label>
        <label>
          <FormattedMessage id="office.boxes.protection" />
          <select
            value={handling.protection}
            onChange={({ target }) =>
              setHandling({ ...handling, protection: target.value as ProtectionClass })
            }
          >
            {protectionClasses.map((each) => (
              <option key={each} value={each}>
                {say(`office.boxes.protection.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.boxes.hazard" />
          <select
            value={handling.hazardClass ?? ''}
            onChange={({ target }) =>
              setHandling({
                ...handling,
                hazardClass: target.value === '' ? null : (target.value as HazardClass),
              })
            }
          >
            <option value="">{say('office.boxes.hazard.none')}</option>
            {hazardClasses.map((each) => (
              <option key={each} value={each}>
                {say(`office.boxes.hazard.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.boxes.bears" />
          <input
            type="number"
            min={0}
            max={1_000_000_000}
            value={handling.bearsGramsPerM2 ?? ''}
            onChange={({ target }) =>
              setHandling({
                ...handling,
                bearsGramsPerM2: target.value === '' ? null : target.valueAsNumber,
              })
            }
          />
        </label>
      </div>
      <div className={styles.fields}>
        {flags.map((each) => (
          <label key={each} className={styles.check}>
            <input
              type="checkbox"
              checked={handling[each]}
              onChange={({ target }) => setHandling({ ...handling, [each]: target.checked })}
            />
            <FormattedMessage id={`office.boxes.${each}`} />
          </label>
        ))}
      </div>
      <div className={styles.fields}>
        {(['en', 'tr'] as const).map((language) => (
          <label key={language}>
            <FormattedMessage id={`office.boxes.instruction.${language}`} />
            <input
              value={words[language]}
              maxLength={200}
              onChange={({ target }) => setWords({ ...words, [language]: target.value })}
            />
          </label>
        ))}
      </div>
      <p className={styles.head}>
        <button type="submit" data-main="yes">
          <FormattedMessage id="office.boxes.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.boxes.leave" />
        </button>
      </p>
    </form>
  );
}
