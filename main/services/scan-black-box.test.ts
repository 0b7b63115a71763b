import { expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { ScanEvent } from '../../shared/barcode/scan';
import { createScanBlackBox, mostHeardScans } from './scan-black-box';

const scanOf = (scanId: string, text: string): ScanEvent => ({
  scanId,
  at: '2026-03-01T08:00:00.000Z',
  source: 'serial',
  deviceId: 'Dock',
  raw: `*${text}`,
  aim: null,
  text,
  complete: true,
  repeat: false,
  timing: null,
});

it('keeps the last scans as they came, newest first', () => {
  const box = createScanBlackBox();
  for (let n = 0; n <= mostHeardScans; n += 1) box.add(scanOf(`s${n}`, '4006381333931'));
  expect(box.list()).toHaveLength(mostHeardScans);
  expect(box.list()[0]).toEqual(scanOf(`s${mostHeardScans}`, '4006381333931'));
  expect(box.find('s0')).toBeNull();
  expect(box.find('s1')).toEqual(scanOf('s1', '4006381333931'));
});

it('keeps no badge, nor one that was misread', () => {
  const box = createScanBlackBox();
  const badge = ownCode('badge', 'B-1042');
  box.add(scanOf('good', badge));
  box.add(scanOf('bad', `${badge.slice(0, -1)}${badge.endsWith('0') ? '1' : '0'}`));
  expect(JSON.stringify(box.list())).not.toContain('1042');
  expect(box.find('good')).toMatchObject({ source: 'serial', deviceId: 'Dock' });
});
