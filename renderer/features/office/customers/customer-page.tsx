// One customer: who they are and how they are reached, what they are worth, what was said and done, who looks like them, and
// what they may ask for. Everything here can be reached with the keyboard, in the order in which it stands.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { CustomerPage as Page } from '../../../../shared/contract/customers';
import { Age } from '../list/age';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { OwnerMarks } from '../fields/owner-marks';
import office from '../office.module.css';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { CustomerActivity } from './customer-activity';
import { CustomerConsent } from './customer-consent';
import { CustomerAddresses } from './customer-addresses';
import { CustomerContacts } from './customer-contacts';
import { CustomerCredit } from './customer-credit';
import { CustomerEdits } from './customer-edits';
import { CustomerNotes } from './customer-notes';
import { CustomerPeople } from './customer-people';
import { CustomerRights, Erasure } from './customer-rights';
import { CustomerValuePanel } from './customer-value';
import { VipMark } from './customer-marks';

/** Asks for badge and PIN, then does it; the page shows what became of it. */
export type AskBy = (
  label: string,
  act: (by: Parameters<Wanted['act']>[0]) => Promise<Answer<unknown>>,
) => void;
export type PanelProps = {
  api: OfficeApi;
  page: Page;
  /** Does something that needs no name. */
  run: (act: Promise<Answer<unknown>>) => Promise<boolean>;
  ask: AskBy;
  open: OfficePageProps['open'];
};

const askEveryMs = 15_000;

export function CustomerPage({
  api,
  customerId,
  open,
}: Pick<OfficePageProps, 'api' | 'open'> & { customerId: string }): ReactNode {
  const load = useCallback(() => api.customer(customerId), [api, customerId]);
  const { answer, last, asOfMs, askAgain } = useAnswer(load, askEveryMs);
  return (
    <section className={office.page}>
      <button type="button" onClick={() => open('customers')}>
        <FormattedMessage id="office.customers.back" />
      </button>
      {answer === null ? (
        <p>
          <FormattedMessage id="office.list.loading" />
        </p>
      ) : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Age asOfMs={asOfMs} isStill={answer?.ok === false} onRefresh={askAgain} />
          <Body api={api} page={last} open={open} onChanged={askAgain} />
        </>
      ) : null}
    </section>
  );
}

function Body({
  api,
  page,
  open,
  onChanged,
}: Pick<PanelProps, 'api' | 'page' | 'open'> & { onChanged: () => void }): ReactNode {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [turn, setTurn] = useState(0);
  const run: PanelProps['run'] = async (act) => {
    const got = await act;
    setFailure(got.ok ? null : got.failure);
    setTurn((before) => before + 1);
    onChanged();
    return got.ok;
  };
  const ask: AskBy = (label, act) => {
    setFailure(null);
    setWanted({ label, act: (by) => run(act(by)) });
  };
  const props: PanelProps = { api, page, run, ask, open };
  return (
    <>
      <h1>
        {page.name} {page.value.isVip ? <VipMark /> : null}{' '}
        <span className={office.status}>
          {page.value.segment ? (
            <FormattedMessage id={`office.customers.segment.${page.value.segment}`} />
          ) : null}
        </span>
      </h1>
      <p>
        <FormattedMessage
          id="office.customers.since"
          values={{
            day: <FormattedDate value={page.firstSeenAt} dateStyle="long" />,
            country: page.countryCode,
          }}
        />
      </p>
      {failure ? <Failure failure={failure} /> : null}
      {page.erasure ? <Erasure erasure={page.erasure} /> : null}
      {page.erasedAt === null ? <CustomerRights {...props} /> : null}
      {wanted ? <AnsweringForm key={wanted.label} wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      {page.erasedAt === null ? <CustomerPeople {...props} /> : null}
      {page.erasedAt === null ? (
        <>
          <div className={office.twoColumns}>
            <CustomerContacts {...props} />
            <CustomerAddresses {...props} />
          </div>
          <CustomerEdits {...props} />
        </>
      ) : null}
      <CustomerValuePanel page={page} />
      <CustomerCredit page={page} open={open} />
      {page.erasedAt === null ? <OwnerMarks api={api} owner="customer" ownerId={page.customerId} /> : null}
      {page.erasedAt === null ? <CustomerNotes {...props} /> : null}
      {page.erasedAt === null ? <CustomerConsent {...props} /> : null}
      <CustomerActivity key={turn} api={api} customerId={page.customerId} open={open} />
    </>
  );
}
