// Tells main what a person's keys are for just now, so that it can tell them from a scanner's: nothing (station), moving
// about (office page), or a field. A select or a grid in the office is moved through by letters: that is the page.
export type Attention = 'station' | 'page' | 'field';

const typedInto =
  'textarea, [contenteditable="true"], input:not([type="button"], [type="submit"], [type="reset"], [type="checkbox"], [type="radio"], [type="range"], [type="color"], [type="file"], [type="image"])';

export function attentionOf(page: Document): Attention {
  const active = page.activeElement;
  if (active?.matches(typedInto) && !active.matches('[readonly], :disabled')) return 'field';
  if (active?.matches('select')) return 'page';
  return page.documentElement.dataset['place'] === 'office' ? 'page' : 'station';
}

/** Tells at once and on every change. Returns the way to stop. */
export function watchAttention(page: Document, tell: (attention: Attention) => void): () => void {
  let told: Attention | null = null;
  const look = (): void => {
    const now = attentionOf(page);
    if (now === told) return;
    told = now;
    tell(now);
  };
  // When focus leaves one field for another, it is nowhere for a moment: look once it has settled.
  const soon = (): void => queueMicrotask(look);
  const place = new MutationObserver(look);
  place.observe(page.documentElement, { attributes: true, attributeFilter: ['data-place'] });
  page.addEventListener('focusin', look);
  page.addEventListener('focusout', soon);
  look();
  return () => {
    place.disconnect();
    page.removeEventListener('focusin', look);
    page.removeEventListener('focusout', soon);
  };
}
