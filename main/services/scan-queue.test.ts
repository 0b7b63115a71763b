import { expect, it } from 'vitest';
import type { ScanEvent } from '../../shared/barcode/scan';
import { createScanQueue } from './scan-queue';

const scan = (text: string): ScanEvent => ({
  scanId: text,
  at: '2024-01-01T00:00:00.000Z',
  source: 'wedge',
  deviceId: 'keyboard',
  raw: text,
  aim: null,
  text,
  complete: true,
  repeat: false,
  timing: null,
});

it('keeps scans until the page is ready, also after it went away, and in order', () => {
  const given: string[] = [];
  const queue = createScanQueue((event) => given.push(event.text));
  queue.take(scan('1'));
  queue.take(scan('2'));
  expect(given).toEqual([]);
  queue.ready();
  queue.take(scan('3'));
  queue.away();
  queue.take(scan('4'));
  expect(given).toEqual(['1', '2', '3']);
  queue.ready();
  expect(given).toEqual(['1', '2', '3', '4']);
});
