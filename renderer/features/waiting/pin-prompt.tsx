// The one question while a badge waits for its PIN. Digits come from the keyboard or from the digits of the command
// sheet; a scanner's keys never reach the field (main keeps them), so no scan is taken for digits.
// Must never show, say or keep a PIN: it is in this field until it is given, and nowhere else.
import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { pinSchema } from '../../../shared/domain/people/pin';
import type { PinFor } from '../../../shared/domain/packing/session';
import { useText } from '../../app/locale';
import { commandOfPayload } from '../../input/commands';
import type { ScanBus } from '../../input/scan-bus';
import { Field } from '../../ui/field';
import styles from './pin-prompt.module.css';

type Props = {
  pinFor: PinFor;
  bus: Pick<ScanBus, 'listen'>;
  onPin: (pin: string) => void;
  onGiveUp: () => void;
};

const mostDigits = 8;

/** Give it a new key with every answer: the field begins empty. */
export function PinPrompt({ pinFor, bus, onPin, onGiveUp }: Props): ReactNode {
  const say = useText();
  const [digits, setDigits] = useState('');
  const [isChecking, setChecking] = useState(false);
  const place = useRef<HTMLElement>(null);
  const now = useRef({ digits: '', onPin, onGiveUp });
  useEffect(() => {
    now.current.onPin = onPin;
    now.current.onGiveUp = onGiveUp;
  });
  const take = useCallback((text: string): void => {
    now.current.digits = text.replace(/[^0-9]/g, '').slice(0, mostDigits);
    setDigits(now.current.digits);
  }, []);
  const give = useCallback((): void => {
    const pin = now.current.digits;
    if (!pinSchema.safeParse(pin).success) return;
    take('');
    setChecking(true);
    now.current.onPin(pin);
  }, [take]);
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  useEffect(
    () =>
      bus.listen(['command'], ({ meaning }) => {
        const id = meaning.kind === 'command' ? commandOfPayload(meaning.payload)?.id : undefined;
        const digit = /^quantity-([0-9])$/.exec(id ?? '')?.[1];
        if (digit !== undefined) take(now.current.digits + digit);
        else if (id === 'ok') give();
        else if (id === 'undo') take(now.current.digits.slice(0, -1));
        else return 'pass';
        return undefined;
      }),
    [bus, take, give],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    give();
  };
  return (
    <section className={styles.prompt} ref={place} aria-busy={isChecking}>
      <h1>{say('pin.title', { name: pinFor.person.name })}</h1>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={say('pin.field')}
          hint={say('pin.hint')}
          type="password"
          inputMode="numeric"
          value={digits}
          onChange={take}
          maxLength={mostDigits}
          onKeyDown={(event) => {
            if (event.key === 'Escape') now.current.onGiveUp();
          }}
          code
        />
        <p aria-hidden="true">
          {isChecking ? say('pin.checking') : say('pin.count', { count: digits.length })}
        </p>
      </form>
    </section>
  );
}
