import { parseDocument } from 'yaml';
import { type AppSpecDocument, readAppSpecDocument } from '../appspec/appspec-document.ts';
import type { AppSpecProblem } from '../appspec/appspec-problem.ts';
import { checkEcsAppSpec } from '../appspec/ecs-appspec.ts';
import { checkLambdaAppSpec } from '../appspec/lambda-appspec.ts';
import { checkServerAppSpec } from '../appspec/server-appspec.ts';
import { isScriptable, type LifecycleEventName, SERVER_EVENTS } from '../deployments/lifecycle-events.ts';
import type { ReportFound, Severity } from './finding.ts';
import { memberOf, type Node, offsetOf, plainOf } from './node.ts';

/** An AppSpec file for machines, Lambda or ECS (spec 3.10, 3.11, 3.13). Without a root it is empty. */
export function checkAppSpec(text: string, root: Node | undefined, report: ReportFound): void {
  const tell = (severity: Severity, rule: string, { message, path }: AppSpecProblem) =>
    report({ severity, rule, message: shortened(message), at: root ? offsetOf(root, path) : 0 });
  const document = readAppSpecDocument(text, () => parseDocument);
  if ('message' in document) {
    tell('error', 'appspec', document);
    return;
  }
  for (const problem of problemsOf(document, root)) tell('error', 'appspec', problem);
  if (!root || isForResources(root)) return;
  for (const problem of serverWarnings(root)) tell('warning', 'appspec', problem);
}

function* problemsOf(document: AppSpecDocument, root: Node | undefined): Iterable<AppSpecProblem> {
  if (!root || !isForResources(root)) {
    yield* checkServerAppSpec(document);
    yield* unknownEvents(root);
    return;
  }
  // ECS is what is told by its type; all else is held against Lambda.
  yield* /AWS::ECS::/i.test(JSON.stringify(plainOf(root))) ? checkEcsAppSpec(document) : checkLambdaAppSpec(document);
}

/** Lambda and ECS deploy a resource, machines deploy files. */
function isForResources(root: Node): boolean {
  return root.kind === 'map' && root.entries.some(({ key }) => key.toLowerCase() === 'resources');
}

function* unknownEvents(root: Node | undefined): Iterable<AppSpecProblem> {
  for (const event of eventsOf(root)) {
    if (SERVER_EVENTS.includes(event)) continue;
    const message = `the file contains an unknown lifecycle event: ${JSON.stringify(event)} is none of ${SERVER_EVENTS.filter(isForScripts).join(', ')}`;
    yield { message, path: ['hooks', event] };
  }
}

const SERVER_KEYS: readonly string[] = ['version', 'os', 'files', 'file_exists_behavior', 'permissions', 'hooks'];

/** What the agent reads over in silence. */
function* serverWarnings(root: Node): Iterable<AppSpecProblem> {
  for (const { key } of root.kind === 'map' ? root.entries : []) {
    if (SERVER_KEYS.includes(key)) continue;
    yield {
      message: `the agent does not read ${JSON.stringify(key)}: it knows ${SERVER_KEYS.join(', ')}`,
      path: [key],
    };
  }
  for (const event of eventsOf(root)) {
    if (!SERVER_EVENTS.includes(event) || isForScripts(event)) continue;
    yield {
      message: `the scripts of ${event} never run: the agent and the service do it themselves`,
      path: ['hooks', event],
    };
  }
}

function isForScripts(event: string): boolean {
  return isScriptable(event as LifecycleEventName);
}

/** Those with scripts: empty hook lists are ignored (spec 3.13). */
function eventsOf(root: Node | undefined): string[] {
  const hooks = memberOf(root, 'hooks');
  const entries = hooks?.kind === 'map' ? hooks.entries : [];
  return entries.filter(({ value }) => value.kind === 'list' && value.items.length > 0).map(({ key }) => key);
}

/** The agent speaks to whoever looks at a deployment that failed. */
function shortened(message: string): string {
  return message
    .replace(/^The deployment failed because (of )?/, '')
    .replace(/, and then try again\.$/, '')
    .replace(/\.$/, '');
}
