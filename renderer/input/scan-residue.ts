// Takes out of a field what a scan left there behind everybody's back. Main keeps a scanner's keys from the page, but
// on Linux the input method has seen them before: of a dead key (^ on a French keyboard) and the key behind it, it makes
// text of its own and puts it into the field. Such text comes without a key having gone down in the page.
// Never touches what a person typed, pasted or dictated: without a scan behind it, it stays.

type Field = HTMLInputElement | HTMLTextAreaElement;
type Before = { field: Field; value: string; start: number | null; end: number | null; atMs: number };

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);
/** Text that came longer than this before the scan was not the scan's. */
const scanMs = 2000;

export type Residue = {
  /** Call when a scan by keyboard has come. */
  clean: () => void;
  stop: () => void;
};

export function watchResidue(page: Document): Residue {
  let before: Before | null = null;
  let keyWentDown = false;

  const keyDown = (event: KeyboardEvent): void => {
    // Main lets Shift through also in the middle of a scan; by itself it types nothing.
    if (!modifiers.has(event.key)) keyWentDown = true;
  };
  /** What a key types comes before it is let go; one that types nothing (F2, an arrow) speaks for no later text. */
  const keyUp = (event: KeyboardEvent): void => {
    if (!modifiers.has(event.key)) keyWentDown = false;
  };
  const beforeInput = (event: InputEvent): void => {
    const isTyped = /^insert(?:Text|CompositionText|FromComposition)$/.test(event.inputType);
    if (!isTyped || keyWentDown) {
      keyWentDown = false;
      before = null;
      return;
    }
    const field = event.target;
    if (!isField(field) || before?.field === field) return;
    const { value, selectionStart: start, selectionEnd: end } = field;
    before = { field, value, start, end, atMs: event.timeStamp };
  };
  page.addEventListener('keydown', keyDown, true);
  page.addEventListener('keyup', keyUp, true);
  page.addEventListener('beforeinput', beforeInput, true);

  return {
    clean: () => {
      const found = before;
      before = null;
      if (!found || performance.now() - found.atMs > scanMs || page.activeElement !== found.field) return;
      putBack(found);
    },
    stop: () => {
      page.removeEventListener('keydown', keyDown, true);
      page.removeEventListener('keyup', keyUp, true);
      page.removeEventListener('beforeinput', beforeInput, true);
    },
  };
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function putBack({ field, value, start, end }: Before): void {
  // React looks at the prototype's setter; one set on the element would go unseen by it.
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  if (start !== null && end !== null) field.setSelectionRange(start, end);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }));
}
