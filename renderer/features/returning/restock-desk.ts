// Labels of goods that came back: composed of what was judged and of the product's own code, printed by the label desk, once a
// judgement and again only when somebody asks. Everything it needs lies on this computer.
import {
  printsByItself,
  type RestockUnits,
  restockOf,
} from '../../../shared/domain/packing/bench-return-label';
import type { Bench, BenchFacts } from '../../../shared/domain/packing/session';
import type { PersonId } from '../../../shared/domain/ids';
import { labelOfRestock, restockJobId } from '../../../shared/label/restock-label';
import type { PulledCollections } from '../../data/store';
import type { BesideLabel, LabelDesk } from '../packing/label-desk';

export type RestockDesk = {
  /** Prints it; where it is printed already, once more. */
  print: (units: RestockUnits, by: PersonId | null) => void;
  /** After a start: one that the warehouse wants by itself and that never reached the print outbox is printed now. */
  resume: (bench: Bench, facts: Pick<BenchFacts, 'returns' | 'propose' | 'rules'>) => void;
};

type RestockPorts = {
  products: Pick<PulledCollections['products'], 'byIds'>;
  labels: Pick<LabelDesk, 'printBeside' | 'store'>;
  report: (cause: unknown) => void;
};

export function openRestockDesk({ products, labels, report }: RestockPorts): RestockDesk {
  const labelOf = async (units: RestockUnits): Promise<BesideLabel> => {
    const [found] = await products.byIds([units.sku]);
    const code = found?.doc.barcodes.find(({ quantity }) => quantity === 1)?.code ?? null;
    // After a start only the op is known, which has no name.
    const name = found?.doc.name ?? units.name;
    return { jobId: restockJobId(units), label: labelOfRestock({ ...units, name }, code) };
  };
  const print: RestockDesk['print'] = (units, by) => {
    labelOf(units).then((label) => labels.printBeside([label], by), report);
  };
  return {
    print,
    resume: ({ aside }, facts) => {
      const units = aside?.kind === 'return' ? restockOf(aside.returning, facts) : null;
      if (!units || units.isShelved || labels.store.getState().jobs.has(restockJobId(units))) return;
      if (printsByItself(facts.rules.returnLabels, units.goesTo !== null)) print(units, null);
    },
  };
}
