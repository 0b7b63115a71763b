// Receipts of what was ordered or sold here: composed of the own op of it, printed by the label desk, once and again only by a
// person's REPRINT. Everything they need lies on this computer. An order's receipt comes on labels; that of goods taken along
// is a paper, where the rules of the warehouse ask for one.
import type { IntlShape } from 'react-intl';
import { filter, firstValueFrom, map, startWith } from 'rxjs';
import type { OpId, PersonId, WarehouseId } from '../../../shared/domain/ids';
import { paperOfSale } from '../../../shared/document/paper-of-sale';
import { languageOfCountry } from '../../../shared/document/paper-words';
import { partyOf } from '../../../shared/label/from-parcel';
import { receiptJobId, receiptPages } from '../../../shared/label/receipt-pages';
import type { Directory, WarehouseEntry } from '../../data/directory';
import type { StationRights } from '../../data/station-rights';
import type { PulledCollections } from '../../data/store';
import type { BesideLabel, LabelDesk } from '../packing/label-desk';
import { receiptFormat } from '../papers/bench-papers';
import { paperJobId } from '../papers/parcel-papers';
import { paperVoices } from '../papers/paper-voices';
import { receiptOf } from './receipt-of';
import { readSold, type Sold } from './sold';
import { readTaken, type TakenOp, type TakenOps } from './taken-order';

export type ReceiptDesk = {
  /** Prints it; where it is printed already, once more. */
  print: (opId: OpId, by: PersonId | null) => void;
  /** After a start: one that was owed and never reached the print outbox is printed now. */
  resume: (opId: OpId) => void;
};

export type ReceiptPorts = {
  opLog: TakenOps;
  products: Pick<PulledCollections['products'], 'byIds'>;
  directory: Pick<Directory, 'warehouse' | 'paperRules' | 'changes'>;
  warehouseId: WarehouseId;
  labels: Pick<LabelDesk, 'printBeside' | 'store'>;
  rights: Pick<StationRights, 'prices'>;
  /** The language of whoever works here now. */
  intl: () => IntlShape;
  report: (cause: unknown) => void;
};

type Owed = { labels: BesideLabel[] /** Given unasked. */; isOwed: boolean };

export function openReceiptDesk(ports: ReceiptPorts): ReceiptDesk {
  const { opLog, products, directory, labels, warehouseId } = ports;

  /** A station that was rebuilt knows no address before head office has told it: its receipts are owed until then. */
  const place = (): Promise<WarehouseEntry> =>
    firstValueFrom(
      directory.changes.pipe(
        startWith(undefined),
        map(() => directory.warehouse(warehouseId)),
        filter((warehouse) => warehouse !== null),
      ),
    );

  const labelsOf = async (taken: TakenOp): Promise<BesideLabel[]> => {
    const { address } = await place();
    const found = await products.byIds([...new Set(taken.order.lines.map(({ sku }) => sku as string))]);
    const names = new Map<string, string>(found.map(({ doc }) => [doc.sku, doc.name]));
    const whole = receiptOf({ taken, company: partyOf(address), names }, ports.intl());
    return receiptPages(whole).map((label) => ({
      jobId: receiptJobId(taken.opId, label.page.number),
      label,
    }));
  };

  /** None where the rules ask for none. */
  const papersOfSale = async (opId: OpId, sold: Sold): Promise<BesideLabel[]> => {
    const { address, timeZone } = await place();
    const format = receiptFormat(directory, warehouseId);
    if (!format) return [];
    const voice = paperVoices[languageOfCountry(address.countryCode)];
    const label = paperOfSale(format, { ...sold, seller: address, timeZone }, voice);
    return [{ jobId: paperJobId('receipt', opId), label }];
  };

  const take = async (opId: OpId): Promise<Owed> => {
    const taken = await readTaken(opLog, opId);
    if (taken) return { labels: await labelsOf(taken), isOwed: taken.order.payment === 'cash' };
    const sold = await readSold(opLog, products, ports.rights, opId);
    if (!sold) throw new Error(`nothing was ordered or sold by op ${opId} to print a receipt of`);
    return { labels: await papersOfSale(opId, sold), isOwed: true };
  };

  return {
    print: (opId, by) => {
      take(opId)
        .then((owed) => labels.printBeside(owed.labels, by))
        .catch(ports.report);
    },
    resume: (opId) => {
      const owed = async (): Promise<void> => {
        const found = await take(opId);
        if (!found.isOwed) return;
        const { jobs } = labels.store.getState();
        labels.printBeside(
          found.labels.filter(({ jobId }) => !jobs.has(jobId)),
          null,
        );
      };
      owed().catch(ports.report);
    },
  };
}
