// How well what somebody typed fits a label: its letters in their order, best at the beginnings of words, without heed to
// case or to the dots and tails of letters.

/** The letters a keyboard of either language types for each other. */
export function plain(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ı', 'i').normalize('NFD').replace(/\p{M}/gu, '');
}

/** More is better; null when it does not fit. */
export function fitOf(label: string, typed: string): number | null {
  const wanted = plain(typed.trim());
  if (wanted === '') return 0;
  const text = plain(label);
  const whole = text.indexOf(wanted);
  if (whole >= 0) return 1000 - whole - text.length / 100 + (whole === 0 || isStart(text, whole) ? 500 : 0);
  let at = -1;
  let fit = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    const next = nextPlace(text, letter, at);
    if (next < 0) return null;
    fit += next === at + 1 ? 5 : isStart(text, next) ? 8 : 1;
    at = next;
  }
  return fit - text.length / 100;
}

/** The next letter at hand, or the same letter where a word begins further on. */
function nextPlace(text: string, letter: string, at: number): number {
  const near = text.indexOf(letter, at + 1);
  if (near < 0 || near === at + 1 || isStart(text, near)) return near;
  for (let far = near; far >= 0; far = text.indexOf(letter, far + 1)) if (isStart(text, far)) return far;
  return near;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || /[\s\-/(]/.test(text[at - 1] ?? '');
}
