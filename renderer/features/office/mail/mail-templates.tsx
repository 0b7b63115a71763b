// Templates: one is chosen by kind and language, changed, looked at with an order of one's own choice, and saved as its
// next version. What is wrong with it is said with its line before anybody is written to.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { TemplatePreview, TemplateRow } from '../../../../shared/contract/mail';
import {
  type MailKind,
  type MailLanguage,
  mailKinds,
  mailLanguages,
} from '../../../../shared/domain/mail/mail-kinds';
import { Failure } from '../list/failure';
import { HtmlFrame } from '../list/html-frame';
import styles from './messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

export function MailTemplates({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.mailTemplates);
  const [templateId, setTemplateId] = useState<string>(mailKinds[0]);
  const [language, setLanguage] = useState<MailLanguage>('en');
  const names = [...new Map((last?.rows ?? []).map((row) => [row.templateId, row.kind]))];
  const kind = names.find(([id]) => id === templateId)?.[1];
  const row = templateOf(last?.rows ?? [], templateId, kind, language);
  return (
    <section className={office.page}>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <p className={styles.inline}>
        <label>
          <FormattedMessage id="office.messages.template" />{' '}
          <select value={templateId} onChange={({ target }) => setTemplateId(target.value)}>
            {names.map(([id, of]) => (
              <option key={id} value={id}>
                {id === of ? intl.formatMessage({ id: `mail.kind.${of}` }) : id}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.messages.language" />{' '}
          <select value={language} onChange={({ target }) => setLanguage(target.value as MailLanguage)}>
            {mailLanguages.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.messages.language.${each}` })}
              </option>
            ))}
          </select>
        </label>
      </p>
      {row ? (
        <TemplateEditor
          key={`${templateId} ${language} ${row.version}`}
          api={api}
          row={row}
          onSaved={(id) => {
            setTemplateId(id);
            askAgain();
          }}
        />
      ) : null}
    </section>
  );
}

/** A name that has no words in this language yet begins with those of its kind. */
function templateOf(
  rows: readonly TemplateRow[],
  templateId: string,
  kind: MailKind | undefined,
  language: MailLanguage,
): TemplateRow | undefined {
  const own = rows.find((row) => row.templateId === templateId && row.language === language);
  if (own) return own;
  const ofKind = rows.find((row) => row.templateId === kind && row.language === language);
  return ofKind && { ...ofKind, templateId, version: 0, savedAt: null };
}

const previewAfterMs = 300;

function TemplateEditor({
  api,
  row,
  onSaved,
}: {
  api: OfficeApi;
  row: TemplateRow;
  onSaved: (templateId: string) => void;
}): ReactNode {
  const intl = useIntl();
  const { kind, language } = row;
  const [draft, setDraft] = useState({ subject: row.subject, text: row.text, html: row.html });
  const [name, setName] = useState(row.templateId);
  const [number, setNumber] = useState('');
  const [preview, setPreview] = useState<TemplatePreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const { subject, text, html } = draft;
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      const asked = { kind, language, subject, text, html, ...(number === '' ? {} : { number }) };
      void api.previewMail(asked).then((answer) => {
        if (!isCurrent) return;
        setFailure(answer.ok ? null : answer.failure);
        if (answer.ok) setPreview(answer.value);
      });
    }, previewAfterMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, kind, language, subject, text, html, number]);
  const save = async (): Promise<void> => {
    const answer = await api.saveMailTemplate({ templateId: name.trim(), kind, language, ...draft });
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value.templateId);
  };
  return (
    <div className={styles.split}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {failure ? <Failure failure={failure} /> : null}
        {(['subject', 'text', 'html'] as const).map((part) => (
          <label key={part} className={styles.field}>
            <FormattedMessage id={`mail.part.${part}`} />
            {part === 'subject' ? (
              <input
                value={draft.subject}
                maxLength={200}
                required
                onChange={({ target }) => setDraft({ ...draft, subject: target.value })}
              />
            ) : (
              <textarea
                rows={part === 'text' ? 10 : 14}
                value={draft[part]}
                required
                spellCheck={false}
                onChange={({ target }) => setDraft({ ...draft, [part]: target.value })}
              />
            )}
          </label>
        ))}
        <p className={styles.values}>
          <FormattedMessage id="office.messages.values" />{' '}
          {(preview?.values ?? [])
            .map(({ name: value, inner }) =>
              inner.length === 0
                ? `{{${value}}}`
                : `{{#${value}}} ${inner.map((each) => `{{${each}}}`).join(' ')} {{/${value}}}`,
            )
            .join('  ')}
        </p>
        <label className={styles.field}>
          <FormattedMessage id="office.messages.template-name" />
          <input
            value={name}
            maxLength={60}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            required
            onChange={({ target }) => setName(target.value)}
          />
          <small>
            <FormattedMessage id="office.messages.template-name-hint" />
          </small>
        </label>
        <p className={styles.acts}>
          <button type="submit" disabled={(preview?.problems.length ?? 0) > 0}>
            <FormattedMessage id="office.messages.save-template" />
          </button>
          <FormattedMessage id="office.messages.version" values={{ version: row.version }} />
        </p>
      </form>
      <div className={styles.form}>
        <label className={styles.field}>
          <FormattedMessage id="office.messages.preview-order" />
          <input value={number} maxLength={40} onChange={({ target }) => setNumber(target.value)} />
        </label>
        {preview && preview.problems.length > 0 ? (
          <ul role="alert" className={styles.problems}>
            {preview.problems.map(({ part, line, code, what }) => (
              <li key={`${part} ${line} ${code} ${what}`}>
                <FormattedMessage
                  id="office.messages.problem"
                  values={{
                    part: intl.formatMessage({ id: `mail.part.${part}` }),
                    line,
                    problem: intl.formatMessage({ id: `mail.problem.${code}` }, { what }),
                  }}
                />
              </li>
            ))}
          </ul>
        ) : null}
        {preview?.mail ? (
          <>
            <p className={styles.said}>{preview.mail.subject}</p>
            <HtmlFrame
              html={preview.mail.html}
              title={intl.formatMessage({ id: 'office.messages.as-page' })}
            />
            <pre className={styles.letter}>{preview.mail.text}</pre>
          </>
        ) : null}
      </div>
    </div>
  );
}
