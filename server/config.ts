// What the person who starts head office may say: by environment or on the command line, nothing else.
// Must never repeat the value of DATABASE_URL in words: it holds a password.
import { resolve } from 'node:path';
import { z } from 'zod';
import { ssccPrefixSchema } from '../shared/barcode/sscc';
import { isLoopback } from '../shared/contract/loopback';

export type ServerConfig = {
  /** Your own PostgreSQL; undefined is the embedded one of the data folder. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Address to listen on; 127.0.0.1 unless the network may come in. */
  host: string;
  /** 0 asks the system for a free one. */
  port: number;
  /** TLS with certificates of head office's own authority; always beyond this computer. */
  isSecure: boolean;
  /** Name or address stations reach this computer by, with a port when it is another one; undefined finds one. */
  address: string | undefined;
  logLevel: LogLevel;
  /** Origins of pages that may ask, besides the station's own. */
  origins: string[];
  /** Extension digit and GS1 company prefix of parcel numbers. */
  ssccPrefix: string;
  /** Load the sample company when the database is empty. */
  isSampleWanted: boolean;
  /** Print one line with address and enrolment code when ready. */
  isEnrolmentPrinted: boolean;
  /** How many times as often as usual anybody may ask. */
  limitFactor: number;
  /** A module of plug-ins, or a folder of them; undefined is none. */
  plugIns: string | undefined;
  /** Webhooks may go to addresses inside this network, also over plain http. */
  areInsideWebhooksAllowed: boolean;
  /** Who official waybills are posted to; null: nobody. */
  integrator: { url: string; secret: string } | null;
};

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A setting that cannot be; the message says which and what to do. */
export class ConfigFailure extends Error {
  override readonly name = 'ConfigFailure';
}

export const defaultPort = 4310;

/** 952 is what GS1 keeps for examples: a company sets its own prefix before its first real parcel. */
const exampleSsccPrefix = '39521234';

const portSchema = z.coerce.number().int().min(0).max(65_535);
const factorSchema = z.coerce.number().int().min(1).max(1_000_000);
const flags = ['--sample', '--print-enrolment'] as const;

const addressSchema = z.string().regex(/^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i);

/**
 * Reads `DATABASE_URL`, `WAYBILL_DATA_DIR`, `HOST`, `PORT`, `WAYBILL_TLS`, `WAYBILL_ADDRESS`, `WAYBILL_LOG_LEVEL`, `WAYBILL_ORIGINS`,
 * `WAYBILL_SSCC_PREFIX`, `WAYBILL_LIMIT_FACTOR`, `WAYBILL_PLUG_INS`, `WAYBILL_WEBHOOKS_INSIDE`, `WAYBILL_INTEGRATOR_URL`, `WAYBILL_INTEGRATOR_SECRET`, and the flags `--sample` and `--print-enrolment`. An empty variable is none.
 * @throws ConfigFailure
 */
export function readServerConfig(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): ServerConfig {
  const say = (name: string): string | undefined => env[name]?.trim() || undefined;
  const unknown = args.find((arg) => !flags.some((flag) => flag === arg));
  if (unknown !== undefined)
    throw new ConfigFailure(`There is no option ${unknown}. Head office knows ${flags.join(' and ')}.`);

  const port = portSchema.safeParse(say('PORT') ?? defaultPort);
  if (!port.success)
    throw new ConfigFailure(`PORT is "${say('PORT')}". Give a whole number from 0 to 65535.`);

  const level = say('WAYBILL_LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (logLevel === undefined)
    throw new ConfigFailure(`WAYBILL_LOG_LEVEL is "${level}". Give one of ${logLevels.join(', ')}.`);

  const prefix = ssccPrefixSchema.safeParse(say('WAYBILL_SSCC_PREFIX') ?? exampleSsccPrefix);
  if (!prefix.success)
    throw new ConfigFailure(
      `WAYBILL_SSCC_PREFIX is "${say('WAYBILL_SSCC_PREFIX')}". Give an extension digit and your GS1 company prefix: 5 to 13 digits.`,
    );

  const limitFactor = factorSchema.safeParse(say('WAYBILL_LIMIT_FACTOR') ?? 1);
  if (!limitFactor.success)
    throw new ConfigFailure(
      `WAYBILL_LIMIT_FACTOR is "${say('WAYBILL_LIMIT_FACTOR')}". Give a whole number from 1 to 1000000.`,
    );

  const databaseUrl = say('DATABASE_URL');
  const dataDir = say('WAYBILL_DATA_DIR');
  if (dataDir === undefined && databaseUrl === undefined) {
    throw new ConfigFailure(
      'Head office needs a place for its data: set WAYBILL_DATA_DIR to a folder, or DATABASE_URL to a PostgreSQL. "npm run server" chooses a folder by itself.',
    );
  }
  const host = say('HOST') ?? '127.0.0.1';
  const isSecure = isTlsWanted(say('WAYBILL_TLS'), host);
  if (isSecure && dataDir === undefined) {
    throw new ConfigFailure(
      'Head office needs a folder for its certificates: set WAYBILL_DATA_DIR. Every process of one head office shares the folder "tls" in it.',
    );
  }
  const address = say('WAYBILL_ADDRESS');
  if (address !== undefined && !addressSchema.safeParse(address).success) {
    throw new ConfigFailure(
      `WAYBILL_ADDRESS is "${address}". Give a name or an address, with a port when it is another one: office.example:4310.`,
    );
  }
  return {
    databaseUrl,
    dataDir: resolve(dataDir ?? '.'),
    host,
    port: port.data,
    isSecure,
    address,
    logLevel,
    origins: say('WAYBILL_ORIGINS')?.split(/\s+/) ?? [],
    ssccPrefix: prefix.data,
    isSampleWanted: args.includes('--sample'),
    isEnrolmentPrinted: args.includes('--print-enrolment'),
    limitFactor: limitFactor.data,
    plugIns: say('WAYBILL_PLUG_INS'),
    areInsideWebhooksAllowed: isYes(say('WAYBILL_WEBHOOKS_INSIDE')),
    integrator: integratorOf(say('WAYBILL_INTEGRATOR_URL'), say('WAYBILL_INTEGRATOR_SECRET')),
  };
}

const shortestSecret = 24;

/** Over plain http only on this computer: what is in a box and whose it is is nobody's on the way. */
function integratorOf(url: string | undefined, secret: string | undefined): ServerConfig['integrator'] {
  if (url === undefined) return null;
  const target = URL.canParse(url) ? new URL(url) : null;
  const isSafe =
    target?.protocol === 'https:' || (target?.protocol === 'http:' && isLoopback(target.hostname));
  if (!target || !isSafe || target.username !== '' || target.search !== '' || target.hash !== '')
    throw new ConfigFailure(
      `WAYBILL_INTEGRATOR_URL is "${url}". Give an https address without name, question mark or #; http is for this computer alone.`,
    );
  if (secret === undefined || secret.length < shortestSecret)
    throw new ConfigFailure(
      `WAYBILL_INTEGRATOR_SECRET signs what goes to the integrator. Give ${shortestSecret} characters or more.`,
    );
  return { url, secret };
}

function isYes(wish: string | undefined): boolean {
  if (wish !== undefined && wish !== 'yes' && wish !== 'no')
    throw new ConfigFailure(`WAYBILL_WEBHOOKS_INSIDE is "${wish}". Give yes or no, or leave it out.`);
  return wish === 'yes';
}

/** Beyond this computer there is no choice; on it, plain http is the custom and TLS may be wished. */
export function isTlsWanted(wish: string | undefined, host: string): boolean {
  if (wish !== undefined && wish !== 'on' && wish !== 'off')
    throw new ConfigFailure(`WAYBILL_TLS is "${wish}". Give on or off, or leave it out.`);
  if (isLoopback(host)) return wish === 'on';
  if (wish === 'off') {
    throw new ConfigFailure(
      `Head office speaks plain http to this computer only, and HOST is ${host}. Leave out WAYBILL_TLS, or set HOST to 127.0.0.1.`,
    );
  }
  return true;
}
