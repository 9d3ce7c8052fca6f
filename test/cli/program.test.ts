import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { parseCommandLine } from '../../src/cli/program.ts';
import { Fault } from '../../src/domain/fault.ts';

const parse = (...argv: string[]) => parseCommandLine(argv, COMMANDS, '1.2.3');

function command(...argv: string[]) {
  const parsed = parse(...argv);
  if (parsed.kind !== 'command') throw new Error(`${argv} is ${parsed.kind}`);
  return parsed;
}

function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof Fault && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

/** Set for 80 columns, in characters that every terminal has. */
const fits = (line: string) => /^[\x20-\x7e]{0,80}$/.test(line);

describe('the command line', () => {
  it('takes global flags before and after the command', () => {
    for (const argv of [
      ['--region', 'eu-west-1', '--output', 'json', 'status', 'web'],
      ['status', 'web', '--region', 'eu-west-1', '--output=json'],
      ['status', '--region=eu-west-1', 'web', '--output', 'json'],
    ]) {
      const { spec, words, global } = command(...argv);
      expect(spec.path).toEqual(['status']);
      expect(words).toEqual(['web']);
      expect(global).toMatchObject({ regions: ['eu-west-1'], output: 'json' });
    }
  });

  it('reads every global flag', () => {
    const { global } = command(
      ...[
        '--profile',
        'a,b',
        '--region',
        'eu-west-1,eu-west-2,eu-west-1',
        '--endpoint-url',
        'http://127.0.0.1:4599',
        '--read-only',
      ],
      ...[
        '--dry-run',
        '--yes',
        '--no-input',
        '--timeout',
        '1h30m',
        '--color',
        'never',
        '--ascii',
        '--config',
        'f.json',
      ],
      'pipelines',
    );
    expect(global).toEqual({
      profiles: ['a', 'b'],
      regions: ['eu-west-1', 'eu-west-2'],
      endpointUrl: 'http://127.0.0.1:4599',
      mock: false,
      scenario: undefined,
      output: 'text',
      readOnly: true,
      dryRun: true,
      yes: true,
      noInput: true,
      protected: false,
      why: undefined,
      timeoutMs: 5_400_000,
      color: 'never',
      ascii: true,
      config: 'f.json',
    });
  });

  it('--scenario implies --mock', () => {
    expect(command('pipelines', '--scenario', 'demo').global).toMatchObject({ mock: true, scenario: 'demo' });
  });

  it.each([
    [['--mock', '--endpoint-url', 'http://x', 'pipelines'], '--mock and --endpoint-url exclude each other'],
    [['--scenario', 'demo', '--profile', 'p', 'pipelines'], '--scenario and --profile exclude each other'],
    [['pipelines', '--output', 'xml'], "--output must be one of text, json, yaml, ndjson, not 'xml'"],
    [['pipelines', '--color', 'pink'], "--color must be one of auto, always, never, not 'pink'"],
    [['pipelines', '--timeout', '0'], "--timeout must be a duration such as 30s, 15m or 1h30m, not '0'"],
    [['pipelines', '--region', 'a,,b'], '--region has an empty item in its list'],
    [['pipelines', '--region', '../x'], "--region must be a region such as eu-west-1, not '../x'"],
    [['--mock', 'pipelines', '--region', 'eu-west-1,US'], "--region must be a region such as eu-west-1, not 'US'"],
    [['pipelines', '--profile', ''], '--profile needs a value'],
    [
      ['pipelines', '--endpoint-url', 'localhost:1'],
      "--endpoint-url must be an http or https URL with a host, not 'localhost:1'",
    ],
    [['aprove'], "unknown command 'aprove' (did you mean approve?); see signalbox --help"],
    [['help', 'frobnicate'], "unknown command 'frobnicate'; see signalbox --help"],
    [['frobnicate', '--help'], "unknown command 'frobnicate'; see signalbox --help"],
    [['--mok'], "unknown option '--mok' (did you mean --mock?)"],
    [['status', 'web', '--frob'], "unknown option '--frob'"],
    [['status'], "missing required argument 'PIPELINE'"],
    [['stop', 'web'], "missing required argument 'EXECUTION'"],
    [['status', 'web', 'more'], "too many arguments for 'status'. Expected 1 argument but got 2: web, more."],
    [['transition', 'enabel', 'web', 'Prod'], "unknown command 'enabel' (did you mean enable?)"],
    [['status', ''], 'PIPELINE is empty'],
    [['stop', 'web', ' '], 'EXECUTION is empty'],
    [['pipelines', 'web', ''], 'GLOB is empty'],
    [['approve', 'web', ''], 'STAGE/ACTION is empty'],
    [['config', 'set', 'region', ''], 'VALUE is empty'],
    [['watch', 'web', '--execution', ''], '--execution needs a value'],
    [['approve', 'web', '-m', ''], '--message needs a value'],
    [['start', 'web', '--variable', ''], '--variable needs a value'],
    [['logs', '--group='], '--group needs a value'],
    [['start', 'web', '--variable'], "option '--variable <K=V>' argument missing"],
  ])('refuses %j', (argv, message) => {
    expect(refusal(...argv)).toBe(message);
  });

  it('names the commands of a group that stands alone', () => {
    expect(refusal('transition')).toContain("'signalbox transition': enable, disable");
    expect(refusal('mock')).toContain("'signalbox mock': serve, scenarios");
  });

  it('takes --protected and --why, also one without the other', () => {
    expect(command('start', 'web', '--protected').global).toMatchObject({ protected: true, why: undefined });
    expect(command('start', 'web', '--protected', '--why', 'INC-1').global).toMatchObject({
      protected: true,
      why: 'INC-1',
    });
    expect(command('start', 'web', '--why', 'INC-1').global).toMatchObject({ protected: false, why: 'INC-1' });
  });

  it('gives --debug a value only with =, so that the next word stays an argument', () => {
    expect(command('--debug', 'status', 'web').global.debug).toEqual({});
    expect(command('status', '--debug', 'web')).toMatchObject({ words: ['web'], global: { debug: {} } });
    expect(command('--debug=a.log', 'status', 'web').global.debug).toEqual({ file: 'a.log' });
    expect(command('status', 'web').global.debug).toBeUndefined();
  });

  it('collects flags that may come several times', () => {
    const { flags } = command('start', 'web', '--variable', 'A=1', '--variable', 'B=2', '--watch');
    expect(flags.list('variable')).toEqual(['A=1', 'B=2']);
    expect(flags.on('watch')).toBe(true);
  });

  it('prints help for every command, with its examples, and the version', () => {
    for (const spec of COMMANDS) {
      const help = parse(...spec.path, '--help');
      expect(help).toEqual(parse('help', ...spec.path));
      const text = help.kind === 'print' ? help.text : '';
      expect(text).toContain(spec.summary.slice(1, 30));
      const whole = text.replaceAll(' \\\n      ', ' ');
      for (const example of spec.examples) expect(whole).toContain(example.command);
      for (const option of spec.options) expect(text).toContain(option.flags.split(' <')[0]);
      expect(text.split('\n').filter((line) => !fits(line))).toEqual([]);
    }
    expect(parse('--version')).toEqual({ kind: 'print', text: '1.2.3\n' });
    expect(parse('--mock', '--help')).toEqual(parse('help'));
  });

  it('prints help for every word that several commands begin with, with an example of each, and for the whole', () => {
    const groups = new Set(COMMANDS.filter(({ path }) => path.length > 1).map(({ path }) => path[0] ?? ''));
    for (const group of groups) {
      const help = parse(group, '--help');
      expect(help).toEqual(parse('help', group));
      expect(help).toEqual(parse(group, '-h'));
      const text = help.kind === 'print' ? help.text : '';
      for (const { path } of COMMANDS.filter(({ path: [first], path: words }) => first === group && words.length > 1)) {
        expect(text).toContain(`\n  ${path.join(' ')}`);
        expect(text).toContain(`\n  signalbox ${path.join(' ')}`);
      }
      expect(text.split('\n').filter((line) => !fits(line))).toEqual([]);
    }
    const root = parse('--help');
    const text = root.kind === 'print' ? root.text : '';
    expect(text).toContain('Examples:');
    expect(text.split('\n').filter((line) => !fits(line))).toEqual([]);
  });

  it('names every command in the help of the whole', () => {
    const help = parse('--help');
    const text = help.kind === 'print' ? help.text : '';
    for (const spec of COMMANDS) expect(text).toContain(`\n  ${spec.path.join(' ')} `);
  });
});

describe('a word that is a command and stands before others as well', () => {
  it('is the command with its argument, and each of its members', () => {
    expect(command('deployment', 'd-1A2B3C4D5', '--watch')).toMatchObject({
      spec: { path: ['deployment'] },
      words: ['d-1A2B3C4D5'],
    });
    for (const verb of ['stop', 'continue']) {
      const { spec, words } = command('deployment', verb, 'd-1A2B3C4D5', '--yes');
      expect([spec.path, words]).toEqual([['deployment', verb], ['d-1A2B3C4D5']]);
    }
    expect(command('deployment', 'stop', 'd-1A2B3C4D5', '--rollback').flags.on('rollback')).toBe(true);
  });

  it('keeps its options to itself', () => {
    expect(refusal('deployment', 'stop', 'd-1A2B3C4D5', '--watch')).toBe("unknown option '--watch'");
    expect(refusal('deployment', '--watch', 'stop', 'd-1A2B3C4D5')).toBe("unknown option '--watch'");
    expect(refusal('deployment', 'd-1A2B3C4D5', '--rollback')).toContain("unknown option '--rollback'");
  });

  it('says which member was meant', () => {
    expect(refusal('deployment', 'contnue', 'd-1A2B3C4D5')).toContain(
      "unknown command 'deployment contnue' (did you mean continue?)",
    );
    expect(refusal('deployment')).toContain("missing required argument 'ID'");
    expect(refusal('deployment', 'stop')).toContain("missing required argument 'ID'");
  });

  it('tells of its members in its help, and each has its own', () => {
    const text = (...argv: string[]) => {
      const parsed = parse(...argv);
      return parsed.kind === 'print' ? parsed.text : '';
    };
    for (const argv of [
      ['deployment', '--help'],
      ['help', 'deployment'],
    ]) {
      expect(text(...argv)).toContain('Usage: signalbox deployment ID [OPTIONS]');
      expect(text(...argv)).toContain('deployment stop ID');
    }
    expect(text('deployment', 'stop', '--help')).toContain('Usage: signalbox deployment stop ID [OPTIONS]');
    expect(text('help', 'deployment', 'continue')).toContain('Usage: signalbox deployment continue ID');
  });
});
