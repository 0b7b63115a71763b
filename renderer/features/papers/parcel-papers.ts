// The papers of a sealed box as print jobs: which of them, in the language of the country they go to. Each is one job, named by the
// seal, so that asking twice prints once.
import type { PaperKind } from '../../../shared/domain/document/paper-rules';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { paperOfParcel } from '../../../shared/document/paper-of-parcel';
import { languageOfCountry } from '../../../shared/document/paper-words';
import type { Paper } from '../../../shared/document/paper';
import { type PrintJobId, printJobIdSchema } from '../../../shared/label/print-job';
import type { Directory } from '../../data/directory';
import { paperVoices } from './paper-voices';

export type PaperJob = { jobId: PrintJobId; label: Paper };

const letterOf: Record<PaperKind, string> = {
  'packing-slip': 'p',
  'delivery-note': 'd',
  receipt: 'q',
  'customs-declaration': 'z',
  'commercial-invoice': 'v',
};

/** Named by the op that asked for it: a seal, a sale. */
export function paperJobId(kind: PaperKind, opId: string): PrintJobId {
  return printJobIdSchema.parse(`${letterOf[kind]}1-${opId.replaceAll('-', '')}`);
}

/** Jobs that the papers of this box have or will have. */
export function paperJobsOf({ sealedBy, papers }: Pick<Parcel, 'sealedBy' | 'papers'>): {
  kind: PaperKind;
  jobId: PrintJobId;
}[] {
  if (!sealedBy || !papers) return [];
  return papers.asked.map(({ kind }) => ({ kind, jobId: paperJobId(kind, sealedBy) }));
}

/** The receipt of a sale, where one was asked for. */
export function saleJobsOf(
  opId: string,
  { jobs, wanted }: { jobs: ReadonlyMap<string, unknown>; wanted: ReadonlyMap<string, unknown> },
): { kind: PaperKind; jobId: PrintJobId }[] {
  const jobId = paperJobId('receipt', opId);
  return jobs.has(jobId) || wanted.has(jobId) ? [{ kind: 'receipt', jobId }] : [];
}

/** @param count how many boxes the order became, or null while that is open */
export function papersOfParcel(
  parcel: Parcel,
  {
    directory,
    warehouseId,
    at,
    count,
    customsOf,
  }: {
    directory: Pick<Directory, 'warehouse'>;
    warehouseId: WarehouseId;
    at: string;
    count: number | null;
    customsOf: (sku: string) => ProductCustoms | null;
  },
): PaperJob[] {
  const warehouse = directory.warehouse(warehouseId);
  const { papers, sealedBy, shipTo } = parcel;
  if (!warehouse || !papers || !sealedBy) return [];
  const facts = { parcel, at, count, customsOf, seller: warehouse.address, timeZone: warehouse.timeZone };
  const voice = paperVoices[languageOfCountry(shipTo.countryCode)];
  return papers.asked.flatMap((asked) => {
    const label = paperOfParcel(asked, facts, voice);
    return label ? [{ jobId: paperJobId(asked.kind, sealedBy), label }] : [];
  });
}
