// What the page in front can do, by name and key: pages say it here, and the palette, the help and the keyboard have it
// from here. Must never take a key from a field that is being typed in.
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';

export type PageAction = {
  id: string;
  /** Text key of what it does. */
  label: string;
  values?: Record<string, string | number>;
  /** As it is pressed: `Ctrl+E`, `/`, `Delete`. */
  key?: string;
  run: () => void;
};

type Registry = {
  actions: readonly PageAction[];
  tell: (owner: string, actions: readonly PageAction[] | null) => void;
};

const context = createContext<Registry>({ actions: [], tell: () => undefined });

export function PageActions({ children }: { children: ReactNode }): ReactNode {
  const [told, setTold] = useState<ReadonlyMap<string, readonly PageAction[]>>(new Map());
  const tell = useCallback<Registry['tell']>((owner, actions) => {
    setTold((before) => {
      const next = new Map(before);
      if (actions) next.set(owner, actions);
      else next.delete(owner);
      return next;
    });
  }, []);
  const actions = useMemo(() => [...told.values()].flat(), [told]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || isAsked(event)) return;
      const action = actions.find(({ key }) => key !== undefined && isPressed(key, event));
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions]);
  const value = useMemo(() => ({ actions, tell }), [actions, tell]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

export function usePageActionList(): readonly PageAction[] {
  return use(context).actions;
}

/** Says what can be done here while the caller is shown. What `run` does may change with every render. */
export function usePageActions(actions: readonly PageAction[]): void {
  const owner = useId();
  const { tell } = use(context);
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  const shape = JSON.stringify(actions.map(({ id, label, values, key }) => ({ id, label, values, key })));
  useEffect(() => {
    const named = JSON.parse(shape) as Omit<PageAction, 'run'>[];
    tell(
      owner,
      named.map((action) => ({
        ...action,
        run: () => current.current.find(({ id }) => id === action.id)?.run(),
      })),
    );
    return () => tell(owner, null);
  }, [owner, shape, tell]);
}

/** `Ctrl` is the command key of a Mac too. A plain sign is no key of ours while somebody types. */
export function isPressed(key: string, event: KeyboardEvent): boolean {
  const parts = key.split('+');
  const name = parts.at(-1) ?? '';
  const wants = (part: string): boolean => parts.slice(0, -1).includes(part);
  if ((event.ctrlKey || event.metaKey) !== wants('Ctrl') || event.altKey !== wants('Alt')) return false;
  const isSign = name.length === 1 && !wants('Ctrl');
  if (isSign && isTyping(event.target)) return false;
  if (!isSign && event.shiftKey !== wants('Shift')) return false;
  return event.key.toLowerCase() === name.toLowerCase();
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** A question stands above the page: its keys are its own. */
function isAsked(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role=dialog],[role=alertdialog]') !== null;
}
