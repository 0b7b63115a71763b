// When an order of each channel is taken, when it goes on, and when its money is taken.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ChannelSteps } from '../../../../shared/domain/flow/order-flow';
import { captureMoments, paymentRules } from '../../../../shared/domain/payment/channel-payment';
import office from '../office.module.css';

type Props = {
  steps: readonly ChannelSteps[];
  channels: readonly { channelId: string; name: string }[];
  onChange: (steps: ChannelSteps[]) => void;
};

const columns = ['takeWhen', 'paymentRule', 'captureAt'] as const;
const options: Readonly<Record<(typeof columns)[number], readonly string[]>> = {
  takeWhen: ['placed', 'paid'],
  paymentRule: paymentRules,
  captureAt: captureMoments,
};

export function FlowSteps({ steps, channels, onChange }: Props): ReactNode {
  const intl = useIntl();
  const nameOf = (channelId: string): string =>
    channels.find((each) => each.channelId === channelId)?.name ?? channelId;
  const words = (id: string): string => intl.formatMessage({ id });
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">
        <FormattedMessage id="office.automation.steps" />
      </h2>
      <div className={office.scroll}>
        <table className={office.grid}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.orders.channel" />
              </th>
              {columns.map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.automation.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.channelId}>
                <td>{nameOf(step.channelId)}</td>
                {columns.map((name) => (
                  <td key={name}>
                    <select
                      aria-label={`${nameOf(step.channelId)} ${words(`office.automation.${name}`)}`}
                      value={step[name]}
                      onChange={({ target }) =>
                        onChange(
                          steps.map((each) =>
                            each.channelId === step.channelId
                              ? ({ ...each, [name]: target.value } as ChannelSteps)
                              : each,
                          ),
                        )
                      }
                    >
                      {options[name].map((each) => (
                        <option key={each} value={each}>
                          {words(`office.automation.${name}.${each}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
