// The office view: a rail of pages over head office's lists. It needs head office; without it every page says so. Where one
// is stands in the address; Ctrl+K goes anywhere, F1 shows the keys, a scan opens what was scanned.
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { keepFocus } from '../../ui/kept-focus';
import { AlertCount, alertCountId } from './alerts/alert-count';
import { ExportPlace } from './list/export-place';
import { type LabelPrinter, LabelPrinterPlace } from './floor/label-printer';
import { LookChoice } from './look-choice';
import styles from './office.module.css';
import { type OfficeApi, officeApi } from './office-api';
import { officePages } from './office-pages';
import { officeGroups } from './office-place';
import { createPageScans, type PageScans, PageScansContext } from './page-scans';
import { openHit } from './palette/open-hit';
import { isTyping, PageActions } from './palette/page-actions';
import { PageKeys } from './palette/page-keys';
import { Palette } from './palette/palette';
import { type OpenPlace, PlaceProvider, usePlace } from './place/use-place';

/**
 * Hands scans to `take` until what it returns is called. `text` is what stands on a label, `scanned` what the scanner said.
 * `asked`: a page waits for any scan at all, something is looked for, or nobody waits.
 */
export type OfficeScans = (
  take: (text: string, scanned: string) => void,
  asked: () => 'all' | 'search' | null,
) => () => void;

export type OfficeProps = {
  /** Head office's origin. */
  origin: string;
  onLeave: (() => void) | null;
  scans?: OfficeScans;
  /** Of this computer; a browser has none. */
  labels?: LabelPrinter;
};

export function Office({ origin, onLeave, scans, labels }: OfficeProps): ReactNode {
  const api = useMemo(() => officeApi(origin), [origin]);
  return (
    <PageActions>
      <LabelPrinterPlace value={labels ?? null}>
        <OfficeView api={api} onLeave={onLeave} scans={scans} />
      </LabelPrinterPlace>
    </PageActions>
  );
}

function OfficeView({
  api,
  onLeave,
  scans,
}: {
  api: OfficeApi;
  onLeave: (() => void) | null;
  scans: OfficeScans | undefined;
}): ReactNode {
  const intl = useIntl();
  const { place, visit, open } = usePlace();
  const [palette, setPalette] = useState<string | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  useOfficeKeys(
    () => setPalette(''),
    () => setShowsKeys(true),
  );
  const pageScans = useMemo(() => createPageScans(), []);
  useScans({ api, open, scans, pageScans, isPaletteOpen: palette !== null, show: setPalette });
  useEffect(() => keepFocus(document), []);
  const Page = officePages[place.page];
  return (
    <div className={styles.office}>
      <nav className={styles.rail} aria-label={intl.formatMessage({ id: 'office.rail' })}>
        <button type="button" aria-keyshortcuts="Control+K" onClick={() => setPalette('')}>
          <FormattedMessage id="office.palette.open" /> <kbd>Ctrl+K</kbd>
        </button>
        {officeGroups.map((group) => (
          <fieldset key={group.name} aria-label={intl.formatMessage({ id: `office.group.${group.name}` })}>
            {group.pages.map((name) => (
              <button
                key={name}
                type="button"
                aria-current={place.page === name ? 'page' : undefined}
                aria-describedby={name === 'alerts' ? alertCountId : undefined}
                onClick={() => open(name)}
              >
                <FormattedMessage id={`office.${name}.title`} />
                {name === 'alerts' ? <AlertCount api={api} /> : null}
              </button>
            ))}
          </fieldset>
        ))}
        <LookChoice />
        {onLeave ? (
          <button type="button" onClick={onLeave}>
            <FormattedMessage id="office.toBench" />
          </button>
        ) : null}
      </nav>
      <main className={styles.main} tabIndex={-1}>
        <ExportPlace value={api.exportFile}>
          <PlaceProvider key={`${place.page} ${visit}`} place={place}>
            <PageScansContext value={pageScans}>
              <Page api={api} id={place.id} open={open} />
            </PageScansContext>
          </PlaceProvider>
        </ExportPlace>
      </main>
      <Palette api={api} open={open} text={palette} onText={setPalette} onClose={() => setPalette(null)} />
      <PageKeys isOpen={showsKeys} onClose={() => setShowsKeys(false)} />
    </div>
  );
}

/** Alt and an arrow are a browser's own; in a window of ours nobody else hears them. */
function useOfficeKeys(onPalette: () => void, onKeys: () => void): void {
  const acts = useRef({ onPalette, onKeys });
  useEffect(() => {
    acts.current = { onPalette, onKeys };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.repeat) return;
      const isControl = event.ctrlKey || event.metaKey;
      const does =
        isControl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'
          ? acts.current.onPalette
          : event.key === 'F1' || (event.key === '?' && !isTyping(event.target))
            ? acts.current.onKeys
            : event.altKey && event.key === 'ArrowLeft'
              ? () => window.history.back()
              : event.altKey && event.key === 'ArrowRight'
                ? () => window.history.forward()
                : null;
      if (does === null) return;
      event.preventDefault();
      does();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

type ScansOfOffice = {
  api: OfficeApi;
  open: OpenPlace;
  scans: OfficeScans | undefined;
  pageScans: PageScans;
  isPaletteOpen: boolean;
  show: (text: string | null) => void;
};

/**
 * The open page may take a scan. Else what is exactly one thing is opened; what is several or none stands in the palette, to
 * be chosen or to be mended.
 */
function useScans({ api, open, scans, pageScans, isPaletteOpen, show }: ScansOfOffice): void {
  const isOpen = useRef(isPaletteOpen);
  useEffect(() => {
    isOpen.current = isPaletteOpen;
  });
  useEffect(
    () =>
      scans?.(
        (text, scanned) => {
          if (!isOpen.current && pageScans.give(scanned)) return;
          show(text);
          void api.search(text).then((answer) => {
            const exact = answer.ok ? answer.value.hits.filter(({ isExact }) => isExact) : [];
            const [only, another] = exact;
            if (!only || another) return;
            show(null);
            openHit(only, open);
          });
        },
        () => (isOpen.current ? 'search' : pageScans.isWaiting() ? 'all' : null),
      ),
    [api, open, scans, pageScans, show],
  );
}
