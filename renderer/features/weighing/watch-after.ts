// What an act at the bench means for what is waited for on the scale.
import type { BenchOp } from '../../../shared/domain/packing/bench-ops';
import type { LearnedWeights } from '../../../shared/domain/packing/weighing-facts';
import { rebased, type ScanWatch, scanned, undone } from '../../../shared/domain/weighing/scan-watch';

export function watchAfter(watch: ScanWatch, op: BenchOp, learned: LearnedWeights): ScanWatch {
  switch (op.type) {
    case 'parcel.pack-item':
      return scanned(watch, { sku: op.body.sku, units: op.body.quantity, learned: learned(op.body.sku) });
    case 'parcel.undo':
      return undone(watch);
    // Another box, or one that is over: what was waited for is nobody's any more.
    case 'parcel.open':
    case 'parcel.open-provisional':
    case 'parcel.choose-box':
    case 'parcel.next-box':
    case 'parcel.seal':
    case 'parcel.reopen':
    case 'parcel.hold':
    case 'parcel.report-item':
    case 'parcel.answer-cancel':
      return rebased(watch);
    default:
      return watch;
  }
}
