// Dangerous goods that never share a box: classes for which the segregation table of the IMDG code (7.2.4) asks "away from"
// or more, and acids beside alkalis (7.2.6.1). Boxes are stricter than containers: any distance asked for is another box.
import type { HazardClass } from '../catalogue/handling';

export const hazardsApart: readonly (readonly [HazardClass, HazardClass])[] = [
  ['gas', 'flammable-liquid'],
  ['gas', 'flammable-solid'],
  ['gas', 'oxidiser'],
  ['gas', 'acid'],
  ['gas', 'alkali'],
  ['flammable-liquid', 'oxidiser'],
  ['flammable-solid', 'oxidiser'],
  ['flammable-solid', 'acid'],
  ['flammable-solid', 'alkali'],
  ['oxidiser', 'toxic'],
  ['oxidiser', 'acid'],
  ['oxidiser', 'alkali'],
  ['acid', 'alkali'],
];
