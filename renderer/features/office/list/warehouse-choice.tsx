import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

/** One of the warehouses; `isFixed`: it was chosen for good. */
export function WarehouseChoice({
  text,
  warehouses,
  value,
  isFixed = false,
  onChange,
}: {
  text: string;
  warehouses: readonly { warehouseId: string; name: string }[];
  value: string;
  isFixed?: boolean;
  onChange: (warehouseId: string) => void;
}): ReactNode {
  return (
    <label>
      <FormattedMessage id={text} />{' '}
      <select value={value} disabled={isFixed} onChange={({ target }) => onChange(target.value)}>
        {warehouses.map((each) => (
          <option key={each.warehouseId} value={each.warehouseId}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  );
}
