// One worker: runs the schedules it is sent, one after the other, on a database of its own. Virtual time is the first
// import: it takes the place of this process's clocks.
import { virtualTime } from './virtual-time';
import { type Company, foundCompany } from './company';
import type { ToWorker } from './crew';
import { openSimulatedDatabase, type SimulatedDatabase } from './database';
import { createOffice } from './head-office';
import { mutations } from './mutations';
import { idMaker, randomOf } from './random';
import { runSchedule } from './world';

const url = process.argv[2];
if (!url || !process.send) throw new Error('a worker is started by the crew');

type Work = { database: SimulatedDatabase; company: Company };

async function open(address: string): Promise<Work> {
  const database = await openSimulatedDatabase(address);
  const company = await virtualTime.run(async () => {
    const office = createOffice({ database, newId: idMaker(randomOf('company'), virtualTime.nowMs) });
    await office.start();
    const founded = await foundCompany(office.now(), database);
    office.crash();
    await database.save('founded');
    return founded;
  });
  return { database, company };
}

const opened = open(url);

async function take({ seed, mutation: name }: ToWorker): Promise<void> {
  const { database, company } = await opened;
  const mutation = mutations.find((each) => each.name === name);
  process.send?.(await runSchedule(database, company, mutation ? { seed, mutation } : { seed }));
}

process.on('message', (message: ToWorker) => {
  take(message).catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(1);
  });
});
// The crew is gone, however it ended.
process.on('disconnect', () => process.exit(0));
