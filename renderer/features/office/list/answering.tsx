// Who answers for what is about to be done: badge and PIN, asked for with each act and kept nowhere. A badge is typed as it
// is printed or by its number, or scanned.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { readOwnCode } from '../../../../shared/barcode/own-code';
import { usePageScans } from '../page-scans';
import type { Answering } from '../payments/money-api';
import styles from '../office.module.css';

export type Wanted = {
  /** Id of the words on the button. */
  label: string;
  /** A reason that is stored with the act. */
  needsNote?: boolean;
  act: (by: Answering, note: string) => Promise<boolean>;
};

export function AnsweringForm({ wanted, onEnd }: { wanted: Wanted; onEnd: () => void }): ReactNode {
  const intl = useIntl();
  const [badge, setBadge] = useState('');
  const [pin, setPin] = useState('');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);
  // Who pressed the button goes on typing here.
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEnd();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onEnd]);
  usePageScans((scanned) => {
    setBadge(badgeNumber(scanned));
    pinField.current?.focus();
  });
  const words = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    void wanted.act({ badge: badgeNumber(badge), pin: pin === '' ? null : pin }, note).then((isDone) => {
      setBusy(false);
      setPin('');
      if (isDone) onEnd();
    });
  };
  return (
    <form className={styles.filters} aria-label={words(wanted.label)} onSubmit={submit}>
      {wanted.needsNote ? (
        <input
          ref={first}
          aria-label={words('office.answering.note')}
          placeholder={words('office.answering.note')}
          value={note}
          required
          maxLength={300}
          onChange={(event) => setNote(event.target.value)}
        />
      ) : null}
      <input
        ref={wanted.needsNote ? null : first}
        aria-label={words('office.answering.badge')}
        placeholder={words('office.answering.badge')}
        value={badge}
        required
        maxLength={20}
        autoComplete="off"
        onChange={(event) => setBadge(event.target.value)}
      />
      <input
        ref={pinField}
        aria-label={words('office.answering.pin')}
        placeholder={words('office.answering.pin')}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        required
        maxLength={8}
        onChange={(event) => setPin(event.target.value)}
      />
      <button type="submit" disabled={busy}>
        <FormattedMessage id={wanted.label} />
      </button>
      <button type="button" onClick={onEnd}>
        <FormattedMessage id="office.answering.leave" />
      </button>
    </form>
  );
}

/** The number on a badge, out of its whole code. */
function badgeNumber(text: string): string {
  const read = readOwnCode(text.trim());
  return read.is === 'own' && read.kind === 'badge' ? read.payload : text.trim();
}
