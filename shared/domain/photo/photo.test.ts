import { describe, expect, it } from 'vitest';
import { asksForPhoto, photoFileSchema, readJpeg, usualPhotoRules } from './photo';

const frame = (marker: number, width: number, height: number): number[] => [
  0xff,
  marker,
  0x00,
  0x0b,
  0x08,
  height >> 8,
  height & 0xff,
  width >> 8,
  width & 0xff,
  0x01,
  0x01,
  0x11,
  0x00,
];
const jpeg = (...inside: number[]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...inside, 0xff, 0xd9]);
const segment = [0xff, 0xe0, 0x00, 0x04, 0x4a, 0x46];

describe('what is a JPEG', () => {
  it.each([
    ['baseline', jpeg(...frame(0xc0, 800, 600)), { widthPx: 800, heightPx: 600 }],
    [
      'progressive, behind another segment',
      jpeg(...segment, ...frame(0xc2, 1600, 900)),
      { widthPx: 1600, heightPx: 900 },
    ],
    ['a Huffman table is no frame', jpeg(...frame(0xc4, 800, 600)), null],
    ['no width', jpeg(...frame(0xc0, 0, 600)), null],
    ['cut off', jpeg(...frame(0xc0, 800, 600)).slice(0, -1), null],
    ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), null],
    ['a page', new TextEncoder().encode('<script>alert(1)</script>'), null],
    ['a segment without end', jpeg(0xff, 0xe0, 0x00, 0x00, ...frame(0xc0, 8, 8)), null],
    ['nothing', new Uint8Array(), null],
  ])('%s', (_name, bytes, size) => {
    expect(readJpeg(bytes)).toEqual(size);
  });
});

describe('when a box is photographed', () => {
  it.each([
    [usualPhotoRules, true, 1_000_000, false],
    [{ ...usualPhotoRules, special: true }, true, 0, true],
    [{ ...usualPhotoRules, special: true }, false, 1_000_000, false],
    [{ ...usualPhotoRules, fromMinor: 5000 }, false, 4999, false],
    [{ ...usualPhotoRules, fromMinor: 5000 }, false, 5000, true],
    [{ ...usualPhotoRules, fromMinor: 0 }, false, 0, true],
  ] as const)('%o, special %s, worth %s: %s', (rules, isSpecial, value, asked) => {
    expect(asksForPhoto(rules, isSpecial, value)).toBe(asked);
  });
});

it('a file is named by a hash in small letters, and is no larger than is taken in', () => {
  const file = { hash: 'ab'.repeat(32), bytes: 9, widthPx: 1600, heightPx: 900 };
  expect(photoFileSchema.safeParse(file).success).toBe(true);
  for (const over of [{ hash: 'AB'.repeat(32) }, { hash: '../etc' }, { widthPx: 1601 }, { bytes: 1_000_001 }])
    expect(photoFileSchema.safeParse({ ...file, ...over }).success).toBe(false);
});
