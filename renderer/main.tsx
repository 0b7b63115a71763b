// Where the page begins.
import './app/no-eval';
import './app/fonts.css';
import './app/tokens.css';
import './app/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { stationBridge } from './app/bridge';
import { Failsafe } from './app/failsafe';
import { intlOf, LocaleProvider } from './app/locale';
import { openPreferences } from './app/preferences';
import { createSoundPlayer } from './app/sound';
import { reporter } from './app/reporter';
import { applyTheme } from './app/theme';
import { watchAttention } from './input/attention';
import { createScanBus } from './input/scan-bus';
import { watchResidue } from './input/scan-residue';

const bridge = stationBridge();
const report = reporter(bridge);
window.addEventListener('error', (event) => report(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => report(event.reason));

const preferences = openPreferences(window.localStorage);
applyTheme(preferences, document.documentElement, window);
const sound = createSoundPlayer(() => preferences.getState());

const bus = createScanBus({
  nowMs: () => performance.now(),
  unclaimed: ({ scan, meaning }) => {
    const values = { text: scan.text, kind: meaning.kind };
    bridge
      .request('log:report', { level: 'warn', area: 'scan', message: 'no screen took this scan', values })
      .catch(() => undefined);
  },
  report,
});
const residue = watchResidue(document);
bridge.on('scan', (scan) => {
  residue.clean();
  bus.scan(scan);
});
watchAttention(document, (attention) => {
  bridge.request('input:attention', { attention }).catch(report);
});

const begin = async (): Promise<void> => {
  const info = await bridge.request('station:info', null);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root');
  createRoot(root).render(
    <LocaleProvider preferences={preferences} systemLocale={info.systemLocale} onMissing={report}>
      <Failsafe report={report}>
        <App
          bridge={bridge}
          bus={bus}
          info={info}
          sound={sound}
          intl={intlOf(preferences, info.systemLocale)}
          report={report}
        />
      </Failsafe>
    </LocaleProvider>,
  );
};

begin().catch(report);
