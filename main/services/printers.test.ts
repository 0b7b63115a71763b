import { describe, expect, it } from 'vitest';
import { printerAt, printerSettingsSchema, printerSetupOf } from './printers';

describe('a printer given at start', () => {
  it.each([
    ['127.0.0.1:9101', '127.0.0.1', 9101],
    ['tcp://zebra-3.local:9100', 'zebra-3.local', 9100],
    ['10.0.0.7', '10.0.0.7', 9100],
    ['[::1]:9102', '::1', 9102],
  ])('%s is %s port %i', (address, host, port) => {
    expect(printerAt(address)?.endpoint).toEqual({
      printerId: 'Label printer',
      host,
      port,
      statusQuery: 'hs',
      echo: 'hv',
    });
  });

  it.each([
    ['serial:/dev/ttyUSB0', { serial: '/dev/ttyUSB0', baudRate: 9_600, statusQuery: 'hs', echo: 'hv' }],
    ['serial:COM3@115200', { serial: 'COM3', baudRate: 115_200 }],
    ['file:/dev/usb/lp0', { file: '/dev/usb/lp0', statusQuery: 'hs', echo: 'hv' }],
    ['queue:ZD421', { queue: 'ZD421', statusQuery: 'none', echo: 'none' }],
  ])('%s is %j', (address, place) => {
    expect(printerAt(address)?.endpoint).toMatchObject(place);
  });

  it.each([
    'serial:',
    'serial:/dev/ttyUSB0@7',
    'file:lp0',
    'queue:-o raw',
    'other:x',
    '',
    'http://x',
    'a b',
    'x:99999',
    'x:0',
    'x:y',
    '/dev/usb/lp0',
  ])('%j is no printer', (address) => {
    expect(printerAt(address)).toBeNull();
  });
});

describe('a printer in station.json', () => {
  it('needs a name and a host', () => {
    const setup = printerSetupOf(printerSettingsSchema.parse({ name: 'Bench 1', host: '10.0.0.7' }));
    expect(setup).toMatchObject({ printerId: 'Bench 1', name: 'Bench 1', endpoint: { port: 9100 } });
    expect(setup.profile.dpi).toBe(203);
  });

  it('may be told everything', () => {
    const settings = printerSettingsSchema.parse({
      printerId: 'p1',
      name: 'Bench 1',
      host: '10.0.0.7',
      port: 6101,
      statusQuery: 'none',
      echo: 'none',
      profile: { dpi: 300, stock: '100x150mm', fontsKnowTurkish: true },
    });
    expect(printerSetupOf(settings)).toEqual({
      printerId: 'p1',
      name: 'Bench 1',
      endpoint: { printerId: 'p1', host: '10.0.0.7', port: 6101, statusQuery: 'none', echo: 'none' },
      profile: { dpi: 300, stock: '100x150mm', fontsKnowTurkish: true },
    });
  });

  it.each([
    { name: 'x' },
    { name: 'x', host: 'y', colour: 'red' },
    { name: 'x', host: 'y', port: 0 },
    { name: 'x', host: 'y', queue: 'z' },
    // A spooler answers no questions.
    { name: 'x', queue: 'z', statusQuery: 'hs' },
  ])('%j is refused', (settings) => expect(printerSettingsSchema.safeParse(settings).success).toBe(false));
});
