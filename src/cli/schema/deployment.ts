import { failure, PLACE } from './parts.ts';
import { flag, list, nullable, number, object, oneOf, text, time, whole } from './shape.ts';

const revision = object({ type: text, location: text, id: nullable(text) });

const DEPLOYMENT = {
  id: text,
  application: nullable(text),
  group: nullable(text),
  ...PLACE,
  status: text,
  computePlatform: nullable(text),
  type: nullable(oneOf('in-place', 'blue-green')),
  config: nullable(text),
  description: nullable(text),
  revision: nullable(revision),
  creator: nullable(text),
  createdAt: nullable(time),
  startedAt: nullable(time),
  endedAt: nullable(time),
  overview: object({
    pending: whole,
    inProgress: whole,
    succeeded: whole,
    failed: whole,
    skipped: whole,
    ready: whole,
  }),
  error: nullable(failure),
  rollbackInfo: object({
    rollbackDeploymentId: nullable(text),
    rollbackTriggeringDeploymentId: nullable(text),
    rollbackMessage: nullable(text),
  }),
};

const TIMES = { startedAt: nullable(time), endedAt: nullable(time), duration: nullable(number) };

const diagnostics = object({
  errorCode: nullable(text),
  script: nullable(text),
  message: nullable(text),
  logTail: text,
});

const traffic = object({
  id: nullable(text),
  label: text,
  weight: nullable(number),
  status: nullable(text),
  tasks: nullable(object({ desired: nullable(whole), running: nullable(whole), pending: nullable(whole) })),
  targetGroup: nullable(text),
});

const target = object({
  id: text,
  type: text,
  label: nullable(text),
  subject: nullable(text),
  status: text,
  updatedAt: nullable(time),
  ...TIMES,
  lifecycleEvents: list(object({ name: text, status: text, ...TIMES, diagnostics: nullable(diagnostics) })),
  traffic: list(traffic),
});

export const deploymentSummary = object(DEPLOYMENT);

export const deployment = object({
  ...DEPLOYMENT,
  previousRevision: nullable(revision),
  messages: list(text),
  autoRollback: object({ enabled: flag, events: list(text) }),
  alarms: nullable(object({ enabled: flag, names: list(text) })),
  relatedDeployments: object({ updates: list(text), follows: nullable(text) }),
  now: text,
  waiting: nullable(
    object({
      kind: oneOf('READY_WAIT', 'TERMINATION_WAIT', 'TRAFFIC_SHIFT'),
      since: nullable(time),
      until: nullable(time),
      percent: nullable(whole),
    }),
  ),
  can: list(
    object({ action: oneOf('stop', 'stop-and-roll-back', 'continue', 'terminate-original'), text, command: text }),
  ),
  targets: list(target),
});
