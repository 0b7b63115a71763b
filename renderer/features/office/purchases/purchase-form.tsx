// An order to a supplier as it is written: from whom, for which warehouse, which goods for which day at what price.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { PurchasePage } from '../../../../shared/contract/purchasing';
import type { Purchase } from '../../../../shared/domain/purchasing/purchase';
import { DraftForm } from '../drafts/draft-form';
import { WarehouseChoice } from '../list/warehouse-choice';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import { contentOf, emptyLine, linesOf, purchaseTexts, type PurchaseTexts } from './purchase-draft';
import { PurchaseLines } from './purchase-lines';
import type { PurchasesApi } from './purchases-page';

type Props = {
  api: Pick<PurchasesApi, 'savePurchase' | 'floors'>;
  /** Null for a new one. */
  purchase: Purchase | null;
  onSaved: (page: PurchasePage) => void;
  onLeave: () => void;
};

const longest: PurchaseTexts = { supplier: '120', supplierReference: '80', currency: '3', note: '1000' };

export function PurchaseForm({ api, purchase, onSaved, onLeave }: Props): ReactNode {
  const [purchaseId] = useState(() => purchase?.purchaseId ?? crypto.randomUUID());
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [chosen, setChosen] = useState<string>(purchase?.warehouseId ?? '');
  const [texts, setTexts] = useState<PurchaseTexts>(() => ({
    supplier: purchase?.supplier ?? '',
    supplierReference: purchase?.supplierReference ?? '',
    currency: purchase?.currency ?? '',
    note: purchase?.note ?? '',
  }));
  const [lines, setLines] = useState(() => (purchase ? linesOf(purchase) : [emptyLine(today)]));
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrong, setWrong] = useState<{ what: string; line: number } | null>(null);
  const warehouseId = chosen || (warehouses[0]?.warehouseId ?? '');
  const save = async (): Promise<void> => {
    const read = contentOf(warehouseId, texts, lines);
    setWrong(read.ok ? null : read.wrong);
    if (!read.ok) return;
    const answer = await api.savePurchase(purchaseId, read.content);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  return (
    <DraftForm
      title={purchase ? 'office.purchases.edit' : 'office.purchases.new'}
      saveText="office.purchases.save"
      goodsTitle="office.purchases.goods"
      canSave={warehouseId !== ''}
      failure={failure}
      wrong={wrong && { text: `office.purchases.wrong-${wrong.what}`, line: wrong.line }}
      goods={<PurchaseLines lines={lines} today={today} onChange={setLines} />}
      onSave={save}
      onLeave={onLeave}
    >
      <WarehouseChoice
        text="office.stock.warehouse"
        warehouses={warehouses}
        value={warehouseId}
        isFixed={purchase !== null}
        onChange={setChosen}
      />
      {purchaseTexts.map((name) => (
        <label key={name}>
          <FormattedMessage id={`office.purchases.field.${name}`} />
          <input
            maxLength={Number(longest[name])}
            value={texts[name]}
            required={name === 'supplier' || name === 'currency'}
            onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
          />
        </label>
      ))}
    </DraftForm>
  );
}
