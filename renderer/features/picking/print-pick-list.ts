// The pick list of the tour that is walked here: what is still to be picked, printed when somebody asks. Each time it is a job of its
// own, as the list is another one by then.
import type { PersonId, WarehouseId } from '../../../shared/domain/ids';
import type { TourStop } from '../../../shared/domain/tour/stops';
import type { Tour } from '../../../shared/domain/tour/tour';
import { paperOfTour } from '../../../shared/document/paper-of-tour';
import { languageOfCountry } from '../../../shared/document/paper-words';
import { printJobIdSchema } from '../../../shared/label/print-job';
import type { Directory } from '../../data/directory';
import { paperVoices } from '../papers/paper-voices';
import type { LabelDesk } from '../packing/label-desk';

type Ports = {
  labels: Pick<LabelDesk, 'printBeside'>;
  directory: Pick<Directory, 'warehouse'>;
  warehouseId: WarehouseId;
  newId: () => string;
  now: () => Date;
};

export function openPickLists({ labels, directory, warehouseId, newId, now }: Ports) {
  return (walked: { tour: Tour; stops: readonly TourStop[] }, by: PersonId | null): void => {
    const warehouse = directory.warehouse(warehouseId);
    if (!warehouse) return;
    const facts = {
      ...walked,
      at: now().toISOString(),
      seller: warehouse.address,
      timeZone: warehouse.timeZone,
    };
    const label = paperOfTour('A4', facts, paperVoices[languageOfCountry(warehouse.address.countryCode)]);
    const jobId = printJobIdSchema.parse(`k1-${newId().replaceAll('-', '')}`);
    labels.printBeside([{ jobId, label }], by);
  };
}
