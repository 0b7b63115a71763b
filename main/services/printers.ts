// Which printers this station may use: those an administrator wrote into station.json, or one named at start.
// Must never find printers by itself: a warehouse's other printers belong to other benches.
import { z } from 'zod';
import { printerIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile, printerProfileSchema } from '../../shared/label/printer-profile';
import {
  type PrinterEndpoint,
  filePlaceSchema,
  networkPlaceSchema,
  queuePlaceSchema,
  serialPlaceSchema,
} from '../devices/printer/printer-port';
import type { LabelPrinterSetup } from './print-outbox-worker';

const answers = (status: 'hs' | 'none', echo: 'hv' | 'none') =>
  z.strictObject({
    name: z.string().min(1).max(60),
    statusQuery: z.enum(['hs', 'esc', 'none']).default(status),
    echo: z.enum(['hv', 'none']).default(echo),
    printerId: printerIdSchema.optional(),
    profile: printerProfileSchema.default(defaultPrinterProfile),
  });
const answering = answers('hs', 'hv');

/** One printer in station.json; only its name and where it is are needed. A spooler answers nothing. */
export const printerSettingsSchema = z.union([
  answering.extend({
    host: networkPlaceSchema.shape.host,
    port: networkPlaceSchema.shape.port.default(9100),
  }),
  answering.extend({
    serial: serialPlaceSchema.shape.serial,
    baudRate: serialPlaceSchema.shape.baudRate.default(9_600),
  }),
  answering.extend(filePlaceSchema.shape),
  answers('none', 'none').extend({
    ...queuePlaceSchema.shape,
    statusQuery: z.literal('none').default('none'),
    echo: z.literal('none').default('none'),
  }),
]);
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;

/** What the outbox works with. A printer without an id is known by its name. */
export function printerSetupOf(settings: PrinterSettings): LabelPrinterSetup {
  const { name, profile, ...rest } = settings;
  const printerId = settings.printerId ?? printerIdSchema.parse(name.slice(0, 40));
  if (profile.language !== 'tspl') return { printerId, name, profile, endpoint: { ...rest, printerId } };
  // It sends no name back, and says how it is in its own way.
  const statusQuery = rest.statusQuery === 'none' ? 'none' : 'esc';
  const endpoint = { ...rest, printerId, statusQuery, echo: 'none', language: 'tspl' } as PrinterEndpoint;
  return { printerId, name, profile, endpoint };
}

const addressPattern = /^(?:tcp:\/\/)?(?<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::(?<port>\d{1,5}))?$/;

/**
 * A printer without a name of its own, given at start as `host`, `host:port`, `tcp://host:port`, `serial:PATH@BAUD`, `file:PATH`
 * or `queue:NAME`; null when that is no printer's place.
 */
export function printerAt(address: string): LabelPrinterSetup | null {
  const place = placeOf(address);
  const settings = printerSettingsSchema.safeParse({ name: 'Label printer', ...place });
  return place && settings.success ? { ...printerSetupOf(settings.data), name: '' } : null;
}

function placeOf(address: string): Record<string, unknown> | null {
  const [, kind, rest = ''] = /^(serial|file|queue):(.+)$/.exec(address) ?? [];
  if (kind === 'serial') {
    const [, serial, baud] = /^(.+?)(?:@(\d+))?$/.exec(rest) ?? [];
    return { serial, ...(baud === undefined ? {} : { baudRate: Number(baud) }) };
  }
  if (kind !== undefined) return { [kind]: rest };
  const parts = addressPattern.exec(address)?.groups;
  if (parts === undefined) return null;
  return {
    host: (parts['host'] ?? '').replace(/^\[|\]$/g, ''),
    ...(parts['port'] === undefined ? {} : { port: Number(parts['port']) }),
  };
}
