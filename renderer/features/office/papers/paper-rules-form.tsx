// Rules of papers as a form: for each where to, by which channel, what kind of sale, and which papers on which size.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  mostPaperRules,
  type PaperFormat,
  paperFormats,
  type PaperKind,
  paperKinds,
  type PaperRule,
  paperRuleSchema,
  paperSales,
} from '../../../../shared/domain/document/paper-rules';
import styles from './papers.module.css';

/** Texts as they are typed, beside the rule they make. */
type Draft = { key: number; rule: PaperRule; countries: string; channels: string };

const newRule: PaperRule = {
  countries: [],
  isElsewhere: false,
  channels: [],
  sales: [],
  papers: [{ kind: 'packing-slip', format: 'A4' }],
};

export function PaperRulesForm({
  rules,
  onSave,
  saved,
}: {
  rules: readonly PaperRule[];
  onSave: (rules: PaperRule[]) => Promise<boolean>;
  /** Stands beside the button. */
  saved: ReactNode;
}): ReactNode {
  const [drafts, setDrafts] = useState<Draft[]>(rules.map(draftOf));
  const [nextKey, setNextKey] = useState(rules.length);
  const change = (key: number, next: (draft: Draft) => Draft): void =>
    setDrafts(drafts.map((draft) => (draft.key === key ? next(draft) : draft)));
  const wrong = drafts.filter(({ rule }) => !paperRuleSchema.safeParse(rule).success);
  return (
    <form
      className={styles.form}
      aria-labelledby="paper-rules"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length === 0) void onSave(drafts.map(({ rule }) => rule));
      }}
    >
      <h2 id="paper-rules">
        <FormattedMessage id="office.papers.rules" />
      </h2>
      {drafts.length === 0 ? (
        <p>
          <FormattedMessage id="office.papers.none" />
        </p>
      ) : null}
      {drafts.map((draft, index) => (
        <RuleFields
          key={draft.key}
          number={index + 1}
          draft={draft}
          onChange={(next) => change(draft.key, () => next)}
          onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
        />
      ))}
      <p className={styles.acts}>
        <button
          type="button"
          disabled={drafts.length >= mostPaperRules}
          onClick={() => {
            setDrafts([...drafts, draftOf(newRule, nextKey)]);
            setNextKey(nextKey + 1);
          }}
        >
          <FormattedMessage id="office.papers.add" />
        </button>
        <button type="submit" data-main disabled={wrong.length > 0}>
          <FormattedMessage id="office.papers.save" />
        </button>
        <output>{wrong.length > 0 ? <FormattedMessage id="office.papers.wrong" /> : saved}</output>
      </p>
    </form>
  );
}

function RuleFields({
  number,
  draft,
  onChange,
  onRemove,
}: {
  number: number;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onRemove: () => void;
}): ReactNode {
  const intl = useIntl();
  const { rule } = draft;
  const put = (part: Partial<PaperRule>): void => onChange({ ...draft, rule: { ...rule, ...part } });
  return (
    <fieldset className={styles.fields}>
      <legend>
        <FormattedMessage id="office.papers.rule" values={{ number }} />
      </legend>
      <label>
        <FormattedMessage id="office.papers.where" />
        <select
          value={rule.isElsewhere ? 'elsewhere' : 'there'}
          onChange={({ target }) => put({ isElsewhere: target.value === 'elsewhere' })}
        >
          <option value="there">
            <FormattedMessage id="office.papers.there" />
          </option>
          <option value="elsewhere">
            <FormattedMessage id="office.papers.elsewhere" />
          </option>
        </select>
      </label>
      <label>
        <FormattedMessage id="office.papers.countries" />
        <input
          type="text"
          maxLength={300}
          value={draft.countries}
          onChange={({ target }) =>
            onChange({
              ...draft,
              countries: target.value,
              rule: { ...rule, countries: countriesIn(target.value) },
            })
          }
        />
      </label>
      <label>
        <FormattedMessage id="office.papers.channels" />
        <input
          type="text"
          maxLength={1000}
          value={draft.channels}
          onChange={({ target }) =>
            onChange({ ...draft, channels: target.value, rule: { ...rule, channels: wordsIn(target.value) } })
          }
        />
      </label>
      <fieldset
        className={styles.checks}
        aria-label={intl.formatMessage({ id: 'office.papers.sales' }, { number })}
      >
        {paperSales.map((sale) => (
          <label key={sale} className={styles.check}>
            <input
              type="checkbox"
              checked={rule.sales.includes(sale)}
              onChange={({ target }) =>
                put({
                  sales: paperSales.filter((each) =>
                    each === sale ? target.checked : rule.sales.includes(each),
                  ),
                })
              }
            />
            <FormattedMessage id={`office.papers.sale.${sale}`} />
          </label>
        ))}
      </fieldset>
      {paperKinds.map((kind) => (
        <PaperChoice
          key={kind}
          kind={kind}
          format={rule.papers.find((paper) => paper.kind === kind)?.format ?? null}
          onChoose={(format) => put({ papers: withPaper(rule, kind, format) })}
        />
      ))}
      <button type="button" onClick={onRemove}>
        <FormattedMessage id="office.papers.remove" values={{ number }} />
      </button>
    </fieldset>
  );
}

function PaperChoice({
  kind,
  format,
  onChoose,
}: {
  kind: PaperKind;
  format: PaperFormat | null;
  onChoose: (format: PaperFormat | null) => void;
}): ReactNode {
  return (
    <label>
      <FormattedMessage id={`paper.title.${kind}`} />
      <select
        value={format ?? ''}
        onChange={({ target }) => onChoose(paperFormats.find((each) => each === target.value) ?? null)}
      >
        <option value="">
          <FormattedMessage id="office.papers.not" />
        </option>
        {paperFormats.map((each) => (
          <option key={each} value={each}>
            <FormattedMessage id={`office.papers.format.${each}`} />
          </option>
        ))}
      </select>
    </label>
  );
}

function withPaper(rule: PaperRule, kind: PaperKind, format: PaperFormat | null): PaperRule['papers'] {
  return paperKinds.flatMap((each) => {
    if (each === kind) return format === null ? [] : [{ kind, format }];
    return rule.papers.find((paper) => paper.kind === each) ?? [];
  });
}

function draftOf(rule: PaperRule, key: number): Draft {
  return { key, rule, countries: rule.countries.join(', '), channels: rule.channels.join(', ') };
}

/** Capitals of the codes' own alphabet: `tr` is TR under a Turkish keyboard too. */
function countriesIn(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
}

function wordsIn(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
