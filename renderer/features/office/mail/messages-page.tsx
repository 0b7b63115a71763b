// Mails to customers: the log of what was sent and what waits, the words of templates, how mail is sent, who wants none.
import { type ReactNode, useState } from 'react';
import { MailLog } from './mail-log';
import { MailSettingsPanel } from './mail-settings-panel';
import { MailTemplates } from './mail-templates';
import { Tabs } from '../list/tabs';
import styles from './messages.module.css';
import type { OfficeApi } from '../office-api';
import { OptOutsPanel } from './opt-outs-panel';

const tabs = ['log', 'templates', 'settings', 'opt-outs'] as const;

export function MessagesPage({ api }: { api: OfficeApi }): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]>('log');
  return (
    <div className={styles.messages}>
      <Tabs names={tabs} chosen={tab} words="office.messages.tab" onChoose={setTab} className={styles.tabs} />
      {tab === 'log' ? <MailLog api={api} /> : null}
      {tab === 'templates' ? <MailTemplates api={api} /> : null}
      {tab === 'settings' ? <MailSettingsPanel api={api} /> : null}
      {tab === 'opt-outs' ? <OptOutsPanel api={api} /> : null}
    </div>
  );
}
