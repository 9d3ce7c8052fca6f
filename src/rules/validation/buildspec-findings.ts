import { BUILDSPEC_PHASES, checkBuildspec } from '../buildspec/check-buildspec.ts';
import type { Path } from '../definition-problem.ts';
import type { ReportFound } from './finding.ts';
import { memberOf, type Node, offsetOf, plainOf } from './node.ts';
import { isPlainSecret, isSecretValue } from './plain-secrets.ts';

/** A buildspec (spec 4). Without a root it is empty. */
export function checkBuildspecDocument(root: Node | undefined, report: ReportFound): void {
  const { spec, problems } = checkBuildspec(root && plainOf(root));
  const at = (path: Path) => (root ? offsetOf(root, path) : 0);
  for (const { message, path } of problems) report({ severity: 'error', rule: 'buildspec', message, at: at(path) });
  if (!root) return;
  const warn = (rule: string, message: string, path: Path) =>
    report({ severity: 'warning', rule, message, at: at(path) });
  if (memberOf(root, 'phases') === undefined) warn('buildspec', 'the buildspec has no phases: nothing is run', []);
  warnOfUnknownKeys(root, warn);
  for (const [name, value] of Object.entries(spec.variables)) {
    if (!isPlainSecret(name, value)) continue;
    const message = `the variable ${name} stands in plain text: let it come from parameter-store or secrets-manager`;
    warn('plain-secret', message, ['env', 'variables', name]);
  }
  for (const phase of BUILDSPEC_PHASES) {
    if (spec.commands[phase]?.some(isSecretValue)) {
      warn('plain-secret', `a command of ${phase} holds a secret: let it come from secrets-manager`, ['phases', phase]);
    }
  }
}

const ROOT_KEYS = ['version', 'run-as', 'env', 'proxy', 'batch', 'phases', 'reports', 'artifacts', 'cache'];
const PHASE_KEYS = ['run-as', 'on-failure', 'runtime-versions', 'commands', 'finally'];
const ENV_KEYS = [
  'shell',
  'variables',
  'parameter-store',
  'secrets-manager',
  'exported-variables',
  'git-credential-helper',
];

/** CodeBuild reads over what it does not know [R]. */
function warnOfUnknownKeys(root: Node, warn: (rule: string, message: string, path: Path) => void): void {
  const look = (path: readonly string[], known: readonly string[]) => {
    const node = path.reduce<Node | undefined>(memberOf, root);
    for (const { key } of node?.kind === 'map' ? node.entries : []) {
      if (known.includes(key)) continue;
      const where = path.length === 0 ? 'a buildspec' : path.join('.');
      warn('unknown-field', `${where} has no ${JSON.stringify(key)}: it knows ${known.join(', ')}`, [...path, key]);
    }
  };
  look([], ROOT_KEYS);
  look(['env'], ENV_KEYS);
  for (const phase of BUILDSPEC_PHASES) look(['phases', phase], PHASE_KEYS);
}
