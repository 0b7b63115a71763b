// Goes anywhere by typing: pages, what the page in front can do, and anything of the company by its number or name. A scan
// is taken like a number that was typed: when it is exactly one thing, that is opened.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import type { SearchHit } from '../../../../shared/contract/office-search';
import { Dialog } from '../../../ui/dialog';
import type { OfficeApi } from '../office-api';
import { officeGroups } from '../office-place';
import type { OpenPlace } from '../place/use-place';
import { fitOf } from './fuzzy';
import { placeOfHash } from '../place/place-hash';
import { openHit } from './open-hit';
import { type PageAction, usePageActionList } from './page-actions';
import styles from './palette.module.css';
import { placeOfRecent, recentPlaces } from './recent';

type Item = { id: string; group: string; label: string; detail: string; run: () => void };

const searchAfterMs = 120;
const mostOfAGroup = 8;

export function Palette({
  api,
  open,
  text,
  onText,
  onClose,
}: {
  api: Pick<OfficeApi, 'search'>;
  open: OpenPlace;
  /** What is typed; null: it is closed. */
  text: string | null;
  onText: (text: string) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.palette.title' })}
      isOpen={text !== null}
      onClose={onClose}
    >
      {text === null ? null : (
        <PaletteBody api={api} open={open} text={text} onText={onText} onClose={onClose} />
      )}
    </Dialog>
  );
}

function PaletteBody({
  api,
  open,
  text,
  onText,
  onClose,
}: {
  api: Pick<OfficeApi, 'search'>;
  open: OpenPlace;
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const actions = usePageActionList();
  const found = useFound(api, text);
  const [chosen, setChosen] = useState({ text, index: 0 });
  const index = chosen.text === text ? chosen.index : 0;
  useEffect(() => field.current?.focus(), []);
  const items = useMemo(
    () => itemsOf(intl, text, actions, found.text === text.trim() ? found.hits : [], open),
    [intl, text, actions, found, open],
  );
  const at = Math.min(index, Math.max(0, items.length - 1));
  const run = (item: Item | undefined): void => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const most = Math.max(0, items.length - 1);
      setChosen({ text, index: Math.min(most, Math.max(0, at + step)) });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(items[at]);
    }
  };
  return (
    <div className={styles.palette}>
      <input
        ref={field}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items.length > 0 ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        aria-label={intl.formatMessage({ id: 'office.palette.title' })}
        placeholder={intl.formatMessage({ id: 'office.palette.placeholder' })}
        maxLength={400}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ul
        id={listId}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- the field moves through it
        role="listbox"
        aria-label={intl.formatMessage({ id: 'office.palette.found' })}
      >
        {items.map((item, place) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter in the field does the same
          <li
            key={item.id}
            id={`${listId}-${place}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- it holds more than a text
            role="option"
            aria-selected={place === at}
            onClick={() => run(item)}
            ref={place === at ? (node) => node?.scrollIntoView?.({ block: 'nearest' }) : null}
          >
            <bdi>{item.label}</bdi>
            <small>
              <bdi>{[item.group, item.detail].filter(Boolean).join(' · ')}</bdi>
            </small>
          </li>
        ))}
      </ul>
      {items.length === 0 ? (
        <output>
          <FormattedMessage
            id={found.text === text.trim() ? 'office.palette.nothing' : 'office.list.loading'}
          />
        </output>
      ) : null}
    </div>
  );
}

function useFound(
  api: Pick<OfficeApi, 'search'>,
  text: string,
): { text: string; hits: readonly SearchHit[] } {
  const [found, setFound] = useState<{ text: string; hits: readonly SearchHit[] }>({ text: '', hits: [] });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === '' || wanted.length > 100) return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void api.search(wanted).then((answer) => {
        if (isCurrent) setFound({ text: wanted, hits: answer.ok ? answer.value.hits : [] });
      });
    }, searchAfterMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, text]);
  return found;
}

function itemsOf(
  intl: IntlShape,
  text: string,
  actions: readonly PageAction[],
  hits: readonly SearchHit[],
  open: OpenPlace,
): Item[] {
  const say = (id: string, values = {}): string => intl.formatMessage({ id }, values);
  const pages = officeGroups.flatMap((group) =>
    group.pages.map(
      (page): Item => ({
        id: `page ${page}`,
        group: say(`office.group.${group.name}`),
        label: say(`office.${page}.title`),
        detail: '',
        run: () => open(page),
      }),
    ),
  );
  const acts = actions.map(
    (action): Item => ({
      id: `action ${action.id}`,
      group: say('office.palette.action'),
      label: say(action.label, action.values),
      detail: action.key ?? '',
      run: action.run,
    }),
  );
  if (text.trim() === '') {
    const recent = recentPlaces().map((each): Item => {
      const { page, id, query } = placeOfRecent(each);
      return {
        id: `recent ${each.hash}`,
        group: say('office.palette.recent'),
        label: each.label,
        detail: say(`office.${page}.title`),
        run: () => open(page, id, query),
      };
    });
    return [...recent, ...acts, ...pages];
  }
  const server = hits.map(
    (hit, index): Item => ({
      id: `hit ${index} ${hit.kind} ${hit.id}`,
      group: say(`office.search.${hit.kind}`),
      label: hit.label,
      detail: hit.detail,
      run: () => openHit(hit, open),
    }),
  );
  const link = /#\/\S+/.exec(text)?.[0];
  if (link !== undefined) {
    const { page, id, query } = placeOfHash(link);
    return [
      {
        id: 'link',
        group: say('office.palette.link'),
        label: say(`office.${page}.title`),
        detail: id ?? '',
        run: () => open(page, id, query),
      },
    ];
  }
  const exact = server.filter((_item, index) => hits[index]?.isExact);
  const others = server.filter((_item, index) => !hits[index]?.isExact);
  return [...exact, ...fitting(acts, text), ...fitting(pages, text), ...others];
}

function fitting(items: readonly Item[], text: string): Item[] {
  return items
    .flatMap((item) => {
      const fit = fitOf(item.label, text);
      return fit === null ? [] : [{ item, fit }];
    })
    .sort((a, b) => b.fit - a.fit)
    .slice(0, mostOfAGroup)
    .map(({ item }) => item);
}
