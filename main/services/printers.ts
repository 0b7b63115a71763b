// Which printers this station may use: those an administrator wrote into station.json, or one named at start.
// Must never find printers by itself: a warehouse's other printers belong to other benches.
import { z } from 'zod';
import { printerIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile, printerProfileSchema } from '../../shared/label/printer-profile';
import { printerEndpointSchema } from '../devices/printer/printer-port';
import type { LabelPrinterSetup } from './print-outbox-worker';

/** One printer in station.json; only name and host are needed. */
export const printerSettingsSchema = printerEndpointSchema
  .extend({
    name: z.string().min(1).max(60),
    port: printerEndpointSchema.shape.port.default(9100),
    statusQuery: printerEndpointSchema.shape.statusQuery.default('hs'),
    echo: printerEndpointSchema.shape.echo.default('hv'),
    printerId: printerIdSchema.optional(),
    profile: printerProfileSchema.default(defaultPrinterProfile),
  })
  .strict();
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;

/** What the outbox works with. A printer without an id is known by its name. */
export function printerSetupOf(settings: PrinterSettings): LabelPrinterSetup {
  const { name, profile, ...rest } = settings;
  const printerId = settings.printerId ?? printerIdSchema.parse(name.slice(0, 40));
  return { printerId, name, profile, endpoint: { ...rest, printerId } };
}

const addressPattern = /^(?:tcp:\/\/)?(?<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::(?<port>\d{1,5}))?$/;

/** A printer without a name of its own, given at start as `host`, `host:port` or `tcp://host:port`; null when that is not an address. */
export function printerAt(address: string): LabelPrinterSetup | null {
  const parts = addressPattern.exec(address)?.groups;
  if (parts === undefined) return null;
  const settings = printerSettingsSchema.safeParse({
    name: 'Label printer',
    host: (parts['host'] ?? '').replace(/^\[|\]$/g, ''),
    ...(parts['port'] === undefined ? {} : { port: Number(parts['port']) }),
  });
  return settings.success ? { ...printerSetupOf(settings.data), name: '' } : null;
}
