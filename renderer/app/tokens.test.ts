// oxlint-disable-next-line no-restricted-imports -- the test reads the file as it was written; it runs in Node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const themes = ['light', 'dark', 'high-contrast'] as const;
const states = ['go', 'look', 'stop', 'wait', 'offline'] as const;
const kinds = ['violet', 'pink', 'amber', 'red', 'blue', 'green'] as const;
const surfaces = ['page', 'panel', 'raised', 'field', 'chosen', 'pressed'] as const;

/** The colours a theme's block sets. */
function coloursOf(theme: string): Map<string, string> {
  const start = css.indexOf(`[data-theme='${theme}'] {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Every pair that may meet on a screen, and the least contrast it must have. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...surfaces.map((surface) => ['text', `${surface}-surface`, 7] as const),
  ...(['page', 'panel', 'raised', 'field'] as const).map(
    (surface) => ['text-quiet', `${surface}-surface`, 7] as const,
  ),
  ['text-quiet', 'chosen-surface', 4.5],
  ['accent-text', 'accent', 7],
  ...(['page', 'panel', 'raised', 'field'] as const).map(
    (surface) => ['accent', `${surface}-surface`, 4.5] as const,
  ),
  ['accent', 'chosen-surface', 3],
  ...(['page', 'panel', 'raised', 'field'] as const).map(
    (surface) => ['control-line', `${surface}-surface`, 3] as const,
  ),
  ...states.map((state) => [`${state}-text`, `${state}-surface`, 7] as const),
  ...kinds.flatMap((kind) =>
    (['page', 'panel', 'raised', 'chosen'] as const).map(
      (surface) => [`kind-${kind}`, `${surface}-surface`, 3] as const,
    ),
  ),
  ...states.flatMap((state) =>
    (['page', 'panel', 'raised'] as const).map(
      (surface) => [`${state}-line`, `${surface}-surface`, 4.5] as const,
    ),
  ),
];

describe.each(themes)('the %s theme', (theme) => {
  const colours = coloursOf(theme);
  it.each(pairs)('%s on %s is at least %d:1', (front, back, least) => {
    const ratio = contrast(colours.get(front) ?? '', colours.get(back) ?? '');
    expect(ratio).toBeGreaterThanOrEqual(least);
  });

  it('sets every colour the light theme sets', () => {
    expect([...colours.keys()].sort()).toEqual([...coloursOf('light').keys()].sort());
  });
});

describe('the tokens', () => {
  it('compute contrast as WCAG defines it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('tell states apart without hue: no two state surfaces of a theme are the same', () => {
    for (const theme of themes) {
      const colours = coloursOf(theme);
      expect(new Set(states.map((state) => colours.get(`${state}-surface`))).size).toBe(states.length);
    }
  });

  it('use nothing that Chromium 114 lacks', () => {
    expect(css).not.toMatch(/light-dark\(|@starting-style|contrast-color\(|&\s/);
  });
});
