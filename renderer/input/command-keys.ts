// Keys of the registry, anywhere on the page. Keys of a scanner never come here: main keeps them.
// What belongs to a field, a button or a dialog stays theirs: Enter there is theirs, F-keys are ours everywhere.
import { type Command, commandOfKey } from './commands';

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'defaultPrevented'
>;

/** `F4`, `Shift+F2`, `Enter`, `Escape`, `Control+3`, `Control+Shift+3`, `Control+L`; null for keys no command can have. */
export function keyNameOf(press: Omit<KeyPress, 'repeat' | 'defaultPrevented'>): string | null {
  if (press.altKey || press.metaKey) return null;
  if (press.shiftKey && press.ctrlKey) {
    const digit = /^Digit([0-9])$/.exec(press.code)?.[1];
    return digit === undefined ? null : `Control+Shift+${digit}`;
  }
  if (press.shiftKey) return /^F[0-9]{1,2}$/.test(press.key) ? `Shift+${press.key}` : null;
  if (press.ctrlKey) {
    // The digit row types other signs on some layouts, so digits go by place; letters go by what is printed on them.
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
    const name = digit ?? (/^[A-Za-z]$/.test(press.key) ? press.key.toUpperCase() : null);
    return name === null ? null : `Control+${name}`;
  }
  return /^(?:F[0-9]{1,2}|Enter|Escape)$/.test(press.key) ? press.key : null;
}

const fields = 'input, textarea, select, [contenteditable="true"]';
const pressables = `${fields}, button, a[href], summary, [role="button"], [role="grid"], [role="option"]`;
const dialogs = '[role="dialog"], [role="alertdialog"], dialog[open]';

/** May this key press at this place mean a command? */
export function isForCommand(keyName: string, target: Element | null): boolean {
  if (/^(?:Shift\+)?F[0-9]/.test(keyName)) return true;
  const isIn = (places: string): boolean => Boolean(target?.closest(places));
  const isDialogOpen = Boolean(target?.ownerDocument.querySelector(dialogs));
  if (keyName === 'Enter') return !isDialogOpen && !isIn(pressables);
  if (keyName === 'Escape') return !isDialogOpen && !isIn(fields);
  return !isIn(fields);
}

/** Calls `run` for every command given by key. Returns the way to stop. */
export function listenForCommands(page: Window, run: (command: Command) => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const keyName = keyNameOf(event);
    if (keyName === null) return;
    const command = commandOfKey(keyName);
    const target = event.target instanceof Element ? event.target : null;
    if (!command || !isForCommand(keyName, target)) return;
    event.preventDefault();
    run(command);
  };
  page.addEventListener('keydown', press);
  return () => page.removeEventListener('keydown', press);
}
