// Plug-ins as the configuration names them: a module, or every module of a folder, read when head office starts. A plug-in
// exports `plugIn`, a function of the tools below that answers with channels, carriers or ways to pay. One that is broken stops
// the start in words: a head office without a carrier it counts on is worse than one that does not start.
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { judgeTold, problem } from '../shared/domain/channel/told-problems';
import { CarrierFailure, type CarrierPlugin } from './services/carriers/carrier-strategy';
import type { ChannelConnector } from './services/channels/channel-connector';
import { ChannelFailure, patiently } from './services/channels/channel-http';
import * as readFields from './services/channels/read-fields';
import { isSignedBy } from './services/channels/signatures';
import { ProviderAway, type ProviderKind } from './services/payments/providers/provider';

/** What a plug-in works with: it imports nothing of head office, so that it goes on working when head office is built anew. */
export const plugInTools = {
  z,
  ...readFields,
  judgeTold,
  problem,
  isSignedBy,
  patiently,
  ChannelFailure,
  CarrierFailure,
  ProviderAway,
};
export type PlugInTools = typeof plugInTools;

export type PluggedIn = {
  channels?: readonly ChannelConnector[];
  carriers?: readonly CarrierPlugin<never, never>[];
  payments?: readonly ProviderKind[];
};
export type PlugIn = (tools: PlugInTools) => PluggedIn;

/** The message names the file and what to do. */
export class PlugInFailure extends Error {
  override readonly name = 'PlugInFailure';
}

const code = z.custom<(...input: never[]) => unknown>(
  (value) => typeof value === 'function',
  'not a function',
);
const schema = z.custom<z.ZodType>((value) => value instanceof z.ZodType, 'not made by tools.z');
const kind = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'not a name like my-shop');
const pluggedIn = z.strictObject({
  channels: z
    .array(
      z.looseObject({
        kind,
        fields: z.array(z.looseObject({ name: z.string(), kind: z.enum(['url', 'text', 'secret']) })),
        open: code,
        read: code,
        send: z.looseObject({ pushStock: code, pushShipment: code }).nullable(),
      }),
    )
    .default([]),
  carriers: z.array(z.looseObject({ kind, settings: schema, secrets: schema, open: code })).default([]),
  payments: z
    .array(
      z.looseObject({
        method: kind,
        open: code,
        waitsForMoney: z.boolean(),
        capturesByItself: z.boolean(),
        secretNames: z.array(z.string()),
      }),
    )
    .default([]),
});

export type LoadedPlugIns = Required<PluggedIn> & { files: string[] };

/** @param place a module or a folder of modules; none: nothing. @throws PlugInFailure */
export async function loadPlugIns(place: string | undefined): Promise<LoadedPlugIns> {
  const loaded: LoadedPlugIns = { channels: [], carriers: [], payments: [], files: [] };
  if (place === undefined) return loaded;
  for (const file of await filesAt(resolve(place))) {
    const { channels = [], carriers = [], payments = [] } = await load(file);
    loaded.channels = [...loaded.channels, ...channels];
    loaded.carriers = [...loaded.carriers, ...carriers];
    loaded.payments = [...loaded.payments, ...payments];
    loaded.files.push(file);
  }
  const names = [
    ...loaded.channels.map((each) => `channel ${each.kind}`),
    ...loaded.carriers.map((each) => `carrier ${each.kind}`),
    ...loaded.payments.map((each) => `payment ${each.method}`),
  ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new PlugInFailure(`Two plug-ins in ${place} are called ${twice}. Take one of them out.`);
  return loaded;
}

async function filesAt(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => null);
  if (!found)
    throw new PlugInFailure(`There is no plug-in at ${place}. Correct WAYBILL_PLUG_INS, or leave it out.`);
  if (!found.isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => /\.m?js$/.test(name)).sort();
  if (names.length === 0)
    throw new PlugInFailure(
      `There is no plug-in (.mjs or .js) in ${place}. Put one there, or leave WAYBILL_PLUG_INS out.`,
    );
  return names.map((name) => join(place, name));
}

async function load(file: string): Promise<PluggedIn> {
  const broken = (why: string): PlugInFailure =>
    new PlugInFailure(
      `The plug-in ${file} cannot be used: ${why}. Correct it, or take it out of WAYBILL_PLUG_INS.`,
    );
  let module: { plugIn?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { plugIn?: unknown };
  } catch (cause) {
    throw broken(`it does not load (${wordsOf(cause)})`);
  }
  if (typeof module.plugIn !== 'function') throw broken('it exports no function plugIn');
  let made: unknown;
  try {
    made = (module.plugIn as PlugIn)(plugInTools);
  } catch (cause) {
    throw broken(`its plugIn fails (${wordsOf(cause)})`);
  }
  const checked = pluggedIn.safeParse(made);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw broken(`${issue?.path.join('.') || 'what plugIn answers with'}: ${issue?.message ?? ''}`);
  }
  return made as PluggedIn;
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
