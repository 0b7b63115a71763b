// What the person who starts the station may say: by environment or by command line, nothing else.
import { isAbsolute, join, resolve } from 'node:path';

export type StartOptions = {
  /** Folder of this station's own files; null leaves it to the operating system's custom. */
  stationFolder: string | null;
  /** Head office's address for this run, over what the settings say. */
  headOffice: string | null;
  /** One-time code to enrol with, when not enrolled yet. */
  enrolCode: string | null;
  stationName: string | null;
  /** Address of a label printer for this run, instead of those of the settings. */
  printer: string | null;
  /** Line of a scanner for this run, instead of those of the settings. */
  scanner: string | null;
  /** Line of a scale for this run, instead of those of the settings. */
  scale: string | null;
  logLevel: string;
};

const argument = (argv: readonly string[], name: string): string | null =>
  argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/**
 * Reads `WAYBILL_DATA_DIR` (the station's folder is `station` inside it), `WAYBILL_HEAD_OFFICE` or `--head-office=`,
 * `WAYBILL_ENROL_CODE`, `WAYBILL_STATION_NAME` or `--station-name=`, `WAYBILL_PRINTER` or `--printer=` (host:port, `serial:`, `file:`, `queue:`),
 * `WAYBILL_SCANNER` or `--scanner=` (path of a serial line, with `@` and its speed where it is not 9600),
 * `WAYBILL_SCALE` or `--scale=` (what it speaks, `:`, path of its serial line: `mt-sics:/dev/ttyUSB0`), `WAYBILL_LOG_LEVEL`.
 */
export function readStartOptions(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): StartOptions {
  const data = env['WAYBILL_DATA_DIR'] || null;
  const level = env['WAYBILL_LOG_LEVEL'] ?? 'info';
  return {
    stationFolder: data === null ? null : join(isAbsolute(data) ? data : resolve(data), 'station'),
    headOffice: argument(argv, 'head-office') ?? (env['WAYBILL_HEAD_OFFICE'] || null),
    enrolCode: env['WAYBILL_ENROL_CODE'] || null,
    stationName: argument(argv, 'station-name') ?? (env['WAYBILL_STATION_NAME'] || null),
    printer: argument(argv, 'printer') ?? (env['WAYBILL_PRINTER'] || null),
    scanner: argument(argv, 'scanner') ?? (env['WAYBILL_SCANNER'] || null),
    scale: argument(argv, 'scale') ?? (env['WAYBILL_SCALE'] || null),
    logLevel: levels.includes(level) ? level : 'info',
  };
}
