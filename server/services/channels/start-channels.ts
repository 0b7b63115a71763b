// The jobs of sales channels, and the one object their routes work with.
import type { OfficeParts } from '../../head-office';
import { startFollower } from '../../jobs/follow-events';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { startReaction } from '../../jobs/outbox';
import type { ChannelConnector } from './channel-connector';
import { createChannelHttp } from './channel-http';
import { connectorsWith } from './connectors';
import { forgetOldDeliveries } from './forget-old';
import { pullOrders } from './pull-orders';
import { followHandOvers, pushShipment, shipmentEvents } from './push-shipments';
import { pushStock, watchStock } from './push-stock';
import { pushTopics, type PushTools, type ShipmentWork, type StockWork } from './pushes';
import { workInbox } from './work-inbox';

export type ChannelDesk = PushTools & {
  /** Works off what channels sent. */
  inbox: JobLoop;
  /** Sees which stock changed; tells it; tells what left; asks for what was not told. */
  watching: JobLoop;
  telling: JobLoop[];
  asking: JobLoop;
};

export type ChannelOptions = {
  /** Besides those that are built in; one of the same kind takes its place. */
  connectors?: readonly ChannelConnector[];
  /** Milliseconds a channel has to answer. */
  patienceMs?: number;
};

const askingRoundMs = 30_000;
const tidyRoundMs = 3_600_000;

export function startChannels(
  parts: OfficeParts,
  allocation: Pick<JobLoop, 'nudge'>,
  options: ChannelOptions = {},
): { desk: ChannelDesk; jobs: JobLoop[] } {
  const { pool, writer, log, now, newId, idleMs } = parts;
  const tools: PushTools = {
    pool,
    writer,
    log,
    now,
    newId,
    connectors: connectorsWith(options.connectors),
    http: createChannelHttp(options),
  };
  const onFailure = (cause: unknown, job: string): void =>
    log.error({ err: cause, job }, 'a job failed and will be tried again');
  // A shop that is away is told in the queue, with its answer; it is no fault of head office.
  const onAway = (cause: unknown, job: string): void =>
    log.warn(
      { reason: cause instanceof Error ? cause.message : String(cause), job },
      'a channel could not be told',
    );
  const inbox = startJob({
    name: 'channel-inbox',
    round: async () => {
      const more = await workInbox(tools);
      allocation.nudge();
      return more;
    },
    idleMs,
    onFailure,
  });
  const watching = startJob({
    name: 'channel-stock-watch',
    round: () => watchStock(tools),
    idleMs,
    onFailure,
  });
  const handOvers = startFollower({
    pool,
    name: 'channel-shipments',
    types: shipmentEvents,
    react: (client, events) => followHandOvers(client, events, newId),
    idleMs,
    onFailure,
  });
  const stock = startReaction<StockWork>({
    pool,
    topic: pushTopics.stock,
    perform: (work) => pushStock(tools, work),
    atOnce: 8,
    now,
    idleMs,
    onFailure: onAway,
  });
  const shipments = startReaction<ShipmentWork>({
    pool,
    topic: pushTopics.shipment,
    perform: (work) => pushShipment(tools, work),
    now,
    idleMs,
    onFailure: onAway,
  });
  const asking = startJob({
    name: 'channel-pull',
    round: async () => {
      await pullOrders(tools);
      inbox.nudge();
      return false;
    },
    idleMs: askingRoundMs,
    onFailure,
  });
  const tidying = startJob({
    name: 'channel-tidy',
    round: () => forgetOldDeliveries(tools),
    idleMs: tidyRoundMs,
    onFailure,
  });
  const desk = { ...tools, inbox, watching, telling: [handOvers, stock, shipments], asking };
  return { desk, jobs: [inbox, watching, handOvers, stock, shipments, asking, tidying] };
}
