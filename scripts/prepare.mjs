// Before `npm start` and `npm test`: installs the packages and builds, where that is needed; says nothing where it is not.
// Runs on the machine's own Node (20 or newer) and without any package.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashInputs, STAMP } from './inputs.mjs';
import { pinnedNode, whyInstall } from './installation.mjs';

const UNREACHABLE = /^(ECONN|ENOTFOUND|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EAI_|ERR_SOCKET|E[45]\d\d$|ENOTCACHED)/;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

install();
if (!process.argv.includes('--install')) build();

function install() {
  const reason = whyInstall(root);
  if (!reason) return;
  console.error(`Installing packages: ${reason}.`);
  // Everything is a development dependency, so NODE_ENV=production must not leave it out.
  const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status !== 0) fail(whyFailed(result));
  // A machine that runs no install scripts leaves out the binary that the package `node` fetches with one.
  if (whyInstall(root)) npm(['rebuild', 'node', 'esbuild', '--ignore-scripts=false', '--loglevel=error']);
  const still = whyInstall(root);
  if (still) fail(`after npm ci, ${still}.`);
}

function npm(args) {
  const script = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' };
  return script && /\.[cm]?js$/.test(script)
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** npm says a lot when it cannot reach its registry; all of it means one thing. */
function whyFailed({ error, stderr, status }) {
  if (error) return `npm could not be started: ${error.message}`;
  const code = stderr.match(/npm error code (\S+)/)?.[1] ?? `exit code ${status}`;
  if (UNREACHABLE.test(code)) return `npm ci could not reach the package registry (${code})`;
  console.error(stderr.trimEnd());
  return `npm ci failed (${code}); what it said is above`;
}

function build() {
  if (builtFrom() === hashInputs(root)) return;
  const result = spawnSync(pinnedNode(root), [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) fail('the build did not finish (its message is above).');
}

function builtFrom() {
  const stamp = join(root, 'dist', STAMP);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

function fail(message) {
  console.error(`Signalbox is not ready: ${message}`);
  process.exit(1);
}
