// A screen under test: words and preferences around it, as the application puts them.
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { LocaleProvider } from '../app/locale';
import { type Preferences, type PreferencesStore, openPreferences } from '../app/preferences';

export type Screen = RenderResult & { preferences: PreferencesStore; missing: string[] };

export function show(children: ReactNode, chosen: Partial<Preferences> = {}): Screen {
  const preferences = openPreferences(null);
  preferences.setState(chosen);
  const missing: string[] = [];
  const result = render(
    <LocaleProvider
      preferences={preferences}
      systemLocale="en"
      onMissing={(problem) => missing.push(problem)}
    >
      {children}
    </LocaleProvider>,
  );
  return { ...result, preferences, missing };
}
