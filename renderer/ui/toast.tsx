// Short news at the edge of the screen. One that offers an undo stays until it is dismissed or taken.
import type { ReactNode } from 'react';
import {
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useText } from '../app/locale';
import { Button } from './button';
import styles from './toast.module.css';

export type ToastNews = { words: string; undo?: (() => void) | undefined };

export type Toasts = {
  queue: ToastQueue<ToastNews>;
  /** Shows the news; returns the way to take it away again. */
  show: (news: ToastNews) => () => void;
};

/** News without an undo leaves by itself after this long: time to read it twice. */
const staysMs = 8000;
const mostAtOnce = 4;

export function createToasts(): Toasts {
  const queue = new ToastQueue<ToastNews>({ maxVisibleToasts: mostAtOnce });
  return {
    queue,
    show: (news) => {
      const key = queue.add(news, news.undo ? {} : { timeout: staysMs });
      return () => queue.close(key);
    },
  };
}

export function ToastShelf({ toasts }: { toasts: Toasts }): ReactNode {
  const say = useText();
  return (
    <ToastRegion queue={toasts.queue} className={styles.shelf ?? ''} aria-label={say('ui.messages')}>
      {({ toast }) => {
        const { words, undo } = toast.content;
        return (
          <AriaToast toast={toast} className={styles.toast ?? ''}>
            <ToastContent className={styles.words ?? ''}>
              <Text slot="title">{words}</Text>
            </ToastContent>
            {undo ? (
              <Button
                kind="main"
                onPress={() => {
                  toasts.queue.close(toast.key);
                  undo();
                }}
              >
                {say('ui.undo')}
              </Button>
            ) : null}
            <Button slot="close">{say('ui.dismiss')}</Button>
          </AriaToast>
        );
      }}
    </ToastRegion>
  );
}
