// Everything the window may ask of main, and everything main tells the window. Both sides and the preload bridge are
// typed by these maps and main checks every payload against them; a newcomer reads this file and knows the boundary.
// No bytes, paths, tokens or addresses cross it.
import { z } from 'zod';
import { scanEventSchema } from '../barcode/scan';
import { scannerHabitsSchema } from '../barcode/scanner/habits';
import { personIdSchema, stationIdSchema, warehouseIdSchema } from '../domain/ids';
import { pinAnswerSchema, pinSchema } from '../domain/people/pin';
import { scaleActOutcomes, scaleActs, scaleReadingSchema } from '../domain/weighing/reading';
import { printableSchema } from '../label/model';
import { paperChoiceSchema, systemPrinterSchema } from './paper-printers';
import { failOverSettingsSchema, failOverStateSchema } from '../label/fail-over';
import { printLadderSchema } from '../label/print-ladder';
import { printAnswerSchema, printerIdSchema, printJobSchema, printRequestSchema } from '../label/print-job';
import { opEnvelopeSchema } from '../sync/op';
import { deviceIdSchema, learnedScannersSchema, scannerLearningSchema } from './scanners';

export const deviceStatusSchema = z.object({
  /** `paper`: a place that papers go to; its id is that of shared/document/paper-place. */
  kind: z.enum(['scanner', 'printer', 'paper', 'scale']),
  id: z.string(),
  /** What people here call it; empty when nobody named it. */
  name: z.string(),
  state: z.enum(['ready', 'attention', 'absent', 'unknown']),
  /** Text key `device.REASON` with what to do, or null when all is well. */
  reason: z.string().nullable(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** What a scale says now; `atMs` is by main's monotonic clock, so only differences mean something. */
export const weighedNowSchema = z.object({ scaleId: z.string().max(120), reading: scaleReadingSchema });
export type WeighedNow = z.infer<typeof weighedNowSchema>;

export const stationInfoSchema = z.object({
  /** Null until this PC is enrolled at head office. */
  station: z
    .object({
      stationId: stationIdSchema,
      name: z.string(),
      warehouseId: warehouseIdSchema,
      roles: z.array(z.enum(['station', 'office'])),
    })
    .nullable(),
  /** Where head office answers; tokens are added to requests by main. */
  headOffice: z.url(),
  /** Where this computer's key is kept: sealed by the operating system, or in a file that only this user reads. */
  secretsIn: z.enum(['system', 'file']),
  /** Every scan is to be seen on the scale of this bench; left out: no. */
  weighsScans: z.boolean().optional(),
  appVersion: z.string(),
  electronVersion: z.string(),
  systemLocale: z.string(),
});
export type StationInfo = z.infer<typeof stationInfoSchema>;

/** A failure that crossed from main, by code (words: `error.CODE`). */
export const failureSchema = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  errorId: z.string().nullable(),
});

/** `refused`: head office does not take our key. */
export const accessTroubles = [
  'refused',
  'head-office.plain-http',
  'head-office.no-authority',
  'tls.foreign',
  'tls.expired',
  'tls.not-yet',
  'tls.wrong-name',
] as const;
export const accessTroubleSchema = z.object({ trouble: z.enum(accessTroubles).nullable() });
export type AccessTrouble = z.infer<typeof accessTroubleSchema>['trouble'];

const nothing = z
  .undefined()
  .or(z.null())
  .transform(() => null);

/** The most ops that cross at once. */
export const mostKeptOps = 500;
const keptNumberSchema = z.int().positive();
const keptOpsSchema = z.array(opEnvelopeSchema).min(1).max(mostKeptOps);
/** Highest number that is on disk in the second place. */
const keptUpToSchema = z.strictObject({ maxStationSeq: z.int().nonnegative() });

/** A label as a picture, black on white. */
export const drawnLabelSchema = z.object({
  widthDots: z.int().positive(),
  heightDots: z.int().positive(),
  bmpBase64: z.string(),
});
export type DrawnLabel = z.infer<typeof drawnLabelSchema>;

/** Asked by the window, answered by main. */
export const windowRequests = {
  'station:info': { input: nothing, output: stationInfoSchema },
  'station:enrol': {
    input: z.strictObject({
      /** A ticket as scanned, or a code as typed. */
      code: z.string().min(8).max(400),
      name: z.string().min(1).max(60),
      /** Where head office answers, as typed; a scanned ticket says it itself. */
      headOffice: z.string().min(1).max(200).nullable().default(null),
    }),
    output: stationInfoSchema,
  },
  /** What stands between this station and head office, by code (words: `access.CODE`); null when nothing does. */
  'station:access': { input: nothing, output: accessTroubleSchema },
  /** Durable when it answers; the same job id twice is one job. */
  'print:submit': { input: printRequestSchema, output: printJobSchema },
  'print:answer': { input: printAnswerSchema, output: printJobSchema },
  /** Labels that wait at one printer go to another, in their order. */
  'print:hand-over': {
    input: z.strictObject({ from: printerIdSchema, to: printerIdSchema }),
    output: z.strictObject({ moved: z.int().nonnegative() }),
  },
  /** Whether one label printer stands in for another by itself, and for which it does now. */
  'print:fail-over': { input: nothing, output: failOverStateSchema },
  'print:set-fail-over': { input: failOverSettingsSchema, output: failOverStateSchema },
  /** Which printer of this computer sheets go to. */
  'papers:choice': { input: nothing, output: paperChoiceSchema },
  /** Null keeps them as PDF. */
  'papers:choose': {
    input: z.strictObject({ printer: systemPrinterSchema.nullable() }),
    output: paperChoiceSchema,
  },
  'print:jobs': { input: nothing, output: z.array(printJobSchema) },
  /** How a label will lie on the paper of the first label printer; null: it cannot be drawn here. */
  'label:draw': { input: z.strictObject({ label: printableSchema }), output: drawnLabelSchema.nullable() },
  /** How each label printer proves that a label came out; printers that are free are asked. */
  'print:ladders': { input: nothing, output: z.array(printLadderSchema) },
  'devices:list': { input: nothing, output: z.array(deviceStatusSchema) },
  /** Sets a scale to zero, or takes what lies on it as its tare. */
  'scale:act': {
    input: z.strictObject({ scaleId: z.string().min(1).max(120), act: z.enum(scaleActs) }),
    output: z.enum(scaleActOutcomes),
  },
  /** The window is ready to take scans; those that came before are delivered now, in order. */
  'scans:ready': { input: nothing, output: z.null() },
  /**
   * What a person's keys are for now, so that main can tell them from a scanner's: `station` takes no letters, `page`
   * moves by letters and arrows, `field` is being typed into. A scan belongs to none of them.
   */
  'input:attention': {
    input: z.strictObject({ attention: z.enum(['station', 'page', 'field']) }),
    output: z.null(),
  },
  /** The last scans as they came, newest first. */
  'scans:heard': { input: nothing, output: z.array(scanEventSchema).max(200) },
  /** What was learned of scanners. */
  'scanners:learned': { input: nothing, output: learnedScannersSchema },
  /** A set-up code is on the screen: scanners are listened to as if nothing were known of them. */
  'scanners:set-up': { input: z.strictObject({ open: z.boolean() }), output: z.null() },
  /** What that scan says of its scanner; nothing is kept yet. */
  'scanners:learn': {
    input: z.strictObject({ scanId: z.string().min(1).max(80) }),
    output: scannerLearningSchema,
  },
  /** Uses and keeps what was learned; null forgets it. On disk when it answers. */
  'scanners:keep': {
    input: z.strictObject({ deviceId: deviceIdSchema, habits: scannerHabitsSchema.nullable() }),
    output: z.null(),
  },
  /** The window's store is open. `lost`: it was empty although ops are kept; its old files are kept aside. */
  'store:opened': { input: z.strictObject({ lost: z.boolean() }), output: z.null() },
  /** The store cannot be read: its files are kept aside and the window may open an empty one. */
  'store:set-aside': {
    input: z.strictObject({ trouble: z.enum(['unreadable', 'silent']) }),
    output: z.null(),
  },
  /** What main keeps of this station's ops in its second place, which outlives the window's database. */
  'ops:kept': {
    input: z.strictObject({ stationId: stationIdSchema }),
    output: z.strictObject({
      maxStationSeq: z.int().nonnegative(),
      expect: keptNumberSchema,
      damaged: z.int().nonnegative(),
    }),
  },
  'ops:read-kept': {
    input: z.strictObject({
      stationId: stationIdSchema,
      from: keptNumberSchema,
      limit: z.int().positive().max(mostKeptOps),
    }),
    output: z.strictObject({ ops: z.array(opEnvelopeSchema).max(mostKeptOps) }),
  },
  /** On disk when it answers; the same ops twice are kept once. */
  'ops:keep': {
    input: z.strictObject({ stationId: stationIdSchema, ops: keptOpsSchema }),
    output: keptUpToSchema,
  },
  'ops:renumber-kept': {
    input: z.strictObject({ stationId: stationIdSchema, from: keptNumberSchema, ops: keptOpsSchema }),
    output: keptUpToSchema,
  },
  /** Head office has every op below `expect`. */
  'ops:received': {
    input: z.strictObject({ stationId: stationIdSchema, expect: keptNumberSchema }),
    output: z.null(),
  },
  /** Main fetches what PINs are checked against when it can, and notes the time. `fetched`: it has head office's newest. */
  'people:refresh': { input: nothing, output: z.strictObject({ fetched: z.boolean() }) },
  /** Whether this is the person's PIN. `setAt` is what the directory says of it: an older one is not checked. */
  'people:check-pin': {
    input: z.strictObject({ personId: personIdSchema, setAt: z.string().max(40), pin: pinSchema }),
    output: pinAnswerSchema,
  },
  /** As `people:check-pin` of a supervisor; when it is right, the locked person may try again. */
  'people:unlock': {
    input: z.strictObject({
      personId: personIdSchema,
      setAt: z.string().max(40),
      pin: pinSchema,
      lockedId: personIdSchema,
    }),
    output: pinAnswerSchema,
  },
  /** The op that tells head office of this person's lock is on disk. */
  'people:told-lock': { input: z.strictObject({ personId: personIdSchema }), output: z.null() },
  /** Shown when a person tries to close while a box is open; main asks the window first. */
  'app:may-close': { input: z.strictObject({ openOrderNumber: z.string().nullable() }), output: z.null() },
  'log:report': {
    input: z.strictObject({
      level: z.enum(['info', 'warn', 'error']),
      area: z.string().max(40),
      message: z.string().max(2000),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    output: z.null(),
  },
} as const;
export type WindowRequests = typeof windowRequests;
export type WindowRequestName = keyof WindowRequests;

/** Told by main, unasked. */
export const windowEvents = {
  scan: scanEventSchema,
  'print:changed': printJobSchema,
  'print:fail-over-changed': failOverStateSchema,
  'devices:changed': z.array(deviceStatusSchema),
  /** What a scale says: when it changes, and now and then while it stays the same. */
  'scale:weighed': weighedNowSchema,
  'access:changed': accessTroubleSchema,
  /** The window lost or regained the keyboard: a wedge scanner is heard only while it has it. */
  'window:focus': z.object({ focused: z.boolean() }),
} as const;
export type WindowEvents = typeof windowEvents;
export type WindowEventName = keyof WindowEvents;

/** What preload puts on `window.waybill`. */
export type WaybillBridge = {
  request: <N extends WindowRequestName>(
    name: N,
    input: z.input<WindowRequests[N]['input']>,
  ) => Promise<z.output<WindowRequests[N]['output']>>;
  on: <N extends WindowEventName>(
    name: N,
    listener: (payload: z.output<WindowEvents[N]>) => void,
  ) => () => void;
};
