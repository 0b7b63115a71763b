// A code that no scanner can read, typed by a person. From here on it is a scan like any other.
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ScanEvent } from '../../shared/barcode/scan';
import { useText } from '../app/locale';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';

export function TypeCode({
  isOpen,
  onClose,
  onCode,
}: {
  isOpen: boolean;
  onClose: () => void;
  onCode: (text: string) => void;
}): ReactNode {
  const say = useText();
  const [code, setCode] = useState('');
  const close = (): void => {
    setCode('');
    onClose();
  };
  const take = (event: FormEvent): void => {
    event.preventDefault();
    const text = code.trim();
    close();
    if (text !== '') onCode(text);
  };
  const formId = 'type-code';
  const buttons = (
    <>
      <Button onPress={close}>{say('ui.cancel')}</Button>
      <Button kind="main" type="submit" form={formId} isDisabled={code.trim() === ''} keyHint="Enter">
        {say('type-code.take')}
      </Button>
    </>
  );
  return (
    <Dialog title={say('type-code.title')} isOpen={isOpen} onClose={close} buttons={buttons}>
      <form id={formId} onSubmit={take}>
        <Field
          label={say('type-code.field')}
          hint={say('type-code.hint')}
          value={code}
          onChange={setCode}
          maxLength={200}
          code
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type into this one field
          autoFocus
        />
      </form>
    </Dialog>
  );
}

/** A scan event of a typed code. `now` is the wall clock, ISO. */
export function typedScan(text: string, scanId: string, now: string): ScanEvent {
  return {
    scanId,
    at: now,
    source: 'manual',
    deviceId: 'screen',
    raw: text,
    aim: null,
    text,
    complete: true,
    repeat: false,
    timing: null,
  };
}
