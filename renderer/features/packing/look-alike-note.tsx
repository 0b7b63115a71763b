// A product that was taken for this one here before: both side by side, and what tells them apart in words, code and measures.
import { Fragment, type ReactNode } from 'react';
import {
  type LookAlike,
  tellApart,
  type TellsApart,
  type Wanted,
} from '../../../shared/domain/catalogue/look-alike';
import { useText } from '../../app/locale';
import { ItemPicture } from './item-picture';
import styles from './look-alike-note.module.css';

/** Differences smaller than a hand feels or an eye sees say nothing. */
const feltGrams = 20;
const seenMm = 10;

export function LookAlikeNote({ wanted, other }: { wanted: Wanted; other: LookAlike }): ReactNode {
  const say = useText();
  const apart = tellApart(wanted, other);
  const { heavierGrams, longerMm } = apart;
  return (
    <aside className={styles.note} aria-label={say('lookAlike.title', { times: other.times })}>
      <p className={styles.title}>{say('lookAlike.title', { times: other.times })}</p>
      <div className={styles.pair}>
        <Side
          title={say('lookAlike.this')}
          name={wanted.name}
          words={apart.words}
          code={wanted.code}
          at={apart.codesDifferAt}
        />
        <Side
          title={say('lookAlike.other')}
          name={other.name}
          words={apart.otherWords}
          code={other.code}
          at={apart.codesDifferAt}
          isWrong
        />
      </div>
      {Math.abs(heavierGrams) >= feltGrams || Math.abs(longerMm) >= seenMm ? (
        <p>
          {Math.abs(heavierGrams) >= feltGrams
            ? say(heavierGrams > 0 ? 'lookAlike.heavier' : 'lookAlike.lighter', {
                grams: Math.abs(heavierGrams),
              })
            : null}{' '}
          {Math.abs(longerMm) >= seenMm
            ? say(longerMm > 0 ? 'lookAlike.longer' : 'lookAlike.shorter', { mm: Math.abs(longerMm) })
            : null}
        </p>
      ) : null}
    </aside>
  );
}

function Side({
  title,
  name,
  words,
  code,
  at,
  isWrong = false,
}: {
  title: string;
  name: string;
  words: TellsApart['words'];
  code: string;
  at: number | null;
  isWrong?: boolean;
}): ReactNode {
  return (
    <div className={styles.side} data-wrong={isWrong ? 'yes' : undefined}>
      <div className={styles.picture}>
        <ItemPicture name={name} />
      </div>
      <div>
        <p className={styles.which}>{title}</p>
        <p className={styles.name}>
          {words.map(({ word, isOwn }, index) => (
            <Fragment key={`${index} ${word}`}>
              {index > 0 ? ' ' : ''}
              {isOwn ? <mark>{word}</mark> : word}
            </Fragment>
          ))}
        </p>
        {at === null ? null : (
          <p className={styles.code}>
            {code.slice(0, at)}
            <mark>{code.slice(at)}</mark>
          </p>
        )}
      </div>
    </div>
  );
}
