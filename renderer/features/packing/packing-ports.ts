// What a packing session leans on: the station's data, its devices, and what main knows of people.
import type { TourStop } from '../../../shared/domain/tour/stops';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { PackingWeight } from '../../../shared/domain/weighing/packing-weight';
import type {
  LocationId,
  OpId,
  ParcelId,
  PersonId,
  ReceivingId,
  Sku,
  StationId,
} from '../../../shared/domain/ids';
import type { ReturnId } from '../../../shared/domain/returns/goods-return';
import type { RestockUnits } from '../../../shared/domain/packing/bench-return-label';
import type { BenchRules } from '../../../shared/domain/packing/bench-rules';
import type { BenchSide, SidesFacts } from '../../../shared/domain/packing/bench-sides';
import type { BenchFacts, BenchInput, PinFor, WorkChange } from '../../../shared/domain/packing/session';
import type { Sound } from '../../../shared/domain/packing/verdict';
import type { PinAnswer } from '../../../shared/domain/people/pin';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shot } from '../../../shared/domain/photo/photo';
import type { BenchOp } from '../../../shared/domain/packing/bench-ops';
import type { LearnedWeights, ScaleFacts } from '../../../shared/domain/packing/weighing-facts';
import type { ScaleActOutcome } from '../../../shared/domain/weighing/reading';
import type { Directory } from '../../data/directory';
import type { OpLog } from '../../data/op-log';
import type { ParcelBook } from '../../data/parcels';
import type { StationRights } from '../../data/station-rights';
import type { InboundBook } from '../../data/inbound';
import type { ReturnBook } from '../../data/returns';
import type { TourBook } from '../../data/tours';
import type { Notes } from '../../data/store';
import type { PutAwayDesk } from '../putaway/put-away-desk';
import type { BusScan } from '../../input/scan-bus';
import type { PrintJob } from '../../../shared/label/print-job';
import type { BoxDesk } from '../boxing/box-desk';
import type { LabelDesk } from './label-desk';

export type PackingPorts = {
  stationId: StationId;
  book: ParcelBook;
  tours: TourBook;
  inbound: InboundBook;
  returns: ReturnBook;
  putAway: PutAwayDesk;
  opLog: OpLog;
  directory: Directory;
  rights: Pick<StationRights, 'nextSscc' | 'nextCarrierNumber' | 'nextDocument' | 'grants' | 'counter'>;
  /** How far the station knows the warehouse, and how many units of a bin are in boxes; null before the first pull. */
  seenAt: (locationId: LocationId, sku: Sku | null) => Promise<BenchFacts['seen']>;
  /** Plans boxes; left out where nobody looks at them. */
  boxes?: BoxDesk | undefined;
  labels: LabelDesk;
  /** Prints the receipt of an order that was taken here, or prints it once more. */
  printReceipt: (opId: OpId, by: PersonId | null) => void;
  /** Prints the label of goods that came back, or prints it once more. */
  printRestock: (units: RestockUnits, by: PersonId | null) => void;
  /** Prints what a tour still has to pick. */
  printPickList: (walked: { tour: Tour; stops: readonly TourStop[] }, by: PersonId | null) => void;
  notes: Notes;
  side: SidePort;
  people: PeoplePort;
  inputOf: (heard: BusScan) => BenchInput | Promise<BenchInput>;
  isOnline: () => boolean;
  /** Of the warehouse: which day it is there. */
  timeZone: () => string;
  /** What the warehouse asks of its benches. */
  rules: () => BenchRules;
  /** What boxes weigh here beside their goods. */
  packing: () => PackingWeight | null;
  /** Which papers go with boxes and sales here. */
  papers: () => BenchFacts['papers'];
  photos: PhotoPort;
  /** How many parcels may stand side by side; 1: one at a time. */
  placesHere: () => number;
  scale: ScalePort;
  /** The latest that head office's clock can show; null when it cannot be known. */
  headOfficeMs: () => number | null;
  monoMs: () => number;
  /** How many parcels the bench wants from now on. */
  takeWork: (change: WorkChange) => void;
  newOpId: () => OpId;
  newParcelId: () => ParcelId;
  newReceivingId: () => ReceivingId;
  newReturnId: () => ReturnId;
  play: (sound: Sound) => void;
  /** The verdict of a scan whose last key was at this wall-clock millisecond has been handed to the screen. */
  shown: (fromEpochMs: number) => void;
  /** Something that must not happen did: the operator has been told, this is for the log. */
  report: (cause: unknown) => void;
};

/** Which side of the bench this is, and what is said of the other one. */
export type SidePort = {
  here: BenchSide;
  /** Null: nobody works beside this one. */
  facts: () => SidesFacts | null;
  /**
   * Answers of both sides come one after the other, from what is known to what is on disk: a number is given once, and a
   * box is opened at one side.
   */
  turn: <T>(answering: () => Promise<T>) => Promise<T>;
  /** Whether it is asked here what became of this label. */
  isAsked: (job: PrintJob) => boolean;
};

/** The camera of the bench, which may have none. */
export type PhotoPort = {
  /** Whether this box is to be photographed before it is sealed. */
  asks: (open: Parcel) => boolean;
  hasCamera: () => boolean;
  /** On the disk of this computer when it is ok. */
  take: () => Promise<Shot>;
};

/** The scale of the bench, which may have none. */
export type ScalePort = {
  /** Null while none is heard. */
  now: () => Omit<ScaleFacts, 'acted'> | null;
  zero: () => Promise<ScaleActOutcome>;
  /** What lies on it is taken off what is shown; false while it is not at rest. */
  tare: () => boolean;
  /** What was written at the bench: what lies on the scale after a seal is nobody's weight until it changes, and so on. */
  done: (ops: readonly BenchOp[]) => void;
  /** What lies on it is right, whatever was scanned. */
  takeAsIs: () => void;
  /** Calls whenever it has come to rest with another weight. */
  onRest: (listener: () => void) => () => void;
  /** What units of products weigh, as sealed boxes taught it. */
  learned: LearnedWeights;
};

/** What main knows of people: the PINs, and how old its list is. */
export type PeoplePort = {
  access: () => BenchFacts['access'];
  /** Checks the PIN; for `unlock`, and when it is right, main lets `lockedId` try again. */
  checkPin: (pinFor: PinFor, pin: string, lockedId: PersonId | null) => Promise<PinAnswer>;
  /** The op that tells head office of a lock is on disk. */
  toldLock: (personId: PersonId) => void;
};
