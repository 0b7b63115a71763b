// People, boxes, stations and warehouses as this station knows them: few, so they are all in memory.
import { Subject, type Observable } from 'rxjs';
import type { StationId, WarehouseId } from '../../shared/domain/ids';
import { type Access, defaultAccess } from '../../shared/domain/people/access';
import type { Carrier, CarrierNumbers } from '../../shared/domain/shipping/carrier';
import { boxesAt } from '../../shared/domain/boxing/box-site';
import type { LookAlike } from '../../shared/domain/catalogue/look-alike';
import { type PaperRules, usualPaperRules } from '../../shared/domain/document/paper-rules';
import { type BenchRules, usualBenchRules } from '../../shared/domain/packing/bench-rules';
import type { PackingWeight } from '../../shared/domain/weighing/packing-weight';
import type { SiteBox } from '../../shared/domain/boxing/plan';
import type { Box, Padding } from '../../shared/domain/packing/box';
import type { DirectoryEntry } from '../../shared/sync/documents';
import type { Pulled } from './pulled';

export type PersonEntry = Extract<DirectoryEntry, { kind: 'person' }>['person'];
export type StationEntry = Extract<DirectoryEntry, { kind: 'station' }>['station'];
export type WarehouseEntry = Extract<DirectoryEntry, { kind: 'warehouse' }>['warehouse'];

export type Directory = {
  personByBadge: (badge: string) => PersonEntry | null;
  person: (personId: string) => PersonEntry | null;
  boxByCode: (code: string) => Box | null;
  box: (boxId: string) => Box | null;
  boxes: () => readonly Box[];
  /** Boxes that this warehouse has, with what its packers have taught. */
  boxesAt: (warehouseId: WarehouseId) => readonly SiteBox[];
  paddings: () => readonly Padding[];
  /** What boxes weigh here beside their goods; null until boxes have taught it. */
  packingWeight: (warehouseId: WarehouseId) => PackingWeight | null;
  benchRules: (warehouseId: WarehouseId) => BenchRules;
  /** Which papers go with boxes and sales of a warehouse. */
  paperRules: (warehouseId: WarehouseId) => PaperRules;
  /** Products that were mistaken for this one here, most often first. */
  lookAlikes: (warehouseId: WarehouseId, sku: string) => readonly LookAlike[];
  carrier: (carrierId: string) => Carrier | null;
  people: () => readonly PersonEntry[];
  /** What the company asks of people at a bench. */
  access: () => Access;
  /** What the contract of a service says about its numbers; null where the carrier gives them. */
  carrierNumbers: (carrierId: string, serviceId: string) => CarrierNumbers | null;
  station: (stationId: StationId) => StationEntry | null;
  warehouse: (warehouseId: WarehouseId) => WarehouseEntry | null;
  changes: Observable<void>;
  close: () => void;
};

export async function openDirectory(pulled: Pulled<'directory'>): Promise<Directory> {
  const entries = new Map<string, DirectoryEntry>();
  const changes = new Subject<void>();
  const listening = pulled.changes.subscribe((change) => {
    if (change.kind === 'emptied') entries.clear();
    else for (const { doc } of change.documents) entries.set(doc.entryId, doc);
    changes.next();
  });
  for (const { doc } of await pulled.find({})) if (!entries.has(doc.entryId)) entries.set(doc.entryId, doc);

  const all = <K extends DirectoryEntry['kind']>(kind: K): Extract<DirectoryEntry, { kind: K }>[] =>
    [...entries.values()].filter(
      (entry): entry is Extract<DirectoryEntry, { kind: K }> => entry.kind === kind,
    );
  const people = (): PersonEntry[] => all('person').map((entry) => entry.person);
  const boxes = (): Box[] => all('box').map((entry) => entry.box);
  return {
    people,
    access: () => all('access')[0]?.access ?? defaultAccess,
    // A badge may be given to somebody new when its owner has left.
    personByBadge: (badge) => {
      const owners = people().filter((person) => person.badge === badge);
      return owners.find((person) => !person.retired) ?? owners[0] ?? null;
    },
    person: (personId) => people().find((person) => person.personId === personId) ?? null,
    boxByCode: (code) => boxes().find((box) => box.code === code) ?? null,
    box: (boxId) => boxes().find((box) => box.boxId === boxId) ?? null,
    boxes,
    boxesAt: (warehouseId) =>
      boxesAt(
        boxes(),
        all('box-site').map((entry) => entry.site),
        warehouseId,
      ),
    paddings: () => all('padding').map((entry) => entry.padding),
    packingWeight: (warehouseId) => {
      const entry = entries.get(`packing-weight ${warehouseId}`);
      return entry?.kind === 'packing-weight' ? entry.packing : null;
    },
    benchRules: (warehouseId) => {
      const entry = entries.get(`bench-rules ${warehouseId}`);
      return entry?.kind === 'bench-rules' ? entry.rules : usualBenchRules(warehouseId);
    },
    paperRules: (warehouseId) => {
      const entry = entries.get(`paper-rules ${warehouseId}`);
      return entry?.kind === 'paper-rules' ? entry.papers : usualPaperRules(warehouseId);
    },
    lookAlikes: (warehouseId, sku) => {
      const entry = entries.get(`look-alikes ${warehouseId} ${sku}`);
      return entry?.kind === 'look-alikes' ? entry.alike.others : [];
    },
    carrier: (carrierId) =>
      all('carrier').find((entry) => entry.carrier.carrierId === carrierId)?.carrier ?? null,
    carrierNumbers: (carrierId, serviceId) =>
      all('carrier')
        .find((entry) => entry.carrier.carrierId === carrierId)
        ?.carrier.services.find((service) => service.serviceId === serviceId)?.numbers ?? null,
    station: (stationId) =>
      all('station').find((entry) => entry.station.stationId === stationId)?.station ?? null,
    warehouse: (warehouseId) =>
      all('warehouse').find((entry) => entry.warehouse.warehouseId === warehouseId)?.warehouse ?? null,
    changes: changes.asObservable(),
    close: () => listening.unsubscribe(),
  };
}
