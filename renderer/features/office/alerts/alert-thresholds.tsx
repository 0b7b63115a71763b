// Thresholds of alerts, kind by kind, of the company and of warehouses that have their own, tried before they count: what would be open now, what would open and what would clear.
// Saving asks for badge and PIN, and every version stays with who set it.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { AlertPreview, AlertSettingsDoc } from '../../../../shared/contract/alerts';
import { type AlertKind, alertKinds, siteKinds } from '../../../../shared/domain/alert/alert-kinds';
import {
  type AlertSettings,
  type KindSetting,
  mostLetterMinutes,
  ownOf,
  withSiteSetting,
} from '../../../../shared/domain/alert/alert-settings';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { ContactList } from './contact-list';
import { KindForm, NumberField } from './kind-form';
import { SiteKindForm } from './site-kind-form';
import styles from './alerts.module.css';

type Api = Pick<OfficeApi, 'alertSettings' | 'saveAlertSettings' | 'previewAlerts' | 'floors'>;

export function AlertThresholds({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.alertSettings);
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last) return <FormattedMessage id="office.list.loading" />;
  return <Editor key={last.version} api={api} known={last} onSaved={askAgain} />;
}

function Editor({
  api,
  known,
  onSaved,
}: {
  api: Api;
  known: AlertSettingsDoc;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [draft, setDraft] = useState<AlertSettings>(known.settings);
  /** Empty: the company's. */
  const [site, setSite] = useState('');
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [preview, setPreview] = useState<AlertPreview | null>(null);
  const [isTrying, setTrying] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const change = (kind: AlertKind, setting: KindSetting): void => {
    setDraft((before) => ({
      ...before,
      kinds: { ...before.kinds, [kind]: setting } as AlertSettings['kinds'],
    }));
    setPreview(null);
  };
  const tryIt = async (): Promise<void> => {
    setTrying(true);
    const got = await api.previewAlerts(draft);
    setTrying(false);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) setPreview(got.value);
  };
  const save = (): void =>
    setWanted({
      label: 'office.alerts.save',
      act: async (by) => {
        const got = await api.saveAlertSettings({ version: known.version, settings: draft, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onSaved();
        return got.ok;
      },
    });
  return (
    <section className={styles.settings}>
      <h1>
        <FormattedMessage id="office.alerts.settings" />
      </h1>
      <p>
        <FormattedMessage id="office.alerts.settings-what" />
      </p>
      <ContactList
        contacts={draft.contacts}
        onChange={(contacts) => {
          setDraft((before) => ({ ...before, contacts }));
          setPreview(null);
        }}
      />
      <div className={styles.acts}>
        <NumberField
          label="office.alerts.letter-minutes"
          value={draft.letterMinutes}
          bounds={{ least: 0, most: mostLetterMinutes }}
          onChange={(letterMinutes) => {
            setDraft((before) => ({ ...before, letterMinutes }));
            setPreview(null);
          }}
        />
      </div>
      <div className={styles.acts}>
        <label>
          <FormattedMessage id="office.alerts.site" />
          <select value={site} onChange={({ target }) => setSite(target.value)}>
            <option value="">{intl.formatMessage({ id: 'office.alerts.site-company' })}</option>
            {warehouses.map(({ warehouseId, name }) => (
              <option key={warehouseId} value={warehouseId}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {site === '' ? null : <FormattedMessage id="office.alerts.site-what" />}
      </div>
      <div className={styles.kinds}>
        {site === ''
          ? alertKinds.map((kind) => (
              <KindForm
                key={kind}
                kind={kind}
                setting={draft.kinds[kind]}
                contacts={draft.contacts}
                preview={preview?.kinds.find((each) => each.kind === kind) ?? null}
                onChange={(setting) => change(kind, setting)}
              />
            ))
          : siteKinds.map((kind) => (
              <SiteKindForm
                key={`${site} ${kind}`}
                kind={kind}
                company={draft.kinds[kind]}
                own={ownOf(draft, kind, site)}
                onChange={(own) => {
                  setDraft((before) => withSiteSetting(before, site, kind, own));
                  setPreview(null);
                }}
              />
            ))}
      </div>
      {site !== '' && preview ? <SitePreview preview={preview} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      <div className={styles.acts} aria-busy={isTrying}>
        <button type="button" disabled={isTrying} onClick={() => void tryIt()}>
          <FormattedMessage id={isTrying ? 'office.alerts.looking' : 'office.alerts.try'} />
        </button>
        {/* Nobody saves thresholds without having seen what they do. */}
        <button type="button" disabled={preview === null} onClick={save}>
          <FormattedMessage id="office.alerts.save" />
        </button>
      </div>
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      <Trail trail={known.trail} />
    </section>
  );
}

/** What the thresholds would mean, of the kinds that something would change of. */
function SitePreview({ preview }: { preview: AlertPreview }): ReactNode {
  const intl = useIntl();
  return (
    <ul className={styles.history}>
      {preview.kinds
        .filter(({ kind }) => siteKinds.some((each) => each === kind))
        .map(({ kind, open, opens, clears, titles }) => (
          <li key={kind} data-preview={kind}>
            {intl.formatMessage({ id: `alert.kind.${kind}` })}:{' '}
            {intl.formatMessage({ id: 'office.alerts.preview' }, { open, opens, clears })}
            {titles.length > 0 ? ` ${titles.join(', ')}` : null}
          </li>
        ))}
    </ul>
  );
}

function Trail({ trail }: { trail: AlertSettingsDoc['trail'] }): ReactNode {
  return (
    <>
      <h2>
        <FormattedMessage id="office.alerts.trail" />
      </h2>
      {trail.length === 0 ? (
        <p>
          <FormattedMessage id="office.alerts.trail-none" />
        </p>
      ) : (
        <ol className={styles.history}>
          {trail.map(({ version, changedAt, by }) => (
            <li key={version}>
              <FormattedMessage
                id="office.alerts.version"
                values={{
                  version,
                  by,
                  at: <FormattedDate value={changedAt} dateStyle="medium" timeStyle="short" />,
                }}
              />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
