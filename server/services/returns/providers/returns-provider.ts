// What head office asks of whoever brings goods back: a label for the customer, giving it up, and whether it is on its way.
// One strategy a kind; returns-contract.test-kit.ts says what each has to keep. Asked again with the same reference, it does
// nothing a second time. Failures are those of carriers (CarrierFailure).
import type { z } from 'zod';
import type { Address } from '../../../../shared/domain/customer/address';
import type { ReturnLabel } from '../../../../shared/domain/returns/goods-return';
import type { CarrierDesk } from '../../carriers/connections';
import type { Queryable } from '../../../db/pool';

export type ReturnToLabel = {
  /** The return's id: the same one is the same label. */
  reference: string;
  /** What is printed and typed. */
  number: string;
  orderNumber: string;
  /** The customer. */
  from: Address;
  to: Address;
  weightGrams: number;
  lines: readonly { sku: string; name: string; quantity: number; reason: string | null }[];
};

export type ReturnsProvider = {
  /** Safe to be asked again. @throws CarrierFailure */
  label: (asked: ReturnToLabel) => Promise<ReturnLabel>;
  /** Safe to be asked again. @throws CarrierFailure when it is not known whether it is given up */
  giveUp: (label: Pick<ReturnLabel, 'reference' | 'trackingNumber'>) => Promise<void>;
  /** Since when it is on its way, ISO; null while it is not, or nobody tells. @throws CarrierFailure */
  sentAt: (label: Pick<ReturnLabel, 'reference' | 'trackingNumber'>) => Promise<string | null>;
  /** Whether it tells anything of the way at all. */
  tells: boolean;
};

export type ReturnsPorts = { db: Queryable; carriers: CarrierDesk; fetch: typeof fetch };

export type ReturnsPlugin<Settings = unknown, Secrets = unknown> = {
  kind: string;
  settings: z.ZodType<Settings>;
  /** Never leave head office. */
  secrets: z.ZodType<Secrets>;
  open: (settings: Settings, secrets: Secrets, ports: ReturnsPorts) => ReturnsProvider;
};
