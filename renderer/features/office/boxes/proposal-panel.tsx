// Other standard boxes: what three to five sizes chosen for this warehouse's own orders would cost and ship beside today's.
// The search tells of itself, can be stopped with what it has, and one offer is accepted once.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { BoxProposal } from '../../../../shared/contract/boxes';
import { Failure } from '../list/failure';
import { Price } from '../list/price';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import office from '../office.module.css';
import styles from './boxes.module.css';

export type ProposalApi = Pick<OfficeApi, 'beginBoxSizes' | 'boxSizes' | 'stopBoxSizes' | 'acceptBoxSizes'>;
const askSoonMs = 700;

export function ProposalPanel({
  api,
  warehouseId,
  newest,
  onAccepted,
}: {
  api: ProposalApi;
  warehouseId: string;
  newest: BoxProposal | null;
  onAccepted: () => void;
}): ReactNode {
  const [asked, setAsked] = useState<BoxProposal | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const shown = asked ?? newest;
  const isLooking = shown?.state === 'looking';
  const shownId = shown?.proposalId ?? null;
  useEffect(() => {
    if (!isLooking || shownId === null) return undefined;
    const timer = setInterval(() => {
      void api.boxSizes(shownId).then((got) => {
        if (got.ok) setAsked(got.value);
      });
    }, askSoonMs);
    return () => clearInterval(timer);
  }, [api, isLooking, shownId]);
  const act = async (run: Promise<Answer<BoxProposal>>): Promise<void> => {
    setBusy(true);
    const got = await run;
    setBusy(false);
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setAsked(got.value);
    if (got.value.state === 'accepted') onAccepted();
  };
  return (
    <section className={styles.part} aria-labelledby="box-sizes">
      <h2 id="box-sizes">
        <FormattedMessage id="office.boxes.sizes" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <p className={styles.head}>
        <button
          type="button"
          disabled={isBusy || isLooking}
          onClick={() => void act(api.beginBoxSizes(warehouseId))}
        >
          <FormattedMessage id="office.boxes.propose" />
        </button>
        {isLooking && shownId !== null ? (
          <>
            <label>
              <FormattedMessage id="office.boxes.looking" /> <progress value={shown.progress} max={1} />
            </label>
            <button type="button" onClick={() => void act(api.stopBoxSizes(shownId))}>
              <FormattedMessage id="office.boxes.stop" />
            </button>
          </>
        ) : null}
      </p>
      {shown ? (
        <Offers
          proposal={shown}
          isBusy={isBusy}
          onAccept={(count) => void act(api.acceptBoxSizes(shown.proposalId, count))}
        />
      ) : (
        <p className={office.empty}>
          <FormattedMessage id="office.boxes.noProposal" />
        </p>
      )}
    </section>
  );
}

function Offers({
  proposal: { state, study, days, endedAt },
  isBusy,
  onAccept,
}: {
  proposal: BoxProposal;
  isBusy: boolean;
  onAccept: (count: number) => void;
}): ReactNode {
  if (state === 'nothing' || state === 'failed')
    return (
      <output>
        <FormattedMessage id={`office.boxes.proposal.${state}`} />
      </output>
    );
  if (!study) return null;
  if (study.offers.length === 0)
    return state === 'ready' ? (
      <output>
        <FormattedMessage id="office.boxes.proposal.none-better" />
      </output>
    ) : null;
  const { today, currency, orders } = study;
  return (
    <>
      <p>
        <FormattedMessage id="office.boxes.studied" values={{ orders, days }} />
        {endedAt === null ? null : (
          <>
            {' '}
            <FormattedDate value={endedAt} dateStyle="medium" timeStyle="short" />
          </>
        )}
      </p>
      {state === 'accepted' ? (
        <output>
          <FormattedMessage id="office.boxes.proposal.accepted" />
        </output>
      ) : null}
      <div className={office.scroll}>
        <table className={office.grid} aria-labelledby="box-sizes">
          <thead>
            <tr>
              {(['offer', 'insides', 'cartons', 'volume', 'total', 'saving', 'accept'] as const).map(
                (each) => (
                  <th key={each} scope="col">
                    <FormattedMessage id={`office.boxes.${each}`} />
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                <FormattedMessage id="office.boxes.today" />
              </th>
              <td>–</td>
              <Figures outcome={today} currency={currency} />
              <td className={office.numeric}>–</td>
              <td>–</td>
            </tr>
            {study.offers.map(({ count, boxes, then }) => (
              <tr key={count}>
                <th scope="row">
                  <FormattedMessage id="office.boxes.sizesOf" values={{ count: boxes.length }} />
                </th>
                <td className={styles.wrapped}>
                  {boxes.map(({ name }) => name).join(', ')} cm
                  {then.left > 0 ? (
                    <>
                      {' '}
                      <FormattedMessage id="office.boxes.left" values={{ count: then.left }} />
                    </>
                  ) : null}
                </td>
                <Figures outcome={then} currency={currency} />
                <td className={office.numeric}>
                  <Price amountMinor={today.costMinor - then.costMinor} currency={currency} />
                  {' · '}
                  <FormattedNumber
                    value={(today.outerLitres - then.outerLitres) / Math.max(1, today.outerLitres)}
                    style="percent"
                    maximumFractionDigits={0}
                  />
                </td>
                <td>
                  <button
                    type="button"
                    disabled={isBusy || state !== 'ready'}
                    onClick={() => onAccept(count)}
                  >
                    <FormattedMessage id="office.boxes.acceptSizes" values={{ count: boxes.length }} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Figures({
  outcome: { cartons, outerLitres, costMinor },
  currency,
}: {
  outcome: NonNullable<BoxProposal['study']>['today'];
  currency: string;
}): ReactNode {
  return (
    <>
      <td className={office.numeric}>
        <FormattedNumber value={cartons} />
      </td>
      <td className={office.numeric}>
        <FormattedNumber value={outerLitres / 1000} maximumFractionDigits={2} /> m³
      </td>
      <td className={office.numeric}>
        <Price amountMinor={costMinor} currency={currency} />
      </td>
    </>
  );
}
