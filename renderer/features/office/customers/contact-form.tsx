// A mail or a phone as it is typed for a customer's file. What cannot be reached is said before it is sent.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { CustomerPage } from '../../../../shared/contract/customers';
import { type HandKind, handKinds } from '../../../../shared/domain/customer/contact';
import { checkContact } from '../../../../shared/domain/customer/contact-check';
import { Problems } from '../list/address-fields';
import styles from './customers.module.css';

type ContactEntry = { kind: HandKind; shown: string };

export function ContactForm({
  countryCode,
  replaced,
  onSave,
  onCancel,
}: {
  countryCode: string;
  /** The one that is put right; null for one more. */
  replaced: CustomerPage['contacts'][number] | null;
  onSave: (entry: ContactEntry) => Promise<boolean>;
  onCancel: () => void;
}): ReactNode {
  const intl = useIntl();
  const first = useRef<HTMLInputElement>(null);
  // The form opens where it was asked for: who works by keyboard goes on in it.
  useEffect(() => first.current?.focus(), []);
  const [kind, setKind] = useState<HandKind>(replaced?.kind === 'phone' ? 'phone' : 'mail');
  const [text, setText] = useState(replaced?.shown ?? '');
  const [isTried, setTried] = useState(false);
  const problem = checkContact(kind, text, countryCode);
  const shown = problem && (isTried || text.trim() !== '') ? [problem] : [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem === null) void onSave({ kind, shown: text.trim() });
  };
  const title = intl.formatMessage({
    id: replaced ? 'office.customers.change' : 'office.customers.contact-add',
  });
  return (
    <form className={styles.form} onSubmit={submit} aria-label={title}>
      <p className={styles.acts}>
        {replaced ? null : (
          <label>
            <FormattedMessage id="office.customers.contact-kind" />
            <select value={kind} onChange={({ target }) => setKind(target.value as HandKind)}>
              {handKinds.map((each) => (
                <option key={each} value={each}>
                  {intl.formatMessage({ id: `office.customers.contact.${each}` })}
                </option>
              ))}
            </select>
          </label>
        )}
        <input
          ref={first}
          className={styles.wide}
          aria-label={intl.formatMessage({ id: `office.customers.contact.${kind}` })}
          aria-invalid={shown.length > 0}
          value={text}
          maxLength={254}
          onChange={({ target }) => setText(target.value)}
        />
      </p>
      <Problems problems={shown} onTake={(_field, suggestion) => setText(suggestion)} />
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.customers.contact-save" />
        </button>
        <button type="button" onClick={onCancel}>
          <FormattedMessage id="office.customers.cancel" />
        </button>
      </p>
    </form>
  );
}
