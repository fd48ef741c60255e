import { createServer } from 'node:http';
import type { Health, ServerView } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { openBroker } from './broker/open-broker.ts';
import type { BrokerHandlers, BrokerLink } from './broker/port.ts';
import type { Clock } from './clock.ts';
import { createMonitor } from './core/monitor.ts';
import { watchOver } from './dead-man/watch-over.ts';
import { openDuty } from './duty.ts';
import { createEngine } from './engine.ts';
import type { EngineListener } from './engine.ts';
import { createAccess } from './access.ts';
import { createHttp } from './http/app.ts';
import { createCheckpoints } from './ingest/checkpoints.ts';
import { createIntake } from './ingest/intake.ts';
import { recover } from './ingest/recover.ts';
import { createRejects } from './ingest/rejects.ts';
import { createResender } from './ingest/resender.ts';
import { startLedgerWriter } from './ledger/sqlite/thread/start.ts';
import { writeHere } from './ledger/write-here.ts';
import { openKept } from './kept.ts';
import { listen } from './listen.ts';
import { startLive } from './live/gateway.ts';
import { createHub } from './live/hub.ts';
import { figures } from './figures.ts';
import { watchHealth } from './observe/health.ts';
import type { Logger } from './observe/logger.ts';
import { prometheusText } from './observe/metrics.ts';
import { calmHealth, siteView } from './observe/server-view.ts';
import { watchPeers } from './province/peers.ts';
import { onlyServed } from './province/serving.ts';
import { createPlaceOf } from './regions/incident-place.ts';
import { outboxFigures } from './outbox/figures.ts';
import { createRegions } from './regions/regions.ts';
import { apiRoutes } from './routes.ts';
import { createShutdown } from './shutdown.ts';
import { retentionOf } from './storer/open-series.ts';
import { openStorer } from './storer/open-storer.ts';
import { lagMs } from './storer/storer.ts';
import type { Site } from './site/model.ts';
import { onlyCounties } from './site/site.ts';
import { monitorSite } from './monitor-site.ts';
import { openWeakAreas } from './weak-areas/open-weak-areas.ts';

export interface AppOptions {
  settings: ServerSettings;
  site: Site;
  clock: Clock;
  log: Logger;
  /** The folder of the built pages. */
  pages: string;
  version: string;
  /** The built programs of threads; without them, storing and keeping happen in this one. */
  threads?: { storer: URL; ledger: URL };
  random?: () => number;
  /** What is shown is simulated, and says so on every screen. */
  drill?: boolean;
}

export interface App {
  httpPort: number;
  /** Of the embedded broker; undefined with an outside one. */
  mqttPort: number | undefined;
  health(): Health;
  stop(): Promise<void>;
}

const STALL_AFTER_MS = 1_000;

/**
 * The composition root: the whole server in the order in which it comes to life. What is started is
 * stopped in reverse, after a failure on the way as well. It is one straight line on purpose.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const shutdown = createShutdown(options.log);
  try {
    return await start(options, shutdown.onStop, shutdown.run);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

type OnStop = ReturnType<typeof createShutdown>['onStop'];

async function start(options: AppOptions, onStop: OnStop, stop: () => Promise<void>): Promise<App> {
  const { settings, clock, log, pages, version, threads, random = Math.random } = options;
  const startedAt = clock.now();
  const site = onlyCounties(options.site, settings.counties);

  // What is kept.
  const { divisions } = options.site;
  const { ledger, ledgerFile, journal } = openKept({ settings, divisions, clock, log, onStop });

  // What is decided.
  const core = monitorSite(site, startedAt);
  const monitor = createMonitor({ site: core, ...settings.detection, server: settings.name });
  const { fleet } = monitor;
  const regions = createRegions(site, core.chain, fleet.tally, (code) => weakAreas.blindSpots.counts(code));
  const listeners: EngineListener[] = [];
  // A drill's clock waits for its fleet, and then runs on in leaps: that is no standstill.
  const stallAfterMs = options.drill ? Infinity : STALL_AFTER_MS;
  const engine = createEngine({ monitor, clock, listeners, stallAfterMs });
  const placeOf = createPlaceOf({ site, chain: core.chain, device: fleet.get });
  const duty = openDuty({
    ...{ settings, site, whole: options.site, core, monitor, ledger, placeOf },
    ...{ clock, log, random, onStop, checkpoints: () => checkpoints },
  });
  const weakAreas = openWeakAreas({
    ...{ settings, site, core, monitor, regions, ledger, clock, log },
    ...{ incidents: () => checkpoints.incidents(), changed: () => hub.weakAreasChanged() },
  });

  // What a decision causes.
  const storer = await openStorer(
    { settings, journal: journal.place, clock, log, onChange: release },
    threads?.storer,
  );
  onStop('storer', () => storer.stop());
  const writer = threads ? startLedgerWriter(threads.ledger, { file: ledgerFile }) : writeHere(ledger);
  onStop('ledger writer', () => writer.close());
  const checkpoints = createCheckpoints({
    ...{ monitor, journal, writer, clock, log },
    kept: ledger.offset(journal.id) ?? 0,
    onKept: release,
    onIncidents: () => hub.incidentsChanged(),
    desk: duty.keep,
    onMessages: duty.onMessages,
  });
  function release(): void {
    journal.release(Math.min(storer.state().stored, checkpoints.kept()));
  }
  onStop('checkpoints', () => checkpoints.stop());
  // Before them: what was handed over meanwhile is still kept.
  onStop('outbox', duty.sender.stop);
  let broker: (BrokerLink & { port?: number }) | undefined = undefined as BrokerLink | undefined;
  const resender = createResender({
    ...{ fleet, engine: () => engine, clock, random },
    publish: (topic, payload) => broker?.publish(topic, payload) ?? false,
  });
  onStop('resender', resender.stop);
  const rejects = createRejects(clock, log);
  const intake = createIntake({ engine, journal, rejects, acks: resender.ack, clock, log });
  const peers = watchPeers(settings, clock, log);
  const watch = watchHealth(
    {
      broker: () => (broker ? (broker.trouble() ?? peers?.trouble()) : 'not started yet'),
      series: () => storer.state().trouble,
      ledger: checkpoints.trouble,
      journal: () => intake.blockedBecause(),
      ...{ outbox: duty.outboxTrouble, warnings: duty.warnings.trouble },
    },
    () => lagMs(storer.state(), clock.now()),
    clock,
  );
  onStop('health', watch.stop);
  const server = (devicesLeftOut: number): Omit<ServerView, 'incidents'> => ({
    ...siteView(site),
    drill: options.drill ?? false,
    startedAt,
    ...calmHealth(watch.health()),
    devicesLeftOut,
  });
  const hub = createHub({
    ...{ fleet, regions, server, incidents: checkpoints.incidents, placeOf, clock },
    weakAreas: weakAreas.views.all,
  });
  onStop('live hub', hub.stop);
  listeners.push(duty.desk, checkpoints, weakAreas, { changed: hub.changed, fact: resender.fact });

  // What was known before, and what has happened since.
  duty.desk.restore();
  const { replayed } = recover(monitor, engine, ledger, journal, startedAt);
  engine.blind('server_restarted');
  duty.desk.adopt();
  await checkpoints.commit();
  duty.resume();
  onStop('desk', duty.desk.start());
  onStop('weak areas', weakAreas.start(storer));
  resender.resume();
  onStop('engine', engine.start());
  watch.follow(engine.parts);

  // Who may look.
  const shown = figures({
    ...{ intake, rejects, storer, journal, checkpoints, resender, fleet, top: site.top, hub, watch, clock },
    broker: () => broker,
    outbox: outboxFigures(duty.sender.state),
  });
  const access = createAccess(settings.bootstrapToken, clock);
  const routes = apiRoutes({
    ...{ site, whole: options.site, regions, chain: core.chain, placeOf, monitor, checkpoints, ledger },
    ...{
      store: storer.store,
      retention: retentionOf(settings),
      duty,
      health: watch.health,
      clock,
      weakAreas,
    },
  });
  const http = createServer(
    createHttp({
      ...{ routes, pages, access, clock, version, log, warnings: duty.warnings.take },
      metrics: () => prometheusText(shown),
    }),
  );
  const live = startLive(http, hub, access, log);
  onStop('live', () => live.close());
  const httpPort = await listen(http, settings.http, 'the web server', 'FENGSUI_HTTP_PORT');

  // Who watches over us, and who reports; last, when everything is ready for it.
  const { ask } = duty.channelDeps;
  const guard = watchOver({
    ...{ settings, health: watch.health, ask, desk: duty.desk, top: site.top, clock, log },
  });
  onStop('dead man', guard.stop);
  const handlers: BrokerHandlers = guard.around({
    take: onlyServed(settings.counties, intake.take, (topic) => rejects.count('not_served', topic)),
    ...(peers && { peer: peers.hear }),
    safe: intake.safe,
    link: engine.link,
  });
  broker = await openBroker(settings, peers?.instance, handlers, clock, log);
  onStop('broker', () => broker?.close());
  log.info({ site: site.info.name, devices: fleet.size(), replayed, store: storer.store.kind }, 'started');
  return { httpPort, mqttPort: broker.port, health: watch.health, stop };
}
