import type { Said, ScaleDialogue } from './said';

/** What is understood of these bytes, each piece given by itself; `;` between things said. */
export function understood(dialogue: ScaleDialogue, ...pieces: (string | Uint8Array)[]): string {
  return pieces
    .flatMap((piece) => dialogue.take(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece))
    .map(shown)
    .join('; ');
}

/** `1234 g` in grams when stable, `~1234 g` while not; else the condition; `zero done`; `?`. */
export function shown(said: Said): string {
  if (said.kind === 'act') return `${said.act} ${said.outcome}`;
  if (said.kind === 'unknown-command') return '?';
  const { milligrams, isStable, condition, isNet } = said.weight;
  if (milligrams === null) return condition;
  return `${isStable ? '' : '~'}${milligrams / 1000} g${isNet ? ' net' : ''}`;
}
