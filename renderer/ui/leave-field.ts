// ESC in a field of a station's page leads out of it; the next one leaves the page.
import type { KeyboardEvent } from 'react';

export function leaveField(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape' || !(event.target instanceof HTMLElement)) return;
  if (!event.target.closest('input, select, textarea')) return;
  event.currentTarget.closest<HTMLElement>('section[tabindex]')?.focus();
}
