// What every carrier takes for one parcel, best first, each with its reason and the age of its price.
import { type ReactNode, useCallback } from 'react';
import { FormattedDate, FormattedMessage, FormattedTime, type IntlShape, useIntl } from 'react-intl';
import type { RatesResponse } from '../../../../shared/contract/shipments';
import { minorDigitsOf } from '../../../../shared/money/money';
import { Failure } from '../list/failure';
import type { OfficeApi } from '../office-api';
import styles from '../office.module.css';
import { Price } from '../list/price';
import { useAnswer } from '../list/use-answer';

type OfferRow = RatesResponse['offers'][number];

export function RatesTable({
  api,
  parcelId,
  number,
}: {
  api: Pick<OfficeApi, 'rates'>;
  parcelId: string;
  number: string;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.rates(parcelId, 'cost'), [api, parcelId]);
  const { answer, askAgain } = useAnswer(load);
  if (answer === null) return <p aria-busy="true">…</p>;
  if (!answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  const { offers, silent, compared } = answer.value;
  return (
    <>
      <table className={styles.plainTable}>
        <caption>
          <FormattedMessage id="shipments.rates.title" values={{ number }} />
        </caption>
        <tbody>
          {offers.map((offer) => (
            <tr
              key={`${offer.carrierName} ${offer.serviceId}`}
              aria-current={offer.isChosen ? 'true' : undefined}
            >
              <th scope="row">{`${offer.carrierName} ${offer.serviceName}`}</th>
              <td>
                <Price amountMinor={offer.amountMinor} currency={offer.currency} />
                {compared && offer.currency !== compared.currency ? (
                  <>
                    {' ≈ '}
                    <Price amountMinor={offer.costMinor} currency={compared.currency} />
                  </>
                ) : null}
              </td>
              <td>
                {offer.days === null ? (
                  '–'
                ) : (
                  <FormattedMessage id="shipments.rates.days" values={{ days: offer.days }} />
                )}
              </td>
              <td>
                {offer.arrives ? (
                  <FormattedDate value={`${offer.arrives}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
                ) : (
                  '–'
                )}
              </td>
              <td>{whyOf(intl, offer, compared)}</td>
              <td>
                {offer.source === 'own' ? (
                  <FormattedMessage id="shipments.rates.own" />
                ) : (
                  <FormattedMessage
                    id="shipments.rates.asked"
                    values={{ time: <FormattedTime value={offer.askedAt} /> }}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {compared ? (
        <p>
          <FormattedMessage
            id="shipments.rates.compared"
            values={{
              currency: compared.currency,
              day: <FormattedDate value={`${compared.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
            }}
          />
        </p>
      ) : null}
      {silent.map(({ carrierName, code }) => (
        <p key={carrierName}>
          <FormattedMessage id="shipments.rates.silent" values={{ carrier: carrierName, code }} />
        </p>
      ))}
    </>
  );
}

/** Amounts of the reason are in the currency of the comparison. */
function whyOf(intl: IntlShape, { reason, ...offer }: OfferRow, compared: RatesResponse['compared']): string {
  const currency = compared?.currency ?? offer.currency;
  const money = (name: string): string =>
    intl.formatNumber(Number(reason.values[name] ?? 0) / 10 ** minorDigitsOf(currency), {
      style: 'currency',
      currency,
    });
  const values = {
    ...reason.values,
    saved: money('savedMinor'),
    extra: money('extraMinor'),
    by: money('byMinor'),
  };
  return intl.formatMessage({ id: `shipments.why.${reason.code}` }, values);
}
