import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { argumentCompletes, optionCompletes } from '../../../src/cli/completion/completes.ts';
import { completionScript } from '../../../src/cli/completion/completion-script.ts';
import { shellCore } from '../../../src/cli/completion/shell-core.ts';
import { GLOBAL_OPTIONS } from '../../../src/cli/global-options.ts';
import { namesFile, rememberNames } from '../../../src/config/known-names.ts';

const SCENARIOS = ['demo', 'none'];

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'completion-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws', 'config'),
    '[default]\nregion = eu-west-1\n[profile ops]\nregion=us-east-2\n[profile audit team]\n[sso-session corp]\n[services x]\n',
  );
  writeFileSync(join(home, '.aws', 'credentials'), '[ops]\naws_access_key_id = x\n[ci]\n');
  remember({ profile: undefined, region: 'eu-west-1', endpoint: undefined, scenario: undefined }, 'storefront', 'Prod');
  remember({ profile: 'ops', region: 'us-east-2', endpoint: undefined, scenario: undefined }, 'payments', 'Live');
  remember(
    { profile: undefined, region: 'eu-west-1', endpoint: 'http://127.0.0.1:4599', scenario: undefined },
    'local',
    'X',
  );
  remember({ profile: undefined, region: 'us-east-1', endpoint: undefined, scenario: 'demo' }, 'demo-shop', 'Y');
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    writeFileSync(join(home, `script.${shell}`), completionScript(shell, COMMANDS, SCENARIOS));
  }
  writeFileSync(join(home, 'notes.txt'), '');
  mkdirSync(join(home, 'folder'));
});
afterAll(() => rmSync(home, { recursive: true }));

function remember(of: Parameters<typeof namesFile>[1], pipeline: string, stage: string): void {
  rememberNames(namesFile(join(home, '.cache', 'signalbox', 'names'), of), [
    { kind: 'pipeline', within: '', names: [pipeline, 'both'] },
    { kind: 'stage', within: pipeline, names: ['Source', stage] },
    { kind: 'action', within: pipeline, names: [`${stage}/Deploy`, `${stage}/Approve it`] },
    { kind: 'application', within: '', names: [`${pipeline}-app`] },
    { kind: 'group', within: `${pipeline}-app`, names: ['blue', 'green'] },
  ]);
}

function runShell(command: string, args: readonly string[], env: Record<string, string> = {}): string {
  const { stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    timeout: 20_000,
  });
  if (error) throw error;
  expect(stderr).toBe('');
  return stdout;
}

/** What the functions of all shells say; the last word is the one that is completed. */
function complete(words: readonly string[], env: Record<string, string> = {}): string[] {
  const script = `${shellCore(COMMANDS, SCENARIOS)}\n__signalbox_complete "$@"`;
  const out = runShell('sh', ['-c', script, 'sh', words.at(-1) ?? '', ...words.slice(0, -1)], env);
  return out.split('\n').filter(Boolean);
}

const names = (...words: string[]) => complete(words).map((line) => line.split('\t', 1).join());

describe('what is offered', () => {
  it('commands with what they do, and the commands of a group', () => {
    expect(complete(['stat'])).toEqual([`status\t${COMMANDS.find(({ path }) => path[0] === 'status')?.summary}`]);
    expect(names('transition', '')).toEqual(['enable', 'disable']);
    expect(names('help', 'app')).toContain('approvals');
    expect(names('--region', 'eu-west-1', 'pipel')).toEqual(['pipelines']);
    for (const { path } of COMMANDS) expect(names(...path)).toContain(path.at(-1));
  });

  it('the flags of the command and of all', () => {
    expect(names('start', '--')).toEqual(expect.arrayContaining(['--variable', '--watch', '--region', '--help']));
    expect(names('pipelines', '--wat')).toEqual([]);
    expect(names('mock', 'serve', '--po')).toEqual(['--port']);
  });

  it('the values of a flag, also behind "="', () => {
    expect(names('pipelines', '--output', '')).toEqual(['text', 'json', 'yaml', 'ndjson']);
    expect(names('pipelines', '--output=y')).toEqual(['yaml']);
    expect(names('mock', 'serve', '--clock', '')).toEqual(['real', 'manual']);
    expect(names('--color', 'n')).toEqual(['never']);
    expect(names('executions', 'storefront', '--status', 'Su')).toEqual(['Succeeded', 'Superseded']);
    expect(names('config', 'get', 'reg')).toEqual(['region']);
    expect(names('watch', 'storefront', '--timeout', '')).toEqual([]);
    expect(names('--scenario', '')).toEqual(['demo', 'none', ':file']);
  });

  it('files where a file is meant, folders where a folder is', () => {
    expect(names('validate', 'x', '')).toEqual([':file']);
    expect(names('mock', 'serve', '--data', '')).toEqual([':folder']);
  });

  it('profiles and regions of the files of AWS and of what was seen, the last of a list', () => {
    expect(names('--profile', '')).toEqual(['default', 'ops', 'ci']);
    expect(names('--region', '').sort()).toEqual(['eu-west-1', 'us-east-1', 'us-east-2']);
    expect(names('--region', 'eu-west-1,us-east-2')).toEqual(['eu-west-1,us-east-2']);
    expect(complete(['--profile', ''], { AWS_CONFIG_FILE: '/none', AWS_SHARED_CREDENTIALS_FILE: '/none' })).toEqual([]);
  });

  it('pipelines that were seen, and then their stages and actions', () => {
    expect(names('status', '').sort()).toEqual(['both', 'local', 'payments', 'storefront']);
    expect(names('status', 'store')).toEqual(['storefront']);
    expect(names('retry', 'storefront', '')).toEqual(['Source', 'Prod']);
    expect(names('approve', 'storefront', 'Prod/')).toEqual(['Prod/Deploy', 'Prod/Approve it']);
    expect(names('watch', 'storefront', '--until', 'P')).toEqual(['Prod']);
    expect(names('logs', 'storefront/')).toEqual(['storefront/Source', 'storefront/Prod']);
    expect(names('logs', 'storefront/Prod/D')).toEqual(['storefront/Prod/Deploy']);
    expect(names('pipelines', 'storefront', 'pay')).toEqual(['payments']);
    expect(names('deployments', 'store')).toEqual(['storefront-app']);
    expect(names('deployments', 'storefront-app/')).toEqual(['storefront-app/blue', 'storefront-app/green']);
    expect(names('status', 'storefront', '')).toEqual([]);
  });

  it('only those of the profile, region and service that the line or the environment names', () => {
    expect(names('--profile', 'ops', 'status', '')).toEqual(['payments', 'both']);
    expect(names('--region=eu-west-1', 'status', '').sort()).toEqual(['both', 'local', 'storefront']);
    expect(names('--mock', 'status', '')).toEqual(['demo-shop', 'both']);
    expect(names('--scenario', 'none', 'status', '')).toEqual([]);
    expect(names('--endpoint-url', 'http://127.0.0.1:4599', 'status', '')).toEqual(['local', 'both']);
    expect(complete(['status', ''], { AWS_PROFILE: 'ops' })).toEqual(['payments', 'both']);
    expect(complete(['status', ''], { AWS_DEFAULT_REGION: 'eu-west-3' })).toEqual([]);
    expect(names('--profile', 'ops,default', 'status', '').length).toBe(4);
  });

  it('nothing that a hostile word could bring about', () => {
    for (const word of ['$(touch x)', '`x`', "'", '"', '*', '\\', '--output=$(x)', '; x', '-e']) {
      expect(() => complete(['status', word])).not.toThrow();
      expect(() => complete([word, ''])).not.toThrow();
      expect(() => complete(['--profile', word, 'status', ''])).not.toThrow();
    }
  });

  it('is decided for every value there is: what nobody can know beforehand is listed here', () => {
    const unknowable = new Set(
      [
        'ACTION=VALUE',
        'ADDRESS',
        'D',
        'EXECUTION',
        'G',
        'ID',
        'ISO',
        'K=V',
        'N',
        'REV',
        'S',
        'TEXT',
        'TIME',
        'URL',
        'X',
      ].concat(['JMESPATH', 'REVISION', 'VALUE', '--who GLOB']),
    );
    const undecided = [
      ...[...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)]
        .filter((option) => optionCompletes(option) === 'nothing')
        .map(({ flags }) =>
          flags.endsWith('<GLOB>') ? flags.replace(/[<>]/g, '') : (/<(.+)>$/.exec(flags)?.[1] ?? ''),
        ),
      ...COMMANDS.flatMap((spec) => spec.arguments)
        .filter((argument) => argumentCompletes(argument) === 'nothing')
        .map(({ name }) => name.slice(1, -1)),
    ].filter((placeholder) => !unknowable.has(placeholder));
    expect(undecided).toEqual([]);
  });
});

describe('in bash', () => {
  function bash(line: string, env: Record<string, string> = {}): string[] {
    // As readline splits it: "=" is a word, quotes stay.
    const words: string[] = line.match(/=|(?:[^\s='"]|'[^']*'?|"[^"]*"?)+/g) ?? [];
    if (line.endsWith(' ')) words.push('');
    const setting = `COMP_WORDS=(${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
    const script = `source script.bash; ${setting}; _signalbox; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return runShell('bash', ['--norc', '--noprofile', '-c', script], env).split('\n').filter(Boolean);
  }

  it('completes words, values behind "=", and files', () => {
    expect(bash('signalbox stat')).toEqual(['status']);
    expect(bash('signalbox pipelines --output=')).toEqual(['text', 'json', 'yaml', 'ndjson']);
    expect(bash('signalbox pipelines --output=j')).toEqual(['json']);
    expect(bash('signalbox --region=eu-west-1 status st')).toEqual(['storefront']);
    expect(bash('signalbox validate no')).toEqual(['notes.txt']);
    expect(bash('signalbox mock serve --data f')).toEqual(['folder']);
    expect(bash('signalbox start storefront --variable A=1 --wat')).toEqual(['--watch']);
  });

  it('quotes what a shell would split, unless a quote is open', () => {
    expect(bash('signalbox approve storefront Prod/A')).toEqual(['Prod/Approve\\ it']);
    expect(bash("signalbox approve storefront 'Prod/A")).toEqual(['Prod/Approve it']);
  });

  it('runs with the bash of its own settings: nounset and errexit', () => {
    const script = `set -eu; source script.bash; COMP_WORDS=(signalbox status ''); COMP_CWORD=2; _signalbox; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(runShell('bash', ['--norc', '-c', script]).split('\n')).toContain('storefront');
  });
});

const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

describe.skipIf(!has('fish'))('in fish', () => {
  const fish = (line: string) =>
    runShell('fish', ['--no-config', '-c', `source script.fish; complete -C '${line}'`], { XDG_CONFIG_HOME: home })
      .split('\n')
      .filter(Boolean)
      .map((found) => found.split('\t')[0]);

  it('completes words, values behind "=", names and files', () => {
    expect(fish('signalbox stat')).toEqual(['status']);
    expect(fish('signalbox pipelines --output=')).toEqual(
      ['--output=text', '--output=json', '--output=yaml', '--output=ndjson'].sort(),
    );
    expect(fish('signalbox status st')).toEqual(['storefront']);
    expect(fish('signalbox approve storefront Prod/A')).toEqual(['Prod/Approve it']);
    expect(fish('signalbox validate no')).toEqual(['notes.txt']);
  });
});

describe.skipIf(!has('zsh'))('in zsh', () => {
  /** compadd stands in for the screen: it tells what it was given. */
  function zsh(line: string): string[] {
    const driver = `
      autoload -Uz compinit; compinit -D -u
      source $HOME/script.zsh
      compadd() { print -rl -- "\${(@)names}" }
      compset() { : }
      _files() { print -rl -- $PREFIX*(N) }
      words=("\${(@z)1}"); [[ $1 == *' ' ]] && words+=('')
      CURRENT=$#words PREFIX=$words[-1]
      _signalbox`;
    writeFileSync(join(home, 'driver.zsh'), driver);
    return runShell('zsh', ['-f', 'driver.zsh', line]).split('\n').filter(Boolean);
  }

  it('completes words, values behind "=", names and files', () => {
    expect(zsh('signalbox stat')).toEqual(['status']);
    expect(zsh('signalbox pipelines --output=')).toEqual(['text', 'json', 'yaml', 'ndjson']);
    expect(zsh('signalbox status st')).toEqual(['storefront']);
    expect(zsh('signalbox approve storefront Prod/A')).toEqual(['Prod/Approve it']);
    expect(zsh('signalbox retry storefront ')).toEqual(['Source', 'Prod']);
    expect(zsh('signalbox validate no')).toEqual(['notes.txt']);
  });
});
