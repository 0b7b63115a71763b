// How a waybill reaches the tax authority: a strategy, chosen by the accountant. Each must take the same waybill again without
// sending it twice (its universal number tells it apart), and answers what it knows now.
import type { WaybillTransmitterKind } from '../../../shared/domain/waybill/waybill-rules';

export type WaybillFile = {
  /** Universal number (ETTN): one waybill, however often it is handed on. */
  waybillId: string;
  number: string;
  xml: string;
};

export type TransmitterAnswer =
  | { state: 'waiting' }
  | { state: 'transmitted'; reference: string | null }
  /** For good: sending the same once more cannot help. */
  | { state: 'refused'; code: string; message: string };

export type WaybillTransmitter = {
  kind: WaybillTransmitterKind;
  /** Whether it is asked again while the answer is out; otherwise somebody tells head office. */
  isPolled: boolean;
  /** Idempotent. @throws whatever shall be tried again */
  transmit: (file: WaybillFile) => Promise<TransmitterAnswer>;
  /** Before a waybill that was refused is handed on again: the answer of before counts no more. */
  forget: (file: Pick<WaybillFile, 'waybillId' | 'number'>) => Promise<void>;
};

export type WaybillTransmitters = Readonly<Partial<Record<WaybillTransmitterKind, WaybillTransmitter>>>;

/** The file is downloaded in the office and uploaded where the authority takes it; the answer is told by somebody, or by a program. */
export const byHand: WaybillTransmitter = {
  kind: 'by-hand',
  isPolled: false,
  transmit: () => Promise.resolve({ state: 'waiting' }),
  forget: () => Promise.resolve(),
};
