// The scans of one side of the bench: what asks there hears nothing that the other side's scanner says.
import type { BenchSide } from '../../../shared/domain/packing/bench-sides';
import type { ScanBus } from '../../input/scan-bus';
import type { BenchSides } from './bench-sides';

export function busOfSide(
  bus: Pick<ScanBus, 'listen'>,
  sides: Pick<BenchSides, 'sideOf'>,
  side: BenchSide,
): Pick<ScanBus, 'listen'> {
  return {
    listen: (kinds, listener) =>
      bus.listen(kinds, (heard) => (sides.sideOf(heard.scan) === side ? listener(heard) : 'pass')),
  };
}
