// What the returns desk does with codes and acts. A code is a badge, a bin, an item of the order that is open, or the next
// box: one field and one scanner for all of them. Every act has a key that is used until it is answered, so pressing twice
// or asking again after a lost answer does nothing more.
import { useCallback, useEffect, useRef, useState } from 'react';
import { catalogueCodeOf, meaningOf } from '../../../../shared/barcode/meaning';
import type {
  disposeUnitsRequestSchema,
  DeskLine,
  ReturnDeskPage,
} from '../../../../shared/contract/returns';
import type { GoodsReturn } from '../../../../shared/domain/returns/goods-return';
import type { z } from 'zod';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';

export type Tallied = { lineNo: number | null; sku: DeskLine['sku']; name: string; quantity: number };
export type Disposal = Omit<z.input<typeof disposeUnitsRequestSchema>, 'act' | 'badge'>;

export type DeskNote = { id: string; values: Record<string, string | number> };

export function useReturnDesk(api: OfficeApi, orderId: string | null) {
  const [badge, setBadge] = useState('');
  const [page, setPage] = useState<ReturnDeskPage | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tally, setTally] = useState<Tallied[]>([]);
  const [bin, setBin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [note, setNote] = useState<DeskNote | null>(null);
  const act = useRef(crypto.randomUUID());
  const current = page?.returns.find(({ returnId }) => returnId === chosen) ?? null;

  const show = useCallback((answer: Answer<ReturnDeskPage>): void => {
    setNote(null);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setPage(answer.value);
    setChosen(answer.value.returnId);
    setTally([]);
    setBin('');
  }, []);
  useEffect(() => {
    if (orderId !== null) void api.returnDesk({ orderId }).then(show);
  }, [api, orderId, show]);

  const find = async (query: { code: string } | { orderId: string }): Promise<void> =>
    show(await api.returnDesk(query));

  /** What is open now, looked at anew; the tally stays. */
  const look = async (returnId: string | null): Promise<void> => {
    if (!page?.order) return;
    const answer = await api.returnDesk({ orderId: page.order.orderId });
    if (!answer.ok) return;
    setPage(answer.value);
    setChosen(returnId ?? answer.value.returnId);
  };

  const count = (unit: Omit<Tallied, 'quantity'>, quantity: number): void =>
    setTally((before) => {
      const known = before.find(({ lineNo, sku }) => lineNo === unit.lineNo && sku === unit.sku);
      return known
        ? before.map((each) => (each === known ? { ...each, quantity: each.quantity + quantity } : each))
        : [...before, { ...unit, quantity }];
    });

  /** A product that is not of the order is in the box all the same. */
  const countOther = async (text: string): Promise<boolean> => {
    const goods = await api.returnGoods(text);
    const [only, ...others] = goods.ok
      ? goods.value.rows.filter(({ codes }) => codes.includes(catalogueCodeOf(text)))
      : [];
    if (!only || others.length > 0) return false;
    count({ lineNo: null, sku: only.sku, name: only.name }, 1);
    setNote({ id: 'office.returns.not-of-order', values: { name: only.name } });
    return true;
  };

  const onCode = async (text: string): Promise<void> => {
    const meaning = meaningOf({ text, aim: null });
    setFailure(null);
    if (meaning.kind === 'badge') return setBadge(meaning.payload);
    if (meaning.kind === 'location') return setBin(meaning.payload);
    if (meaning.kind === 'misread')
      return setFailure({ code: 'code-misread', message: '', values: { code: text } });
    if (page?.order && (meaning.kind === 'item' || meaning.kind === 'text')) {
      const code = meaning.kind === 'item' ? meaning.code : text;
      const line = lineOf(page.lines, tally, code);
      if (line) {
        setNote(null);
        return count({ lineNo: line.lineNo, sku: line.sku, name: line.name }, 1);
      }
      if (meaning.kind === 'item' && (await countOther(code))) return undefined;
    }
    return find({ code: text });
  };

  const done = <T>(answer: Answer<T>): T | null => {
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return null;
    act.current = crypto.randomUUID();
    return answer.value;
  };

  const takeIn = async (): Promise<void> => {
    if (!page?.order || tally.length === 0 || busy) return;
    setBusy(true);
    let returnId: string | null = current?.returnId ?? null;
    if (returnId === null) {
      const begun = await api.adviseReturn({
        returnId: crypto.randomUUID() as GoodsReturn['returnId'],
        orderId: page.order.orderId,
        origin: 'desk',
        lines: [],
        badge,
      });
      if (!begun.ok) return void done(begun);
      ({ returnId } = begun.value);
      // Should taking in fail now, it goes on with this one.
      await look(returnId);
    }
    const units = tally.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity }));
    const taken = done(await api.receiveUnits(returnId, { act: act.current, badge, units }));
    if (!taken) return;
    setTally([]);
    setNote({
      id: 'office.returns.taken-in',
      values: { quantity: units.reduce((sum, each) => sum + each.quantity, 0) },
    });
    await look(returnId);
  };

  const dispose = async (disposal: Disposal): Promise<void> => {
    if (!current || busy) return;
    setBusy(true);
    const decided = done(await api.disposeUnits(current.returnId, { ...disposal, act: act.current, badge }));
    if (!decided) return;
    setBin('');
    setNote(
      decided.helped.length > 0
        ? { id: 'office.returns.helped', values: { numbers: decided.helped.join(', ') } }
        : null,
    );
    await look(current.returnId);
  };

  const end = async (how: 'close' | 'refuse' | 'cancel' | 'sent', reason = ''): Promise<void> => {
    if (!current || busy) return;
    setBusy(true);
    if (done(await api.endReturn(current.returnId, { how, reason, badge }))) await look(current.returnId);
  };

  return {
    badge,
    page,
    current,
    tally,
    bin,
    busy,
    failure,
    note,
    setBadge,
    setBin,
    setFailure,
    setNote,
    choose: setChosen,
    setUnits: (unit: Tallied, quantity: number): void =>
      setTally((before) =>
        before
          .map((each) => (each === unit ? { ...each, quantity } : each))
          .filter((each) => each.quantity > 0),
      ),
    find,
    look,
    onCode,
    takeIn,
    dispose,
    end,
  };
}
export type ReturnDeskState = ReturnType<typeof useReturnDesk>;

/** Of several lines of one product, the first that has units left besides those counted already. */
function lineOf(lines: readonly DeskLine[], tally: readonly Tallied[], code: string): DeskLine | null {
  const own = lines.filter(
    ({ codes, sku }) => codes.includes(code) || codes.includes(catalogueCodeOf(code)) || sku === code,
  );
  const counted = (line: DeskLine): number =>
    tally.find(({ lineNo }) => lineNo === line.lineNo)?.quantity ?? 0;
  return own.find((line) => counted(line) < line.shipped) ?? own.at(-1) ?? null;
}
