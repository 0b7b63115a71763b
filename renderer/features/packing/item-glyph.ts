// A drawing that says roughly what an item is, from the words of its name, until there are photographs. One colour:
// colour means state on this screen. Paths are for a 48 x 48 box.

type Glyph = { words: readonly string[]; path: string };

const glyphs: readonly Glyph[] = [
  { words: ['bag', 'tote', 'shopper'], path: 'M10 18h28l3 24H7ZM17 22v-8a7 7 0 0 1 14 0v8' },
  { words: ['heart'], path: 'M24 41 9 26a9 9 0 0 1 15-9 9 9 0 0 1 15 9Z' },
  {
    words: ['mug', 'cup', 'teacup', 'beaker'],
    path: 'M9 14h24v18a8 8 0 0 1-8 8h-8a8 8 0 0 1-8-8ZM33 19h3a5 5 0 0 1 0 12h-3',
  },
  {
    words: ['teapot', 'jug', 'kettle'],
    path: 'M14 20h20v10a10 10 0 0 1-20 0ZM34 24h7M14 24l-8-5M24 20v-5M19 15h10',
  },
  { words: ['plate', 'bowl', 'cakestand', 'tray', 'dish'], path: 'M6 22h36M10 22a14 14 0 0 0 28 0M18 41h12' },
  { words: ['clock', 'alarm'], path: 'M24 8a16 16 0 1 0 .1 0ZM24 15v9l7 5' },
  {
    words: ['candle', 't-light', 'lantern', 'lamp', 'light', 'lights'],
    path: 'M18 22h12v20H18ZM24 22v-5M24 6c4 5 4 8 0 11-4-3-4-6 0-11Z',
  },
  {
    words: ['sign', 'frame', 'picture', 'chalkboard', 'blackboard'],
    path: 'M7 16h34v24H7ZM14 16l10-9 10 9M13 33l8-9 6 6 4-4 5 7',
  },
  {
    words: ['card', 'cards', 'notebook', 'book', 'paper', 'wrap', 'tissue', 'stickers'],
    path: 'M12 7h24v34H12ZM18 16h12M18 24h12M18 32h7',
  },
  { words: ['tin', 'jar', 'canister', 'bottle'], path: 'M14 15h20v26H14ZM17 8h14v7H17ZM14 23h20' },
  {
    words: ['box', 'boxes', 'case', 'chest', 'drawer', 'cabinet'],
    path: 'M8 18 24 9l16 9v18l-16 7-16-7ZM8 18l16 8 16-8M24 26v17',
  },
  {
    words: ['necklace', 'bracelet', 'earrings', 'ring', 'brooch', 'charm'],
    path: 'M8 10c0 16 8 22 16 22s16-6 16-22M24 32l-4 5 4 5 4-5Z',
  },
  {
    words: ['cushion', 'pillow', 'throw', 'blanket', 'towel', 'doormat', 'rug'],
    path: 'M11 11q13 5 26 0-5 13 0 26-13-5-26 0 5-13 0-26Z',
  },
  {
    words: ['flower', 'rose', 'garland', 'wreath', 'plant', 'garden', 'pot'],
    path: 'M16 26h16l-3 16H19ZM24 26v-8M24 18c-8 0-9-5-9-9 6 0 9 3 9 9Zm0 0c8 0 9-5 9-9-6 0-9 3-9 9Z',
  },
  {
    words: ['doll', 'toy', 'bear', 'soldier', 'game', 'jigsaw', 'skipping', 'rope'],
    path: 'M24 7a6 6 0 1 0 .1 0ZM24 19v14M12 24l12-3 12 3M16 43l8-10 8 10',
  },
  {
    words: ['pencil', 'pencils', 'pen', 'crayons', 'chalk'],
    path: 'M10 38l3-11L32 8l8 8-19 19ZM29 11l8 8M10 38l11-3',
  },
  { words: ['umbrella', 'parasol'], path: 'M6 25a18 18 0 0 1 36 0ZM24 25v13a4 4 0 0 1-8 0' },
  {
    words: ['christmas', 'tree', 'reindeer', 'star', 'bauble', 'decoration'],
    path: 'M24 6l4 12h12l-10 7 4 12-10-7-10 7 4-12-10-7h12Z',
  },
];

const byWord = new Map(glyphs.flatMap(({ words, path }) => words.map((word) => [word, path] as const)));

/** The path of the first word that has one, reading from the end: the last noun names the thing. */
export function glyphOf(name: string): string | null {
  const words = name.toLowerCase().split(/[^a-z-]+/);
  for (const word of words.reverse()) {
    const path = byWord.get(word);
    if (path !== undefined) return path;
  }
  return null;
}

/** Two letters of the first two words, for an item no drawing fits. */
export function initialsOf(name: string): string {
  const letters = name
    .split(/\s+/)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
    .filter((letter) => letter !== '');
  return letters.slice(0, 2).join('').toUpperCase();
}
