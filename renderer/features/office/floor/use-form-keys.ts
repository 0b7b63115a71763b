// A form that opens by a key takes the focus at its first field, and closes with Escape.
import { type RefObject, useEffect, useRef } from 'react';

export function useFormKeys(onCancel: () => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const cancel = useRef(onCancel);
  useEffect(() => {
    cancel.current = onCancel;
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
    const press = (event: KeyboardEvent): void => {
      const isInside = event.target instanceof Node && form.current?.contains(event.target);
      if (event.key === 'Escape' && isInside) cancel.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return form;
}
