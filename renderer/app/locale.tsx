// The language of the screens: words from shared/text, numbers and dates as that language writes them, switched live.
// A missing word shows its key and is reported; it never blanks a screen.
import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createIntl, createIntlCache, IntlProvider, type IntlShape, useIntl } from 'react-intl';
import { useStore } from 'zustand';
import en from '../../shared/text/en.json';
import type { TextKey, TextValues } from '../../shared/text/text-key';
import tr from '../../shared/text/tr.json';
import { type Locale, locales, type Preferences, type PreferencesStore } from './preferences';

const words: Record<Locale, Readonly<Record<TextKey, string>>> = { en, tr };
/** What the regional formats follow: British dates for English, so that the day comes first in both. */
const formatLocales: Record<Locale, string> = { en: 'en-GB', tr: 'tr-TR' };

export function localeOf(choice: Locale | null, systemLocale: string): Locale {
  return choice ?? (systemLocale.toLowerCase().startsWith('tr') ? 'tr' : 'en');
}

/** The language after this one: what the LANGUAGE command does. */
export function nextLocale(locale: Locale): Locale {
  return locales[(locales.indexOf(locale) + 1) % locales.length] ?? 'en';
}

/** The chosen language for what is printed rather than shown. */
export function intlOf(preferences: PreferencesStore, systemLocale: string): () => IntlShape {
  const cache = createIntlCache();
  return () => {
    const locale = localeOf(preferences.getState().locale, systemLocale);
    return createIntl(
      { locale: formatLocales[locale], defaultLocale: 'en-GB', messages: words[locale] },
      cache,
    );
  };
}

type Choice = { preferences: PreferencesStore; locale: Locale };
const ChoiceContext = createContext<Choice | null>(null);

export function LocaleProvider({
  preferences,
  systemLocale,
  onMissing,
  children,
}: {
  preferences: PreferencesStore;
  /** The computer's language, such as `tr-TR`. */
  systemLocale: string;
  /** Called with what react-intl could not say. */
  onMissing?: (problem: string) => void;
  children: ReactNode;
}): ReactNode {
  const chosen = useStore(preferences, (state) => state.locale);
  const locale = localeOf(chosen, systemLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choice = useMemo(() => ({ preferences, locale }), [preferences, locale]);
  return (
    <ChoiceContext value={choice}>
      <IntlProvider
        locale={formatLocales[locale]}
        defaultLocale="en-GB"
        messages={words[locale]}
        onError={(error) => onMissing?.(error.message)}
      >
        <I18nProvider locale={formatLocales[locale]}>{children}</I18nProvider>
      </IntlProvider>
    </ChoiceContext>
  );
}

/** The station's preferences and the language they came to. */
export function usePreferences(): {
  preferences: Preferences;
  locale: Locale;
  choose: (part: Partial<Preferences>) => void;
} {
  const choice = use(ChoiceContext);
  if (!choice) throw new Error('usePreferences needs a LocaleProvider around it');
  const preferences = useStore(choice.preferences);
  return { preferences, locale: choice.locale, choose: (part) => choice.preferences.setState(part) };
}

export type Say = (key: TextKey, values?: TextValues) => string;

/** Words by typed key. For keys that are put together at run time use react-intl directly. */
export function useText(): Say {
  const intl = useIntl();
  return (key, values) => intl.formatMessage({ id: key }, values);
}
