// Which of a station's two places a paper goes to, by its size.
import type { PaperFormat } from '../domain/document/paper-rules';

export const paperPlaceIds = ['sheets', 'slips'] as const;
export type PaperPlaceId = (typeof paperPlaceIds)[number];

export function paperPlaceOf(format: PaperFormat): PaperPlaceId {
  return format === 'roll-80' ? 'slips' : 'sheets';
}
