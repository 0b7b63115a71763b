// Which papers go with boxes and sales of a warehouse, every version kept; the one in force goes to its stations with the directory.
import type { PaperRulesPage } from '../../../shared/contract/papers';
import {
  type PaperRule,
  type PaperRules,
  paperRulesSchema,
  usualPaperRules,
} from '../../../shared/domain/document/paper-rules';
import { companyStream, type StationId, type WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';

type Version = { version: number; rules: PaperRule[] };

const shownVersions = 50;

export async function loadPaperRules(db: Queryable, warehouseId: WarehouseId): Promise<PaperRules> {
  const { rules } = await newest(db, warehouseId);
  return { warehouseId, rules };
}

export async function readPaperRules(db: Queryable, warehouseId: WarehouseId): Promise<PaperRulesPage> {
  const { rows } = await db.query<{ version: number; doc: unknown; changed_at: Date; changed_by: string }>(
    `SELECT p.version, p.doc, p.changed_at, coalesce(s.name, '') AS changed_by
     FROM paper_rules p LEFT JOIN station s ON s.station_id = p.changed_by
     WHERE p.stream_id = $1 ORDER BY p.version DESC LIMIT ${shownVersions}`,
    [warehouseId],
  );
  const versions = rows.map((row) => ({
    version: row.version,
    rules: paperRulesSchema.shape.rules.parse(row.doc),
    changedAt: new Date(row.changed_at).toISOString(),
    changedBy: row.changed_by,
  }));
  const [current] = versions;
  return {
    version: current?.version ?? 0,
    rules: current?.rules ?? usualPaperRules(warehouseId).rules,
    versions,
  };
}

/** @returns false when another version was set meanwhile than the one it was made from */
export async function savePaperRules(
  { writer, now }: { writer: StreamWriter; now: () => Date },
  { warehouseId, rules }: PaperRules,
  made: { from: number; stationId: StationId },
): Promise<boolean> {
  return writer.submit([companyStream], async (tx) => {
    const { version } = await newest(tx.client, warehouseId);
    if (version !== made.from) return false;
    await tx.client.query(
      `INSERT INTO paper_rules (stream_id, version, doc, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)`,
      [warehouseId, version + 1, JSON.stringify(rules), now().toISOString(), made.stationId],
    );
    const entryId = `paper-rules ${warehouseId}`;
    await saveEntries(tx, [{ kind: 'paper-rules', entryId, papers: { warehouseId, rules } }]);
    return true;
  });
}

async function newest(db: Queryable, warehouseId: WarehouseId): Promise<Version> {
  const { rows } = await db.query<{ version: number; doc: unknown }>({
    name: 'paper-rules',
    text: 'SELECT version, doc FROM paper_rules WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [warehouseId],
  });
  const [row] = rows;
  return row
    ? { version: row.version, rules: paperRulesSchema.shape.rules.parse(row.doc) }
    : { version: 0, rules: usualPaperRules(warehouseId).rules };
}
