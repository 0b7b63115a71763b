// Mails to customers: the log of what was sent and what waits, the words of templates, how mail is sent, who wants none.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { MailLog } from './mail-log';
import { MailSettingsPanel } from './mail-settings-panel';
import { MailTemplates } from './mail-templates';
import styles from './messages.module.css';
import type { OfficeApi } from '../office-api';
import { OptOutsPanel } from './opt-outs-panel';

const tabs = ['log', 'templates', 'settings', 'opt-outs'] as const;

export function MessagesPage({ api }: { api: OfficeApi }): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('log');
  return (
    <div className={styles.messages}>
      <nav className={styles.tabs}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => setTab(name)}
          >
            <FormattedMessage id={`office.messages.tab.${name}`} />
          </button>
        ))}
      </nav>
      {tab === 'log' ? <MailLog api={api} /> : null}
      {tab === 'templates' ? <MailTemplates api={api} /> : null}
      {tab === 'settings' ? <MailSettingsPanel api={api} /> : null}
      {tab === 'opt-outs' ? <OptOutsPanel api={api} /> : null}
    </div>
  );
}
