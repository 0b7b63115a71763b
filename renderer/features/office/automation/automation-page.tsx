// Automation: how orders go. What is changed here counts for nobody until it is saved under a name; before that it is shown
// what it would have made of the orders that came last. Every version can be brought back.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { FlowAnswer, FlowPreviewAnswer } from '../../../../shared/contract/flow';
import { flowChanges, type OrderFlow } from '../../../../shared/domain/flow/order-flow';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import type { OfficePageProps } from '../office-place';
import people from '../people/people.module.css';
import { FlowHolds } from './flow-holds';
import { FlowMails } from './flow-mails';
import { FlowPreview } from './flow-preview';
import { FlowSteps } from './flow-steps';
import { ChangeWords, FlowVersions } from './flow-versions';
import { RuleList } from './rule-list';
import { RuleRuns } from './rule-runs';

export function AutomationPage({ api, open }: OfficePageProps): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.orderFlow);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.automation.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? <Flow key={last.version} api={api} answer={last} open={open} onChanged={askAgain} /> : null}
    </section>
  );
}

function Flow({
  api,
  answer,
  open,
  onChanged,
}: {
  api: OfficeApi;
  answer: FlowAnswer;
  open: OfficePageProps['open'];
  onChanged: () => void;
}): ReactNode {
  const [draft, setDraft] = useState<OrderFlow>(answer.flow);
  const [preview, setPreview] = useState<FlowPreviewAnswer | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const changes = flowChanges(answer.flow, draft);
  const change = (part: Partial<OrderFlow>): void => {
    setPreview(null);
    setDraft({ ...draft, ...part });
  };
  const look = async (): Promise<void> => {
    const got = await api.previewOrderFlow(draft);
    setFailure(got.ok ? null : got.failure);
    setPreview(got.ok ? got.value : null);
  };
  const save: Wanted = {
    label: 'office.automation.save',
    needsNote: true,
    act: async (by, note) => {
      const got = await api.saveOrderFlow({ from: answer.version, flow: draft, note, by });
      setFailure(got.ok ? null : got.failure);
      if (got.ok) onChanged();
      return got.ok;
    },
  };
  return (
    <>
      <RuleList rules={draft.rules} onChange={(rules) => change({ rules })} />
      <FlowSteps steps={draft.steps} channels={answer.channels} onChange={(steps) => change({ steps })} />
      <FlowHolds holds={draft.holds} onChange={(holds) => change({ holds })} />
      <FlowMails mails={draft.mails} channels={answer.channels} onChange={(mails) => change({ mails })} />
      <section aria-labelledby="unsaved" className={people.form}>
        <h2 id="unsaved">
          <FormattedMessage id="office.automation.unsaved" values={{ count: changes.length }} />
        </h2>
        <ChangeWords changes={changes} />
        <p className={people.acts}>
          <button type="button" disabled={changes.length === 0} onClick={() => void look()}>
            <FormattedMessage id="office.automation.preview" />
          </button>
          <button type="button" disabled={changes.length === 0} onClick={() => setWanted(save)}>
            <FormattedMessage id="office.automation.save" />
          </button>
          <button
            type="button"
            disabled={changes.length === 0}
            onClick={() => {
              setPreview(null);
              setDraft(answer.flow);
            }}
          >
            <FormattedMessage id="office.automation.discard" />
          </button>
        </p>
        {failure ? <Failure failure={failure} /> : null}
        {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
        {preview ? <FlowPreview preview={preview} onOpen={(orderId) => open('orders', orderId)} /> : null}
      </section>
      <FlowVersions api={api} answer={answer} onChanged={onChanged} />
      <RuleRuns api={api} onOpen={(orderId) => open('orders', orderId)} />
    </>
  );
}
