// A transfer as it is written: from which site to which, for which day, how many of which products.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { TransferContent, TransferPage } from '../../../../shared/contract/transfers';
import { skuSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import { dayAfter } from '../../../../shared/domain/stock/available-to-promise';
import type { Transfer } from '../../../../shared/domain/transfer/transfer';
import { DraftForm } from '../drafts/draft-form';
import { TypedLines } from '../drafts/typed-lines';
import { WarehouseChoice } from '../list/warehouse-choice';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import type { TransfersApi } from './transfers-page';

type DraftLine = { key: string; sku: string; quantity: string };
type Props = {
  api: Pick<TransfersApi, 'saveTransfer' | 'floors'>;
  /** Null for a new one. */
  transfer: Transfer | null;
  onSaved: (page: TransferPage) => void;
  onLeave: () => void;
};

const sides = ['from', 'to'] as const;
const emptyLine = (): DraftLine => ({ key: crypto.randomUUID(), sku: '', quantity: '1' });

export function TransferForm({ api, transfer, onSaved, onLeave }: Props): ReactNode {
  const [transferId] = useState(() => transfer?.transferId ?? crypto.randomUUID());
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [chosen, setChosen] = useState({ from: transfer?.fromId ?? '', to: transfer?.toId ?? '' });
  const [dueOn, setDueOn] = useState(
    () => transfer?.dueOn ?? dayAfter(new Date().toISOString().slice(0, 10), 2),
  );
  const [note, setNote] = useState(transfer?.note ?? '');
  const [lines, setLines] = useState<DraftLine[]>(
    () =>
      transfer?.lines.map(({ sku, asked }) => ({ key: sku, sku, quantity: String(asked) })) ?? [emptyLine()],
  );
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrongLine, setWrongLine] = useState<number | null>(null);
  const site = {
    from: chosen.from || (warehouses[0]?.warehouseId ?? ''),
    to: chosen.to || (warehouses[1]?.warehouseId ?? warehouses[0]?.warehouseId ?? ''),
  };
  const save = async (): Promise<void> => {
    const wrong = lines.findIndex(({ quantity }) => !/^[1-9]\d{0,5}$/.test(quantity.trim()));
    setWrongLine(wrong < 0 ? null : wrong + 1);
    if (wrong >= 0) return;
    const content: TransferContent = {
      fromId: warehouseIdSchema.parse(site.from),
      toId: warehouseIdSchema.parse(site.to),
      dueOn,
      note: note.trim(),
      lines: lines.map(({ sku, quantity }) => ({
        sku: skuSchema.parse(sku.trim()),
        quantity: Number(quantity),
      })),
    };
    const answer = await api.saveTransfer(transferId, content);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  return (
    <DraftForm
      title={transfer ? 'office.transfers.edit' : 'office.transfers.new'}
      saveText="office.transfers.save"
      goodsTitle="office.transfers.goods"
      canSave={site.from !== ''}
      failure={failure}
      wrong={wrongLine === null ? null : { text: 'office.transfers.wrong-quantity', line: wrongLine }}
      goods={
        <TypedLines
          lines={lines}
          fields={{
            sku: { heading: 'office.transfers.product', input: { size: 16, maxLength: 64, required: true } },
            quantity: {
              heading: 'office.transfers.quantity',
              input: { inputMode: 'numeric', size: 6, maxLength: 6, required: true },
            },
          }}
          onChange={setLines}
          empty={emptyLine}
          addText="office.transfers.add-line"
        />
      }
      onSave={save}
      onLeave={onLeave}
    >
      {sides.map((side) => (
        <WarehouseChoice
          key={side}
          text={`office.transfers.${side}`}
          warehouses={warehouses}
          value={site[side]}
          isFixed={transfer !== null}
          onChange={(warehouseId) => setChosen({ ...chosen, [side]: warehouseId })}
        />
      ))}
      <label>
        <FormattedMessage id="office.transfers.due" />
        <input type="date" required value={dueOn} onChange={({ target }) => setDueOn(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.transfers.note" />
        <input maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
    </DraftForm>
  );
}
