// What the office wants packers to know: custom fields of the order, or of the item that is wanted, in the bench's language.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { ShownField } from '../../../shared/domain/parcel/parcel';
import styles from './shown-fields.module.css';

export function ShownFields({ fields }: { fields: readonly ShownField[] | undefined }): ReactNode {
  const intl = useIntl();
  if (!fields || fields.length === 0) return null;
  const language = intl.locale.startsWith('tr') ? 'tr' : 'en';
  return (
    <dl className={styles.fields}>
      {fields.map((field) => (
        <div key={field.key}>
          <dt>{field.names[language]}</dt>
          <dd>{field[language]}</dd>
        </div>
      ))}
    </dl>
  );
}
