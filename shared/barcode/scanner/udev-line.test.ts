import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { udevLineOf } from './udev-line';

it('the line for udev names the maker of a HID device, as the manual has it', () => {
  const line = udevLineOf('hid:0c2e:0b61:S1') ?? '';
  expect(line).toContain('ATTRS{idVendor}=="0c2e"');
  expect(readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8')).toContain(line);
  expect(udevLineOf('hid')).toBeNull();
  expect(udevLineOf('Bench left')).toBeNull();
});
