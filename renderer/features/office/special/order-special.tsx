// What makes this order special: its marks with who gave them, marking it by hand, taking a mark off, and who had its goods.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { OrderSpecialPage } from '../../../../shared/contract/special';
import { specialCodeForPeople } from '../../../../shared/domain/special/special-code';
import { inLanguage, SpecialChip } from '../../../ui/special-chip';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { CustodyChain } from './custody-chain';
import styles from './special.module.css';

type Api = Pick<OfficeApi, 'orderSpecial' | 'markSpecial' | 'unmarkSpecial'>;
/** Benches answer while somebody looks. */
const askEveryMs = 5_000;

export function OrderSpecial({ api, orderId }: { api: Api; orderId: string }): ReactNode {
  const load = useCallback(() => api.orderSpecial(orderId), [api, orderId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [isMarking, setMarking] = useState(false);
  if (answer && !answer.ok && !last) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last) return null;
  const told = (got: Awaited<ReturnType<Api['markSpecial']>>): boolean => {
    setFailure(got.ok ? null : got.failure);
    if (got.ok) askAgain();
    return got.ok;
  };
  const takeOff = (kindId: string): void =>
    setWanted({
      label: 'office.special.unmark',
      needsNote: true,
      act: async (by, note) => told(await api.unmarkSpecial(orderId, kindId, note, by)),
    });
  const { special } = last;
  return (
    <section className={styles.panel} aria-labelledby="special">
      <h2 id="special">
        <FormattedMessage id="office.special.panel" />{' '}
        {special && special.marks.length > 0 ? <code>{specialCodeForPeople(special.code)}</code> : null}
      </h2>
      {last.giftMessage ? (
        <p>
          <FormattedMessage id="office.special.gift" />: <q>{last.giftMessage}</q>
        </p>
      ) : null}
      <Marks page={last} onTakeOff={takeOff} />
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      {isMarking ? (
        <MarkForm
          page={last}
          onMark={async (mark) => {
            if (told(await api.markSpecial(orderId, mark))) setMarking(false);
          }}
          onLeave={() => setMarking(false)}
        />
      ) : (
        <button type="button" onClick={() => setMarking(true)}>
          <FormattedMessage id="office.special.mark" />
        </button>
      )}
      <CustodyChain number={last.number} steps={last.custody} />
    </section>
  );
}

function Marks({
  page: { special },
  onTakeOff,
}: {
  page: OrderSpecialPage;
  onTakeOff: (kindId: string) => void;
}): ReactNode {
  if (!special || special.marks.length === 0) return null;
  return (
    <ul className={office.cancels}>
      {special.marks.map(({ kind, by, reason, note, at }) => (
        <li key={kind.kindId}>
          <SpecialChip kind={kind} />{' '}
          {by.from === 'rule' ? (
            <FormattedMessage id="office.special.by-rule" values={{ name: by.name }} />
          ) : (
            <FormattedMessage id="office.special.by-person" values={{ name: by.name, reason }} />
          )}
          {note ? ` · ${note}` : null} · <FormattedDate value={at} dateStyle="short" timeStyle="short" />
          {kind.needsSecond ? (
            <>
              {' '}
              · <FormattedMessage id="office.special.needs-second" />
            </>
          ) : null}
          <span className={office.acts}>
            <button type="button" onClick={() => onTakeOff(kind.kindId)}>
              <FormattedMessage id="office.special.unmark" />
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function MarkForm({
  page,
  onMark,
  onLeave,
}: {
  page: OrderSpecialPage;
  onMark: (mark: { kindId: string; reason: string; note: string | null }) => Promise<void>;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const words = (id: string): string => intl.formatMessage({ id });
  const [kindId, setKindId] = useState(page.kinds[0]?.kindId ?? '');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onMark({ kindId, reason, note: note.trim() === '' ? null : note });
  };
  return (
    <form className={styles.form} aria-label={words('office.special.mark')} onSubmit={submit}>
      <label>
        <FormattedMessage id="office.special.kind" />
        <select value={kindId} onChange={({ target }) => setKindId(target.value)}>
          {page.kinds.map((kind) => (
            <option key={kind.kindId} value={kind.kindId}>
              {inLanguage(intl, kind.names)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.special.reason" />
        <input value={reason} required maxLength={300} onChange={({ target }) => setReason(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.special.for-packer" />
        <input value={note} maxLength={300} onChange={({ target }) => setNote(target.value)} />
      </label>
      <button type="submit">
        <FormattedMessage id="office.special.mark" />
      </button>
      <button type="button" onClick={onLeave}>
        <FormattedMessage id="office.answering.leave" />
      </button>
    </form>
  );
}
