// Which theme the tokens are taken from: the station's choice, or what the system asks for, followed live.
import { type PreferencesStore, type ThemeChoice, themeChoices } from './preferences';

export type Theme = Exclude<ThemeChoice, 'system'>;

export function themeOf(choice: ThemeChoice, system: { dark: boolean; moreContrast: boolean }): Theme {
  if (choice !== 'system') return choice;
  if (system.moreContrast) return 'high-contrast';
  return system.dark ? 'dark' : 'light';
}

/** The choice after this one: what the THEME command does. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
}

/** Keeps `data-theme` and `data-reach` of the root element right from now on. Returns the way to stop. */
export function applyTheme(preferences: PreferencesStore, root: HTMLElement, page: Window): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const moreContrast = page.matchMedia('(prefers-contrast: more)');
  const apply = (): void => {
    const { theme, reach } = preferences.getState();
    root.dataset['theme'] = themeOf(theme, { dark: dark.matches, moreContrast: moreContrast.matches });
    root.dataset['reach'] = String(reach);
  };
  apply();
  const unsubscribe = preferences.subscribe(apply);
  dark.addEventListener('change', apply);
  moreContrast.addEventListener('change', apply);
  return () => {
    unsubscribe();
    dark.removeEventListener('change', apply);
    moreContrast.removeEventListener('change', apply);
  };
}
