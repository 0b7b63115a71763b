// Why so many: every step that made or changed the number, in the order in which it was worked out.
import type { ReactNode } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { ProposedLine } from '../../../../shared/contract/reorder';
import styles from './reorder.module.css';

type Step = ProposedLine['why'][number];

export function WhySteps({ steps }: { steps: readonly Step[] }): ReactNode {
  const intl = useIntl();
  return (
    <ol className={styles.why}>
      {steps.map((step, at) => (
        // Steps have no name of their own, and never move.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          <FormattedMessage id={`office.reorder.why.${step.kind}`} values={valuesOf(step, intl)} />
        </li>
      ))}
    </ol>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

function valuesOf(step: Step, intl: IntlShape): Record<string, string | number> {
  switch (step.kind) {
    case 'demand':
      return {
        weekly: rounded(step.weekly),
        deviation: rounded(step.deviation),
        share: step.share,
        method: intl.formatMessage({ id: `demand.method.${step.method}` }),
        spikes: step.spikes.length,
        weeks: intl.formatList(
          step.spikes.map((week) => intl.formatDate(week, { dateStyle: 'medium', timeZone: 'UTC' })),
        ),
      };
    case 'lead':
      return {
        days: rounded(step.days),
        deviation: rounded(step.deviation),
        stated: step.stated,
        of: step.of,
        orders: step.seen.length,
        seen: intl.formatList(step.seen.map((days) => intl.formatNumber(rounded(days)))),
      };
    case 'target':
      return {
        class: step.valueClass.toUpperCase(),
        kind: step.target.kind,
        level: step.target.level,
      };
    case 'point':
      return {
        point: step.point,
        expected: rounded(step.expected),
        safety: rounded(step.safety),
        service: step.service,
      };
    case 'quantity':
      return { units: step.units, economic: String(step.isEconomic) };
    default: {
      const { kind: _kind, ...values } = step;
      return values;
    }
  }
}
