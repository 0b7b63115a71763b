// Language and theme, chosen where the keys and printed codes of a bench do not reach.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { usePreferences } from '../../app/locale';
import { locales, themeChoices } from '../../app/preferences';
import styles from './office.module.css';

export function LookChoice(): ReactNode {
  const intl = useIntl();
  const { preferences, locale, choose } = usePreferences();
  const language = intl.formatMessage({ id: 'command.language.label' });
  const theme = intl.formatMessage({ id: 'command.theme.label' });
  return (
    <div className={styles.look}>
      <select
        aria-label={language}
        title={language}
        value={locale}
        onChange={(event) => {
          const chosen = locales.find((known) => known === event.target.value);
          if (chosen) choose({ locale: chosen });
        }}
      >
        {locales.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `locale.${each}` })}
          </option>
        ))}
      </select>
      <select
        aria-label={theme}
        title={theme}
        value={preferences.theme}
        onChange={(event) => {
          const chosen = themeChoices.find((known) => known === event.target.value);
          if (chosen) choose({ theme: chosen });
        }}
      >
        {themeChoices.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `theme.${each}` })}
          </option>
        ))}
      </select>
    </div>
  );
}
