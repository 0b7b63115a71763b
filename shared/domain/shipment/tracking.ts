// What carriers tell of a parcel on its way, in one set of words (those of karrio), and what follows from all that was
// told. A pure question of the set of events: late, early and repeated ones give the same answer, and what is over stays so.
import { z } from 'zod';

export const trackingStatuses = [
  'unknown',
  'pending',
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'ready-for-pickup',
  'delivered',
  'on-hold',
  'delivery-delayed',
  'delivery-failed',
  'return-to-sender',
  'cancelled',
] as const;
export type TrackingStatus = (typeof trackingStatuses)[number];

export const trackingEventSchema = z.object({
  /** The carrier's own id of it, or made of what it says: the same news twice has one id. */
  eventId: z.string().min(1).max(120),
  status: z.enum(trackingStatuses),
  at: z.iso.datetime(),
  /** In the carrier's words; shown, never decided by. */
  message: z.string().max(300),
  place: z.string().max(120),
});
export type TrackingEvent = z.infer<typeof trackingEventSchema>;

/** More of them are not kept: the oldest that say nothing new go first. */
export const mostTrackingEvents = 200;

export const trackingSchema = z.object({
  status: z.enum(trackingStatuses),
  /** When the carrier says it came to be so; null while it has said nothing. */
  since: z.iso.datetime().nullable(),
  /** First time the carrier had it. */
  pickedUpAt: z.iso.datetime().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  /** By time. */
  events: z.array(trackingEventSchema).max(mostTrackingEvents),
});
export type Tracking = z.infer<typeof trackingSchema>;

export const nothingTold: Tracking = {
  status: 'pending',
  since: null,
  pickedUpAt: null,
  deliveredAt: null,
  events: [],
};

/** Statuses in which the carrier has, or had, the parcel in its hands. */
const moving: ReadonlySet<TrackingStatus> = new Set([
  'picked-up',
  'in-transit',
  'out-for-delivery',
  'ready-for-pickup',
  'delivered',
  'on-hold',
  'delivery-delayed',
  'delivery-failed',
  'return-to-sender',
]);

/** Events that are not known yet; what has been said already is not said again. */
export function newsIn(tracking: Tracking, events: readonly TrackingEvent[]): TrackingEvent[] {
  const known = new Set(tracking.events.map(({ eventId }) => eventId));
  const news: TrackingEvent[] = [];
  for (const event of events) {
    if (known.has(event.eventId)) continue;
    known.add(event.eventId);
    news.push(event);
  }
  return news;
}

export function withNews(tracking: Tracking, news: readonly TrackingEvent[]): Tracking {
  const events = [...tracking.events, ...newsIn(tracking, news)].sort(byTime);
  return trackingOf(kept(events));
}

/** The earliest delivery counts; only a parcel that is on its way back after it is no longer delivered. */
function trackingOf(events: TrackingEvent[]): Tracking {
  const delivered = events.find(({ status }) => status === 'delivered') ?? null;
  const returning = events.findLast(({ status }) => status === 'return-to-sender') ?? null;
  const current = currentOf(events, delivered, returning);
  return {
    status: current?.status ?? 'pending',
    since: current?.at ?? null,
    pickedUpAt: events.find(({ status }) => moving.has(status))?.at ?? null,
    deliveredAt: current?.status === 'delivered' ? current.at : null,
    events,
  };
}

function currentOf(
  events: readonly TrackingEvent[],
  delivered: TrackingEvent | null,
  returning: TrackingEvent | null,
): TrackingEvent | null {
  if (returning && (!delivered || returning.at > delivered.at)) return returning;
  if (delivered) return delivered;
  const inHand = events.findLast(({ status }) => moving.has(status));
  if (inHand) return inHand;
  return (
    events.findLast(({ status }) => status === 'cancelled') ??
    events.findLast(({ status }) => status === 'pending') ??
    events.at(-1) ??
    null
  );
}

function kept(events: TrackingEvent[]): TrackingEvent[] {
  let over = events.length - mostTrackingEvents;
  if (over <= 0) return events;
  const first = events.findIndex(({ status }) => moving.has(status));
  return events
    .filter((event, index) => {
      const isNeeded =
        index === first || event.status === 'delivered' || event.status === 'return-to-sender' || over <= 0;
      if (!isNeeded) over -= 1;
      return isNeeded;
    })
    .slice(-mostTrackingEvents);
}

/** At the same instant what is further along comes last. */
function byTime(a: TrackingEvent, b: TrackingEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const order = trackingStatuses.indexOf(a.status) - trackingStatuses.indexOf(b.status);
  return order || (a.eventId < b.eventId ? -1 : 1);
}

/** How it ended: the carrier will tell no more that changes it. */
export function trackingEnd({ status }: Tracking): 'delivered' | 'returning' | null {
  if (status === 'delivered') return 'delivered';
  return status === 'return-to-sender' ? 'returning' : null;
}

/** Something a person should look at. */
export function isTroubled({ status }: Tracking): boolean {
  return status === 'on-hold' || status === 'delivery-failed' || status === 'delivery-delayed';
}
