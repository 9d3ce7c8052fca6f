import { Clock } from '../../../src/engine/clock.ts';
import { CodeBuildService } from '../../../src/engine/codebuild/service.ts';
import { Journal } from '../../../src/engine/journal.ts';
import { LogsService } from '../../../src/engine/logs/service.ts';
import { Random } from '../../../src/engine/random.ts';
import { type Caller, newWorld, type RegionServices } from '../../../src/engine/world.ts';

export const NOW = Date.parse('2026-03-02T09:00:00.000Z');

export const caller: Caller = {
  account: '123456789012',
  region: 'us-east-1',
  arn: 'arn:aws:iam::123456789012:user/tess',
};

/** A world under a manual clock with Logs and CodeBuild, and no pipelines. */
export function smallWorld() {
  const clock = new Clock({ startTime: NOW, mode: 'manual' });
  const random = new Random(1);
  const journal = new Journal(() => clock.now(), String);
  const world = newWorld({ clock, random, journal, endpoint: () => 'http://signalbox.localhost' });
  const services = { account: caller.account, region: caller.region } as {
    -readonly [K in keyof RegionServices]: RegionServices[K];
  };
  services.logs = new LogsService(world, services);
  services.codebuild = new CodeBuildService(world, services);
  return { world, clock, journal, logs: services.logs, codebuild: services.codebuild };
}
