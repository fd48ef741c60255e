import { createServer } from 'node:http';
import { join } from 'node:path';
import { ledgerThread } from './parts.js';

const BY = { kind: 'program', id: 'bench', name: 'bench' };

/** Somebody who takes every message, and when they came. */
export async function startReceiver(clock) {
  const came = [];
  const server = createServer(async (request, response) => {
    const body = [];
    for await (const part of request) body.push(part);
    came.push({ at: clock.now(), person: JSON.parse(Buffer.concat(body)).receiver });
    response.writeHead(202).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { came, url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** The desk, the pager, the checkpoints, the ledger and the sender, put together as the server does it. */
export async function compose(parts, { folder, receiver, clock }) {
  const log = parts.createLogger('error');
  const { site } = await parts.readSite(parts.sampleSite());
  const core = parts.monitorSite(site, clock.now());
  const incidents = new Map();
  const monitor = quietMonitor(parts.createMonitor({ site: core }), incidents);
  const file = join(folder, 'ledger.sqlite');
  const ledger = parts.openSqliteLedger(file);
  const journal = parts.openJournal({ folder: join(folder, 'journal'), maxBytes: 1e9 });
  const thread = parts.startLedgerWriter(ledgerThread(), { file });
  const commits = [];
  const stops = [];
  const duty = parts.openDuty({
    ...{ settings: parts.ServerSettings.parse({}), site, whole: site, core, monitor, ledger, clock, log },
    placeOf: parts.createPlaceOf({ site, chain: core.chain, device: monitor.fleet.get }),
    ...{ checkpoints: () => checkpoints, random: Math.random, onStop: (_, stop) => stops.unshift(stop) },
  });
  setUpPeople(duty, receiver.url, clock.now());
  const checkpoints = parts.createCheckpoints({
    ...{ monitor, journal, clock, log, kept: 0, desk: duty.keep, writer: timing(thread, commits) },
    ...{ onKept: () => undefined, onIncidents: () => undefined, onMessages: duty.onMessages },
  });
  stops.push(duty.desk.start());
  const stop = async () => {
    for (const end of stops) await end();
    await checkpoints.stop();
    await thread.close();
    journal.close();
    ledger.close();
  };
  const counties = [...site.divisions.values()].filter(({ level }) => level === 'county').slice(0, 8);
  return { duty, checkpoints, incidents, commits, ledger, counties, stop };
}

/** Finds nothing by itself: incidents are put in. */
function quietMonitor(monitor, incidents) {
  return {
    ...monitor,
    incident: (id) => incidents.get(id),
    incidents: () => [...incidents.values()],
    keep: () => ({}),
  };
}

function timing(writer, commits) {
  return {
    ...writer,
    async commit(checkpoint) {
      const from = performance.now();
      await writer.commit(checkpoint);
      const bytes = Buffer.byteLength(checkpoint.parts?.desk ?? '');
      commits.push({ ms: performance.now() - from, bytes });
    },
  };
}

/** Everybody of the sample site can be reached, by one webhook. */
function setUpPeople({ channels, directory }, url, at) {
  const change = { by: BY, at };
  channels.put('hook', { type: 'webhook', name: 'hook', settings: { url } }, change);
  for (const { version: _, ...person } of directory.persons()) {
    const ways = [{ channel: 'hook', address: person.id, severities: [] }];
    directory.putPerson({ ...person, ways }, change);
  }
}
