// Keeps the keyboard's place. What has the focus may go (a row that was removed, a form that was saved) or be switched off (a
// button whose act is done); the browser then lets the focus fall to the page, where Tab begins anew and Escape reaches no
// dialog. Here it goes on nearby instead. Must never take the focus from where somebody, or something else, has put it.

/** Until then whoever closed a dialog, or opened a form, has put the focus where it belongs. */
const goneMs = 60;
/** A button that is off while its answer is under way is on again by then, or its act is over. */
const offMs = 150;

const focusable = [
  'button:not([disabled])',
  'input:not([disabled])',
  'select:not([disabled])',
  'textarea:not([disabled])',
  'a[href]',
  'summary',
  '[tabindex]:not([tabindex="-1"])',
].join(',');

/** Where the focus may go on: the dialog that is open, else the page. */
const places = '[role="dialog"], [role="alertdialog"], main';

/** Where something was that is gone: behind `before`, in `parent`. */
type Gap = { parent: Node; before: Node | null };

/** @returns ends it */
export function keepFocus(document: Document): () => void {
  let last: HTMLElement | null = null;
  let gap: Gap | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isLost = (): boolean => {
    const { activeElement } = document;
    return activeElement === null || activeElement === document.body || activeElement === last;
  };
  const mend = (): void => {
    if (last === null || !isLost()) return;
    if (isUsable(last)) {
      if (document.activeElement !== last) last.focus();
      return;
    }
    const next = last.isConnected ? besides(last) : gap && near(document, gap);
    next?.focus();
  };
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(mend, ms);
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    clearTimeout(timer);
    last = target;
    gap = null;
  };
  const onFocusOut = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null || target !== last) return;
    // Somebody pressed where nothing is: they do not want it back. What is going is gone a moment later.
    setTimeout(() => {
      if (last === target && last !== null && isUsable(last) && document.hasFocus()) last = null;
    }, 0);
  };
  const observer = new MutationObserver((records) => {
    const had = last;
    if (had === null || isUsable(had)) return;
    if (!had.isConnected && gap === null) {
      const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(had)));
      if (record) gap = { parent: record.target, before: record.previousSibling };
    }
    if (isLost()) later(had.isConnected ? offMs : goneMs);
  });

  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('focusout', onFocusOut);
  };
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches('[disabled]') && element.closest('[hidden]') === null;
}

/** Of a control that is off: where its place says one goes on (`data-goes-on`), else the next control, else the one before. */
function besides(element: HTMLElement): HTMLElement | null {
  const place = element.closest<HTMLElement>(places);
  if (!place) return null;
  return (
    place.querySelector<HTMLElement>('[data-goes-on]:not([disabled])') ??
    nearest(place, (other) => element.compareDocumentPosition(other)) ??
    place
  );
}

function near(document: Document, { parent, before }: Gap): HTMLElement | null {
  const around = parent instanceof Element ? parent.closest<HTMLElement>(places) : null;
  // A whole page or a dialog went: its place is the page's beginning.
  if (!around || !parent.isConnected || parent === around)
    return around ?? document.querySelector<HTMLElement>('main');
  const from = before?.isConnected ? before : parent;
  return (
    nearest(around, (other) => {
      const where = from.compareDocumentPosition(other);
      // What is inside what stands before the gap stands before it too; what is inside its parent alone comes after.
      return from === before && where & Node.DOCUMENT_POSITION_CONTAINED_BY
        ? Node.DOCUMENT_POSITION_PRECEDING
        : where;
    }) ?? around
  );
}

function nearest(place: Element, whereIs: (other: Element) => number): HTMLElement | null {
  let before: HTMLElement | null = null;
  for (const other of place.querySelectorAll<HTMLElement>(focusable)) {
    if (other.closest('[hidden]') !== null) continue;
    if (whereIs(other) & Node.DOCUMENT_POSITION_FOLLOWING) return other;
    before = other;
  }
  return before;
}
