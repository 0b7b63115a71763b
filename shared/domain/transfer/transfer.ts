// A transfer: goods that one site sends to another one of the company. Head office writes and releases it; what is loaded and
// what arrives is told by stations of both sites. How far it is follows from its lines (questions.ts, law 6).
import { z } from 'zod';
import { skuSchema, stationIdSchema, transferIdSchema, warehouseIdSchema } from '../ids';

export const transferStates = ['draft', 'released', 'in-transit', 'closed', 'cancelled'] as const;
export type TransferState = (typeof transferStates)[number];

const units = z.int().nonnegative().max(1_000_000_000);
export const mostTransferLines = 500;

const plannedLineSchema = z.strictObject({
  lineNo: z.int().positive().max(1500),
  sku: skuSchema,
  name: z.string().min(1).max(200),
  /** Nothing for goods that nobody asked for. */
  asked: z.int().nonnegative().max(1_000_000),
});

export const transferPlanSchema = z.strictObject({
  transferId: transferIdSchema,
  /** Of the company, counted up; printed as `transferNumber` says. */
  number: z.int().positive(),
  fromId: warehouseIdSchema,
  fromName: z.string().max(200),
  toId: warehouseIdSchema,
  toName: z.string().max(200),
  /** The day it is expected at the other site. */
  dueOn: z.iso.date(),
  note: z.string().max(1000),
  /** One a product. */
  lines: z.array(plannedLineSchema).min(1).max(1500),
});
export type TransferPlan = z.infer<typeof transferPlanSchema>;

/** `sent` was loaded, `received` has arrived; `damaged` are among the received. */
export const transferLineSchema = z.object({
  ...plannedLineSchema.shape,
  sent: units,
  received: units,
  damaged: units,
});
export type TransferLine = z.infer<typeof transferLineSchema>;

export const transferSchema = z.object({
  ...transferPlanSchema.shape,
  lines: z.array(transferLineSchema).min(1).max(1500),
  state: z.enum(transferStates),
  /** Closed with units that never arrived. */
  isShort: z.boolean(),
  releasedAt: z.string().nullable(),
  departedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The newest op of each station that is in it. */
  heard: z.array(z.object({ stationId: stationIdSchema, stationSeq: z.int().positive() })).max(1000),
});
export type Transfer = z.infer<typeof transferSchema>;

/** What a station of the site does with it. */
export const transferSides = ['send', 'receive'] as const;
export type TransferSide = (typeof transferSides)[number];

/** A transfer as a station has it, with what it does there. */
export type TransferHere = { side: TransferSide; transfer: Transfer };

type Moved = { opId: string; sku: TransferLine['sku']; name: string; quantity: number };
export type TransferCommand =
  | { type: 'DraftTransfer'; plan: TransferPlan }
  | { type: 'ChangeTransfer'; plan: TransferPlan }
  /** `free`: what may be promised of each product at the site that sends. */
  | { type: 'ReleaseTransfer'; at: string; free: readonly { sku: string; units: number }[] }
  | { type: 'ExpectTransfer'; dueOn: string }
  | ({ type: 'LoadUnits' } & Moved)
  | { type: 'UnloadUnits'; undoes: string; sku: TransferLine['sku']; quantity: number }
  | { type: 'DepartTransfer'; at: string }
  | ({ type: 'ArriveUnits'; isDamaged: boolean } & Moved)
  | {
      type: 'TakeBackArrival';
      undoes: string;
      sku: TransferLine['sku'];
      quantity: number;
      isDamaged: boolean;
    }
  | { type: 'CloseTransfer'; at: string }
  | { type: 'CancelTransfer'; at: string }
  | { type: 'ReopenTransfer' };

type Of = { transferId: Transfer['transferId'] };
/** Of a station's op. */
type Heard = { stationId?: z.infer<typeof stationIdSchema> | undefined; stationSeq?: number | undefined };
export type TransferEvent = Heard &
  Of &
  (
    | { type: 'TransferDrafted'; plan: TransferPlan }
    | { type: 'TransferChanged'; plan: TransferPlan }
    | { type: 'TransferReleased'; at: string }
    | { type: 'TransferExpected'; dueOn: string }
    | ({ type: 'GoodsLoaded' } & Moved)
    | { type: 'GoodsUnloaded'; undoes: string; sku: TransferLine['sku']; quantity: number }
    | { type: 'TransferDeparted'; at: string }
    | ({ type: 'GoodsArrived'; isDamaged: boolean } & Moved)
    | {
        type: 'ArrivalUndone';
        undoes: string;
        sku: TransferLine['sku'];
        quantity: number;
        isDamaged: boolean;
      }
    | { type: 'TransferClosed'; at: string; isShort: boolean }
    | { type: 'TransferCancelled'; at: string }
    | { type: 'TransferReopened' }
  );

/** As it is printed and scanned: `TR-1001`. */
export function transferNumber(number: number): string {
  return `TR-${number}`;
}

/** Null for anything that is not the number of a transfer. */
export function readTransferNumber(text: string): number | null {
  const digits = /^TR-?(\d{1,9})$/.exec(text.trim().toUpperCase())?.[1];
  return digits === undefined ? null : Number(digits);
}
