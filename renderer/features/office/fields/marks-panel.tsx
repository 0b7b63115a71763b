// Tags and custom fields of one order and its lines: seen, put on, taken off, changed. Each change is in its history.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import {
  type FieldChanges,
  type FieldDefinition,
  type Fields,
  fieldsOf,
} from '../../../../shared/domain/field/field';
import type { Order } from '../../../../shared/domain/order/order';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import { FieldInput } from './field-input';
import { TagsForm } from './tags-form';

type Props = { api: OfficeApi; order: Order; onChanged: () => void };

export function MarksPanel({ api, order, onChanged }: Props): ReactNode {
  const { last } = useAnswer(api.fields);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const mark = async (marks: Parameters<OfficeApi['markOrder']>[1]): Promise<boolean> => {
    const got = await api.markOrder(order.orderId, marks);
    setFailure(got.ok ? null : got.failure);
    onChanged();
    return got.ok;
  };
  if (!last) return null;
  return (
    <section aria-labelledby="marks">
      <h2 id="marks">
        <FormattedMessage id="office.fields.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <TagsForm tags={order.tags ?? []} known={last.tags} onMark={mark} />
      <FieldsForm order={order} fields={last.fields} onMark={mark} />
    </section>
  );
}

type Mark = (marks: Parameters<OfficeApi['markOrder']>[1]) => Promise<boolean>;

function FieldsForm({
  order,
  fields,
  onMark,
}: {
  order: Order;
  fields: readonly FieldDefinition[];
  onMark: Mark;
}): ReactNode {
  const ofOrder = fieldsOf(fields, 'order', order.channelId);
  const ofLines = fieldsOf(fields, 'line', order.channelId);
  /** What was entered and is not saved yet: of the order under 0, of a line under its number. */
  const [entered, setEntered] = useState<Record<number, FieldChanges>>({});
  if (ofOrder.length === 0 && ofLines.length === 0) return null;
  const enter = (lineNo: number, key: string, value: Fields[string] | null): void =>
    setEntered((before) => ({ ...before, [lineNo]: { ...before[lineNo], [key]: value } }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { 0: own = {}, ...lines } = entered;
    const marks = {
      fields: own,
      lines: Object.entries(lines).map(([lineNo, changes]) => ({ lineNo: Number(lineNo), fields: changes })),
    };
    void onMark(marks).then((isDone) => isDone && setEntered({}));
  };
  const inputs = (
    definitions: readonly FieldDefinition[],
    lineNo: number,
    has: Fields | undefined,
  ): ReactNode =>
    definitions.map((definition) => (
      <FieldInput
        key={definition.key}
        definition={definition}
        currency={order.currency}
        value={
          entered[lineNo]?.[definition.key] ??
          (entered[lineNo] && definition.key in entered[lineNo] ? null : (has?.[definition.key] ?? null))
        }
        onValue={(value) => enter(lineNo, definition.key, value)}
      />
    ));
  return (
    <form className={styles.form} onSubmit={submit}>
      {inputs(ofOrder, 0, order.fields)}
      {ofLines.length === 0
        ? null
        : order.lines.map((line) => (
            <fieldset key={line.lineNo} className={styles.checks}>
              <legend>
                {line.lineNo}. {line.name}
              </legend>
              {inputs(ofLines, line.lineNo, line.fields)}
            </fieldset>
          ))}
      <p className={styles.acts}>
        <button type="submit" disabled={Object.keys(entered).length === 0}>
          <FormattedMessage id="office.fields.save" />
        </button>
      </p>
    </form>
  );
}
