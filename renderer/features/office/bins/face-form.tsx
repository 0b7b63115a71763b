// How full the face of a product is kept in a bin; with nothing to fill it up to it has none there any more.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { FaceRequest } from '../../../../shared/contract/shelves';
import { locationIdSchema, skuSchema } from '../../../../shared/domain/ids';
import styles from '../workbench/workbench.module.css';

const fields = ['bin', 'sku', 'min', 'max'] as const;

export function FaceForm({
  isOff,
  onSay,
}: {
  isOff: boolean;
  onSay: (face: FaceRequest) => void;
}): ReactNode {
  const [texts, setTexts] = useState({ bin: '', sku: '', min: '', max: '' });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSay({
      locationId: locationIdSchema.parse(texts.bin.trim()),
      sku: skuSchema.parse(texts.sku.trim()),
      min: Number(texts.min),
      max: texts.max === '' ? null : Number(texts.max),
    });
  };
  return (
    <form className={styles.part} aria-labelledby="bins-face" onSubmit={submit}>
      <h2 id="bins-face">
        <FormattedMessage id="office.bins.face" />
      </h2>
      <fieldset className={`${styles.fields} ${styles.pairs}`}>
        {fields.map((field) => (
          <label key={field}>
            <FormattedMessage id={`office.bins.face-${field}`} />
            <input
              type={field === 'bin' || field === 'sku' ? 'text' : 'number'}
              min={field === 'max' ? Math.max(1, Number(texts.min)) : 0}
              max={1_000_000}
              maxLength={64}
              required={field !== 'max'}
              value={texts[field]}
              onChange={({ target }) => setTexts({ ...texts, [field]: target.value })}
            />
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={isOff}>
        <FormattedMessage id="office.bins.say" />
      </button>
    </form>
  );
}
