// What holds an order when it is placed: addresses, signs of fraud, products nobody packs, and whose each hold is. Looked at
// on the newest orders before it is set.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { PlacementPreview } from '../../../../shared/contract/money';
import { orderHoldSchema } from '../../../../shared/domain/order/order';
import { blockedKinds, type PlacementSettings } from '../../../../shared/domain/placement/placement-rules';
import { minorDigitsOf, parseDecimal } from '../../../../shared/money/money';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import styles from '../workbench/workbench.module.css';
import { PlacementPreviewPanel } from './placement-preview';
import { Signing } from './signing';
import { useSigned } from './use-signed';

type Api = Pick<OfficeApi, 'placementSettings' | 'savePlacement' | 'previewPlacement'>;
type Saved = Parameters<Api['savePlacement']>[0];

/** As it is typed: lists are text. */
type Draft = {
  addressChannels: string;
  phoneNeeded: string;
  longestLine: string;
  fraudChannels: string;
  amountsOver: string;
  countriesDiffer: boolean;
  ordersInAnHour: string;
  blocked: string;
  stopped: string;
  owners: Record<string, string>;
};
const reasons = orderHoldSchema.shape.reason.options;

export function PlacementPage({ api, open }: Pick<OfficePageProps, 'open'> & { api: Api }): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.placementSettings);
  const signed = useSigned();
  const [typed, setTyped] = useState<Draft | null>(null);
  const [preview, setPreview] = useState<PlacementPreview | null>(null);
  const [wrong, setWrong] = useState('');
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const draft = typed ?? draftOf(last);
  const change = (part: Partial<Draft>): void => {
    setTyped({ ...draft, ...part });
    setPreview(null);
  };
  const withSettings = (act: (settings: Omit<Saved, 'by'>) => void): void => {
    const read = settingsOf(draft);
    setWrong('wrong' in read ? read.wrong : '');
    if (!('wrong' in read)) act(read.settings);
  };
  const text = (name: keyof Omit<Draft, 'countriesDiffer' | 'owners'>, isLong = false): ReactNode => (
    <label>
      <FormattedMessage id={`office.placement.${name}`} />
      {isLong ? (
        <textarea
          className={styles.steady}
          rows={4}
          value={draft[name]}
          maxLength={100_000}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ) : (
        <input
          value={draft[name]}
          maxLength={2000}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      )}
    </label>
  );
  return (
    <div className={styles.bench}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.placement.title" />
        </h1>
        <button
          type="button"
          onClick={() => withSettings((settings) => signed.run(api.previewPlacement(settings), setPreview))}
        >
          <FormattedMessage id="office.placement.look" />
        </button>
        <button
          type="button"
          data-main="true"
          disabled={typed === null}
          onClick={() =>
            withSettings((settings) =>
              signed.ask(
                'office.placement.save',
                (by) => api.savePlacement({ ...settings, by }),
                () => {
                  setTyped(null);
                  askAgain();
                },
              ),
            )
          }
        >
          <FormattedMessage id="office.placement.save" />
        </button>
      </header>
      <div>
        <Signing signed={signed} />
        {wrong === '' ? null : (
          <p role="alert">
            <FormattedMessage id="office.placement.wrong" values={{ text: wrong }} />
          </p>
        )}
      </div>
      <div className={styles.parts}>
        {preview ? (
          <PlacementPreviewPanel preview={preview} onOpenOrder={(orderId) => open('orders', orderId)} />
        ) : null}
        <section className={styles.part}>
          <h2>
            <FormattedMessage id="hold.reason.address" />
          </h2>
          <fieldset className={styles.fields}>
            {text('addressChannels')}
            {text('phoneNeeded')}
            {text('longestLine')}
          </fieldset>
          <h2>
            <FormattedMessage id="hold.reason.fraud" />
          </h2>
          <fieldset className={styles.fields}>
            {text('fraudChannels')}
            {text('amountsOver')}
            <label>
              <input
                type="checkbox"
                checked={draft.countriesDiffer}
                onChange={() => change({ countriesDiffer: !draft.countriesDiffer })}
              />
              <FormattedMessage id="office.placement.countriesDiffer" />
            </label>
            {text('ordersInAnHour')}
            {text('blocked', true)}
            <small>
              <FormattedMessage
                id="office.placement.blocked-hint"
                values={{ kinds: blockedKinds.join(', ') }}
              />
            </small>
          </fieldset>
        </section>
        <section className={styles.part}>
          <h2>
            <FormattedMessage id="hold.reason.stock" />
          </h2>
          <fieldset className={styles.fields}>{text('stopped', true)}</fieldset>
          <h2>
            <FormattedMessage id="hold.reason.credit" />
          </h2>
          <p>
            <FormattedMessage id="office.placement.credit-hint" />
          </p>
          <h2>
            <FormattedMessage id="office.placement.owners" />
          </h2>
          <fieldset className={styles.fields}>
            {reasons.map((reason) => (
              <label key={reason}>
                {intl.formatMessage({ id: `hold.reason.${reason}` })}
                <input
                  value={draft.owners[reason] ?? ''}
                  maxLength={40}
                  onChange={({ target }) => change({ owners: { ...draft.owners, [reason]: target.value } })}
                />
              </label>
            ))}
          </fieldset>
        </section>
      </div>
    </div>
  );
}

function draftOf({ address, fraud, stopped, owners }: PlacementSettings): Draft {
  return {
    addressChannels: address.channels.join(', '),
    phoneNeeded: address.phoneNeeded.join(', '),
    longestLine: String(address.longestLine),
    fraudChannels: fraud.channels.join(', '),
    amountsOver: fraud.amountsOver
      .map(
        ({ currency, amountMinor }) =>
          `${(amountMinor / 10 ** minorDigitsOf(currency)).toFixed(minorDigitsOf(currency))} ${currency}`,
      )
      .join(', '),
    countriesDiffer: fraud.countriesDiffer,
    ordersInAnHour: String(fraud.ordersInAnHour),
    blocked: fraud.blocked.map(({ kind, value }) => `${kind}: ${value}`).join('\n'),
    stopped: stopped.join('\n'),
    owners: Object.fromEntries(owners.map(({ reason, owner }) => [reason, owner])),
  };
}

const listOf = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `wrong` is the piece of text that cannot be read. */
function settingsOf(draft: Draft): { settings: Omit<Saved, 'by'> } | { wrong: string } {
  const amountsOver: Saved['fraud']['amountsOver'] = [];
  for (const part of listOf(draft.amountsOver)) {
    const [, amount = '', currency = ''] = /^([\d.]+)\s*([A-Za-z]{3})$/.exec(part) ?? [];
    const amountMinor = parseDecimal(amount, currency.toUpperCase());
    if (amountMinor === null || amountMinor <= 0) return { wrong: part };
    amountsOver.push({ currency: currency.toUpperCase(), amountMinor });
  }
  const blocked: Saved['fraud']['blocked'] = [];
  for (const line of draft.blocked.split('\n').filter((each) => each.trim() !== '')) {
    const [, kind = '', value = ''] = /^(\w+)\s*:\s*(.+)$/.exec(line.trim()) ?? [];
    const known = blockedKinds.find((each) => each === kind);
    if (!known) return { wrong: line };
    blocked.push({ kind: known, value: value.trim() });
  }
  const numbers = [draft.longestLine, draft.ordersInAnHour].find((each) => !/^\d{1,4}$/.test(each.trim()));
  if (numbers !== undefined) return { wrong: numbers };
  return {
    settings: {
      address: {
        channels: listOf(draft.addressChannels),
        phoneNeeded: listOf(draft.phoneNeeded.toUpperCase()),
        longestLine: Number(draft.longestLine),
      },
      fraud: {
        channels: listOf(draft.fraudChannels),
        amountsOver,
        countriesDiffer: draft.countriesDiffer,
        ordersInAnHour: Number(draft.ordersInAnHour),
        blocked,
      },
      stopped: listOf(draft.stopped),
      owners: reasons.flatMap((reason) => {
        const owner = (draft.owners[reason] ?? '').trim();
        return owner === '' ? [] : [{ reason, owner }];
      }),
    },
  };
}
