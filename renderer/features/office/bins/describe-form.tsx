// What many bins are for and what goes into them, said at once: all whose name begins so.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { DescribeShelves } from '../../../../shared/contract/shelves';
import { locationIdSchema } from '../../../../shared/domain/ids';
import { type ShelfKind, shelfKinds } from '../../../../shared/domain/putaway/shelf';
import styles from '../workbench/workbench.module.css';

const sides = ['lengthMm', 'widthMm', 'heightMm'] as const;

export function DescribeForm({
  isOff,
  onSay,
}: {
  isOff: boolean;
  onSay: (said: DescribeShelves) => void;
}): ReactNode {
  const [begins, setBegins] = useState('');
  const [isNew, setNew] = useState(false);
  const [kind, setKind] = useState<ShelfKind>('pick');
  const [size, setSize] = useState({ lengthMm: '', widthMm: '', heightMm: '' });
  const [kilograms, setKilograms] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [lengthMm, widthMm, heightMm] = sides.map((side) => Number(size[side]));
    onSay({
      begins: locationIdSchema.parse(begins.trim()),
      isNew,
      kind,
      size: lengthMm && widthMm && heightMm ? { lengthMm, widthMm, heightMm } : null,
      maxGrams: kilograms === '' ? null : Math.round(Number(kilograms) * 1000),
    });
  };
  return (
    <form className={styles.part} aria-labelledby="bins-describe" onSubmit={submit}>
      <h2 id="bins-describe">
        <FormattedMessage id="office.bins.describe" />
      </h2>
      <fieldset className={`${styles.fields} ${styles.pairs}`}>
        <label>
          <FormattedMessage id="office.bins.begins" />
          <input value={begins} required maxLength={64} onChange={({ target }) => setBegins(target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={isNew} onChange={() => setNew(!isNew)} />
          <FormattedMessage id="office.bins.is-new" />
        </label>
        <label>
          <FormattedMessage id="office.bins.column.kind" />
          <select value={kind} onChange={({ target }) => setKind(target.value as ShelfKind)}>
            {shelfKinds.map((each) => (
              <FormattedMessage key={each} id={`office.bins.kind.${each}`}>
                {(words) => <option value={each}>{words}</option>}
              </FormattedMessage>
            ))}
          </select>
        </label>
        {sides.map((side) => (
          <label key={side}>
            <FormattedMessage id={`office.bins.${side}`} />
            <input
              type="number"
              min={1}
              max={100_000}
              value={size[side]}
              onChange={({ target }) => setSize({ ...size, [side]: target.value })}
            />
          </label>
        ))}
        <label>
          <FormattedMessage id="office.bins.column.weight" />
          <input
            type="number"
            min={0.1}
            max={100_000}
            step={0.1}
            value={kilograms}
            onChange={({ target }) => setKilograms(target.value)}
          />
        </label>
      </fieldset>
      <button type="submit" data-main="true" disabled={isOff}>
        <FormattedMessage id="office.bins.say" />
      </button>
    </form>
  );
}
