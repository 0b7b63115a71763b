// What the last answer is about, as the operator would recognise it.
import type { Sku } from '../../../shared/domain/ids';
import { textOf } from '../../../shared/domain/packing/scan-text';
import { type BenchInput } from '../../../shared/domain/packing/session';

export type Scanned = {
  kind: BenchInput['kind'];
  text: string;
  sku: Sku | null;
  /** Name of the item or the box; null for anything else. */
  name: string | null;
};

export function scannedOf(input: BenchInput): Scanned {
  const text = textOf(input);
  switch (input.kind) {
    case 'item':
      return { kind: input.kind, text, sku: input.sku, name: input.name };
    case 'box':
      return { kind: input.kind, text, sku: null, name: input.box.name };
    default:
      return { kind: input.kind, text, sku: null, name: null };
  }
}
