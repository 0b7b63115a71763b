// One question at a time: the item wanted next, large; the box and the rest of the order beside it.
import type { ReactNode } from 'react';
import type { Box } from '../../../shared/domain/packing/box';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { currentLine } from '../../../shared/domain/parcel/questions';
import { boxQuestion } from '../boxing/box-question-panel';
import { PhotoPanel, type Watching } from '../photo/photo-panel';
import { BoxPanel } from './box-panel';
import { CompletePanel } from './complete-panel';
import { CurrentItem } from './current-item';
import type { AlikeOf } from './alike-of';
import { LineList } from './line-list';
import { CustomsNote, type CustomsOf } from '../papers/customs-note';
import { LookAlikeNote } from './look-alike-note';
import { namingQuestion } from './naming-panel';
import styles from './packing-screen.module.css';
import { SecondPanel } from './second-panel';
import { shortQuestion } from './short-panel';
import { SpecialBanner } from './special-banner';
import { ShownFields } from './shown-fields';
import { type WeighingParts, WeightPanel } from '../weighing/weight-panel';
import { WeightQuestionPanel } from '../weighing/weight-question';
import type { PackingState } from './session';
import { TotesPanel } from './totes-panel';
import type { WhereElseOf } from './where-else-of';

/** Beside a warning there is room for few lines. */
const fewRows = 3;

export function PackingScreen({
  state,
  open,
  boxes,
  codeOf,
  alikeOf,
  whereElse,
  customsOf,
  photos,
  weighing,
  sealNote,
  applying,
  board,
  isCrowded = false,
}: {
  state: PackingState;
  open: Parcel;
  boxes: readonly Box[];
  codeOf: (sku: string) => string;
  /** The product that is most often taken for this one here; null: none is. */
  alikeOf: AlikeOf;
  whereElse: WhereElseOf;
  customsOf: CustomsOf;
  photos: Watching;
  weighing: WeighingParts;
  /** What stands in the way of sealing. */
  sealNote?: ReactNode;
  /** The box before this one, whose label is to be scanned first. */
  applying?: ReactNode;
  /** The parcels that stand beside this one, instead of its lines: it has few, and the board names what they lack. */
  board?: ReactNode;
  /** There is no room for the drawing of the plan. */
  isCrowded?: boolean;
}): ReactNode {
  const line = currentLine(open);
  const { place } = state.verdict;
  const asked =
    boxQuestion(state.bench, open, state.boxing) ??
    namingQuestion(state.bench, open) ??
    shortQuestion(state.bench, open, whereElse) ??
    (state.bench.photo ? <PhotoPanel desk={photos} /> : null) ??
    (state.bench.weighing ? (
      <WeightQuestionPanel question={state.bench.weighing} open={open} box={state.box} weighing={weighing} />
    ) : null);
  const alike = line && alikeOf(line.sku, line.name);
  const boxMarked = place?.kind === 'box' || (line === null && open.boxId === null);
  return (
    <div className={styles.packing}>
      <div className={styles.item}>
        {open.special ? <SpecialBanner special={open.special} /> : null}
        {applying ??
          asked ??
          (state.bench.second ? (
            <SecondPanel second={state.bench.second} open={open} />
          ) : line ? (
            <CurrentItem line={line} code={codeOf(line.sku)} />
          ) : (
            <CompletePanel
              open={open}
              box={state.box}
              boxes={boxes}
              planned={state.boxing?.planned ?? []}
              sealNote={sealNote}
            />
          ))}
      </div>
      <div className={styles.side} data-board={board ? 'yes' : undefined}>
        <ShownFields fields={open.shown} />
        <CustomsNote open={open} customsOf={customsOf} />
        {board ?? null}
        <BoxPanel open={open} box={state.box} boxing={isCrowded ? null : state.boxing} marked={boxMarked} />
        <WeightPanel open={open} box={state.box} weighing={weighing} />
        {alike ? <LookAlikeNote {...alike} /> : null}
        <TotesPanel bench={state.bench} open={open} />
        {board ? null : (
          <LineList
            open={open}
            lineNo={place?.kind === 'line' ? place.lineNo : null}
            most={alike ? fewRows : undefined}
          />
        )}
      </div>
    </div>
  );
}
