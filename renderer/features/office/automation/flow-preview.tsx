// What the flow as it is drafted would have made of the orders that came last, beside what the one there is makes of them.
import type { ReactNode } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { FlowPreviewAnswer, FlowPreviewRow } from '../../../../shared/contract/flow';
import office from '../office.module.css';

type Props = { preview: FlowPreviewAnswer; onOpen: (orderId: string) => void };

export function FlowPreview({ preview, onOpen }: Props): ReactNode {
  const intl = useIntl();
  const { orders, differing, rows } = preview;
  return (
    <section aria-labelledby="preview">
      <h3 id="preview">
        <FormattedMessage id="office.automation.previewed" values={{ orders, differing }} />
      </h3>
      {rows.length === 0 ? null : (
        <div className={office.scroll}>
          <table className={office.grid}>
            <thead>
              <tr>
                {(['order', 'now', 'then'] as const).map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.automation.preview.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.orderId}>
                  <td>
                    <button type="button" onClick={() => onOpen(row.orderId)}>
                      {row.number}
                    </button>
                  </td>
                  <td>{outcomeWords(intl, row.before)}</td>
                  <td>{outcomeWords(intl, row.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function outcomeWords(intl: IntlShape, outcome: FlowPreviewRow['before']): string {
  const words = (id: string, values: Record<string, string> = {}): string =>
    intl.formatMessage({ id }, values);
  const some = (id: string, list: readonly string[]): string[] =>
    list.length === 0 ? [] : [words(`office.automation.outcome.${id}`, { value: list.join(', ') })];
  const parts = [
    ...(outcome.waitsForPayment ? [words('office.automation.outcome.waits')] : []),
    ...some(
      'holds',
      outcome.holds.map((reason) => words(`hold.reason.${reason}`)),
    ),
    ...some('tags', outcome.tags),
    ...(outcome.priority === 'vip' ? [words('automation.priority.vip')] : []),
    ...some('rules', outcome.rules),
    ...some('notices', outcome.notices),
    ...some(
      'mails',
      outcome.mails.map((kind) => words(`mail.kind.${kind}`)),
    ),
  ];
  return parts.length === 0 ? words('office.automation.outcome.nothing') : parts.join('; ');
}
