// What head office remembers of an invoice it was told: every line's content and what became of it. It is the memory
// that makes the same file change nothing, and the place where cancellations find what was sold.
// Orders are named by their external id within the channel; their state is theirs and never copied here.

/** Units of an order line that this line accounts for; `cancelled` of them were taken back by later cancellations. */
export type TakenUnits = { order: string; lineNo: number; units: number; cancelled: number };

export type LineOutcome =
  | { as: 'goods'; sku: string; unitPriceMinor: number; parts: TakenUnits[] }
  | { as: 'charge'; order: string; code: string; amountMinor: number }
  | { as: 'cancellation'; of: { externalId: string; order: string; lineNo: number; units: number }[] }
  | { as: 'quarantined'; quarantineId: string }
  | { as: 'dropped' };

export type RecordedLine = {
  /** The line as a file had it; null when no file has it here (any more) and a person must decide or has decided. */
  original: string | null;
  /** What a person made of it; null when nobody touched it. */
  corrected: string | null;
  outcome: LineOutcome;
};

export type InvoiceRecord = {
  externalId: string;
  customerId: string | null;
  /** Null when no line could be read. */
  countryCode: string | null;
  /** ISO instant of the earliest line; null when no line has one. */
  placedAt: string | null;
  /** External ids of the orders made of it: itself first, then `ID+2`, `ID+3` for what was added later. */
  orders: string[];
  lines: RecordedLine[];
};

export function emptyRecord(externalId: string): InvoiceRecord {
  return { externalId, customerId: null, countryCode: null, placedAt: null, orders: [], lines: [] };
}

/** The external id of the next order of an invoice. */
export function nextOrderOf(record: Pick<InvoiceRecord, 'externalId' | 'orders'>): string {
  return record.orders.length === 0 ? record.externalId : `${record.externalId}+${record.orders.length + 1}`;
}

/** What a line says now. */
export function contentOf(line: RecordedLine): string {
  return line.corrected ?? line.original ?? '';
}
