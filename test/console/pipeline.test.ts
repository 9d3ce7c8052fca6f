import { describe, expect, it } from 'vitest';
import { detailLines } from '../../src/console/details/detail.ts';
import { explainLine } from '../../src/console/details/explain.ts';
import { piece, piecesWidth, spread } from '../../src/console/line.ts';
import { actionSummary } from '../../src/console/pipeline/action-summary.ts';
import { headline } from '../../src/console/pipeline/headline.ts';
import { lineInQuestion, type PipelineLine, pipelineLines } from '../../src/console/pipeline/pipeline-lines.ts';
import { pipelineLayout, pipelineRow } from '../../src/console/pipeline/pipeline-row.ts';
import { pipelineTitle } from '../../src/console/pipeline/pipeline-title.ts';
import { makeTheme } from '../../src/console/theme.ts';
import type { ActionExecution } from '../../src/domain/execution.ts';
import type { PipelineView } from '../../src/domain/pipeline-view.ts';
import { width } from '../../src/text/width.ts';
import { action, busyView, execution, ID, MINUTE, NOW, stage, view } from './values.ts';

const theme = makeTheme({ ascii: false, color: false });
const lines = pipelineLines(busyView(), []);
const rowsOf = (of: readonly PipelineLine[], cells: number) => {
  const layout = pipelineLayout(of, cells);
  return of.map((line) => pipelineRow(line, layout, theme, NOW, false));
};
const textOf = (line: PipelineLine, of: PipelineView = busyView()) =>
  detailLines(explainLine(line, { view: of, runs: [], now: NOW, theme }), 80, theme).join('\n');

describe('the lines of a pipeline', () => {
  it('stand in the order of the line: who waits and the closed signal before their stage', () => {
    expect(lines.map((line) => line.key)).toEqual([
      'stage Source',
      'action Source/DoSource',
      'stage Build',
      'action Build/DoBuild',
      'inbound Gate e4e4e4e4',
      'stage Gate',
      'action Gate/Approve',
      'gate Prod',
      'stage Prod',
      'action Prod/DoProd',
    ]);
  });

  it('2.4 tells how many were superseded by what waits to enter', () => {
    expect(lines.find((line) => line.kind === 'inbound')).toMatchObject({ superseded: 1 });
  });

  it('says what a stage carries where the stage before carries something else', () => {
    const stages = lines.flatMap((line) => (line.kind === 'stage' ? [line.introduces] : []));
    expect(stages).toEqual([true, false, true, true]);
  });

  it('puts the cursor on what failed, then on what waits, runs, or is closed', () => {
    expect(lineInQuestion(lines)?.key).toBe('action Gate/Approve');
    const broken = stage('Build', 'e1', {
      latest: { executionId: 'e1', status: 'Failed', type: 'STANDARD' },
      actions: [action('Lint', 'Succeeded'), action('Compile', 'Failed')],
    });
    expect(lineInQuestion(pipelineLines(view([broken], []), []))?.key).toBe('action Build/Compile');
    expect(lineInQuestion(pipelineLines(view([stage('Source', 'e1')], []), []))).toBeUndefined();
  });

  it('are none before the first answer', () => {
    expect(pipelineLines({}, [])).toEqual([]);
  });
});

describe('the title of a pipeline', () => {
  const known = { ...busyView(), summary: { type: 'V2', executionMode: 'SUPERSEDED' } } as unknown as PipelineView;
  const place = { partition: ID.partition, account: ID.account, region: ID.region };
  const titleAt = (cells: number, site: object, also?: string) => {
    const live = { site: () => ({ place, ...site }) };
    const deps = { live, readOnly: false } as unknown as Parameters<typeof pipelineTitle>[0];
    const [left, right] = pipelineTitle(deps, ID, known, theme, cells, also ? [piece(also)] : []);
    const pieces = spread(left, right, cells);
    expect(piecesWidth(pieces)).toBeLessThanOrEqual(cells);
    return pieces.map(({ text }) => text).join('');
  };
  const endpoint = { kind: 'endpoint', endpoint: 'http://pipelines.internal.example.com:4566/' };

  it('lets go of the endpoint first, then of facts, of the account, of the region, and never of the name', () => {
    const titles = [120, 78, 58, 38, 24].map((cells) => titleAt(cells, endpoint).replace(/ {2,}/g, '  '));
    expect(titles).toEqual([
      'storefront  V2 · SUPERSEDED · version 7  1234-5678-9012 · eu-west-1  ENDPOINT pipelines.internal.example.com:4566',
      'storefront  V2 · SUPERSEDED · version 7  1234-5678-9012 · eu-west-1  ENDPOINT',
      'storefront  V2  1234-5678-9012 · eu-west-1  ENDPOINT',
      'storefront  V2  eu-west-1  ENDPOINT',
      'storefront  ENDPOINT',
    ]);
  });

  it('keeps the action whose log is shown beside the name', () => {
    expect(titleAt(38, { kind: 'mock', scenario: 'demo' }, 'Build/Compile')).toMatch(
      /^storefront {2}Build\/Compile .*MOCK$/,
    );
  });
});

describe('a row of a pipeline', () => {
  it.each([60, 80, 200])('fits %i cells, times at the right edge', (cells) => {
    const rows = rowsOf(lines, cells);
    for (const row of rows) expect(width(row)).toBeLessThanOrEqual(cells - 1);
    const right = rows.filter((row) => /ago$|12m$/.test(row)).map(width);
    expect(new Set(right)).toEqual(new Set([cells - 1]));
  });

  it('says who closed a transition, when and why', () => {
    expect(rowsOf(lines, 80)[7]).toBe(' ╫  closed by role/ops 2d ago: year-end freeze');
  });

  it('says who waits to enter and who will not come', () => {
    expect(rowsOf(lines, 80)[4]).toContain('← 8c01f3e Add sitemap waits to enter Gate (e4e4e4); 1 more was superseded');
  });

  it('keeps the stage that is waited for when it is cut', () => {
    expect(rowsOf(lines, 60)[4]).toContain('← 8c01f3e Add sitemap waits to enter Gate (e4e4e4)');
    expect(rowsOf(lines, 54)[4]).toMatch(/← 8c01f3e [\w ]+… waits to enter Gate \(e4e4e4\)$/);
    expect(rowsOf(lines, 40)[4]).toMatch(/← 8c01f3e [\w ]+… waits to enter Gate$/);
  });

  it('cuts the name of a stage only where there is no room for it', () => {
    const name = 'Deploy-to-production-in-all-regions-of-Europe';
    const rows = (cells: number) => rowsOf(pipelineLines(view([stage(name, 'e1')], []), []), cells)[0];
    expect(rows(100)).toContain(name);
    expect(rows(60)).toContain('…');
  });

  it.each([52, 60, 80, 200])(
    'keeps at %i cells what it says of a stage, however long the subject of its commit is',
    (cells) => {
      const latest = { executionId: 'e1', status: 'Failed', type: 'ROLLBACK' } as const;
      const items = [execution('e1', '77b0e1d', 'A subject that has no room beside it on a narrow screen')];
      const [row] = rowsOf(pipelineLines(view([stage('Prod', 'e1', { latest })], items), []), cells);
      expect(row).toMatch(/✗ Prod {2}77b0e1d.* {2}failed {2}rollback +e1 +12m ago$/);
      expect(width(row!)).toBe(cells - 1);
    },
  );

  it('says that a stage was never entered', () => {
    const rows = rowsOf(pipelineLines(view([stage('Prod', undefined)], []), []), 80);
    expect(rows[0]).toMatch(/○ Prod +never ran/);
    expect(rows[1]).toMatch(/○ DoProd/);
  });

  it('tells how long an action ran, from its run, and how long one has been running', () => {
    const run = { actionExecutionId: 'run-Compile', startedAt: NOW - 20 * MINUTE, updatedAt: NOW - 18 * MINUTE };
    const build = stage('Build', 'e1', {
      actions: [action('Compile', 'Succeeded'), action('Test', 'InProgress', { percent: 62, since: NOW - 64_000 })],
    });
    const rows = rowsOf(pipelineLines(view([build], []), [run as ActionExecution]), 80);
    expect(rows[1]).toMatch(/Compile.* 2m00s$/);
    expect(rows[2]).toMatch(/running 62% +1m04s$/);
  });

  it('shows why an action failed in place of what it works on', () => {
    const build = stage('Build', 'e1', {
      latest: { executionId: 'e1', status: 'Failed', type: 'STANDARD' },
      actions: [action('Compile', 'Failed', { error: { code: 'JobFailed', message: 'exit status 2' } })],
    });
    expect(rowsOf(pipelineLines(view([build], []), []), 80)[1]).toMatch(/✗ Compile +exit status 2 +failed/);
  });
});

describe('the headline', () => {
  it('says what waits, since when and until when', () => {
    const definition = {
      stages: [{ name: 'Gate', actions: [{ name: 'Approve', configuration: {}, timeoutMinutes: 60 }] }],
    };
    const known = { ...busyView(), definition } as unknown as PipelineView;
    expect(headline(known, [], NOW).text).toMatch(
      /^waits for a person: Approve in Gate, since 12m; expires \w{3} \d+ Nov/,
    );
    expect(headline(busyView(), [], NOW).text).toBe('waits for a person: Approve in Gate, since 12m');
  });

  it('says what is closed when nothing else is the matter', () => {
    const closed = stage('Prod', 'e1', { transition: { enabled: false, reason: 'freeze' } });
    expect(headline(view([stage('Source', 'e1'), closed], []), [], NOW).text).toBe(
      'the transition into Prod is closed: freeze',
    );
  });

  it('2.4 says which condition failed a stage, or is checked, and by which rule', () => {
    const judged = (status: 'Failed' | 'InProgress', summary?: string) => {
      const rules = [
        { name: 'met', status: 'Succeeded' as const },
        { name: 'quiet', status, summary },
      ];
      const conditions = [{ place: 'onSuccess' as const, status, since: NOW - 3 * MINUTE, rules }];
      return view([stage('Prod', 'e1', { latest: { executionId: 'e1', status, type: 'STANDARD' }, conditions })], []);
    };
    expect(headline(judged('Failed', '5xx is in ALARM'), [], NOW).text).toBe(
      'failed: the condition on success of Prod, 3m ago: quiet: 5xx is in ALARM',
    );
    expect(headline(judged('InProgress'), [], NOW).text).toBe(
      'checks the condition on success of Prod, since 3m: quiet',
    );
    const [line] = pipelineLines(judged('Failed', '5xx is in ALARM'), []);
    expect(textOf(line!, judged('Failed'))).toContain('The condition on success: failed: quiet: 5xx is in ALARM');
  });

  it('says that all is well, or that it never ran', () => {
    const items = [execution('e1', '77b0e1d', 'Blue')];
    expect(headline(view([stage('Source', 'e1')], items), [], NOW).text).toBe('all is well, since 5m');
    expect(headline(view([stage('Source', undefined)], []), [], NOW).text).toBe('never ran');
  });
});

describe('an explanation', () => {
  it('tells of a closed transition who closed it, and who waits before it', () => {
    const text = textOf(lines[7]!);
    expect(text).toContain('It is closed by role/ops 2d ago: year-end freeze.');
    expect(text).toContain('Nothing waits in front of it.');
  });

  it('tells of who waits to enter what holds the stage, and whom it overtook', () => {
    const text = textOf(lines[4]!);
    expect(text).toContain('Gate still holds execution e1e1e1.');
    expect(text).toContain('It overtook 1, which will not come:');
    expect(text).toContain('3333333 Overtaken');
  });

  it('2.7 tells of a rollback what it brought back, and which failure began it', () => {
    const latest = { executionId: 'e2', status: 'InProgress', type: 'ROLLBACK' } as const;
    const detail = JSON.stringify({ FailedPipelineExecutionId: '1a2b3c4d-573f-4ea7-a67e-0123456789ab' });
    const items = [execution('e2', '77b0e1d', 'Blue', { trigger: { type: 'AutomatedRollback', detail } })];
    const rolledBack = view([stage('Prod', 'e2', { latest })], items);
    const text = textOf(pipelineLines(rolledBack, [])[0]!, rolledBack);
    expect(text).toMatch(/Status +InProgress, a rollback\n.*77b0e1d Blue\n/);
    expect(text).toMatch(/By +AutomatedRollback of 1a2b3c\n/);
  });

  it('tells of an approval how long it has been waiting', () => {
    expect(textOf(lines[6]!)).toContain('Waits for a person since 12m');
  });

  it('tells of an approval what it is about, in words for people', () => {
    const run = { actionExecutionId: 'run-Approve', startedAt: NOW - 12 * MINUTE } as ActionExecution;
    const line = pipelineLines(busyView(), [run])[6]!;
    expect(textOf(line)).toMatch(/Commit +77b0e1d Blue header\nExecution +e1e1e1\n/);
    expect(textOf(line)).toMatch(/Status +waiting/);
    expect(textOf(line)).not.toMatch(/InProgress|Run/);
  });
});

describe('what an action works on', () => {
  const declared = (provider: string, configuration: Record<string, string>) =>
    actionSummary({ name: 'A', category: 'Build', owner: 'AWS', provider, runOrder: 1, configuration });

  it('is told by the values that matter to its provider', () => {
    expect(declared('CodeBuild', { EnvironmentVariables: '[]', ProjectName: 'web-build' })).toBe('CodeBuild web-build');
    expect(declared('CodeStarSourceConnection', { BranchName: 'main', FullRepositoryId: 'acme/web' })).toBe(
      'Connection acme/web main',
    );
    expect(declared('Manual', { CustomData: 'Look first' })).toBe('Manual');
    expect(actionSummary(undefined)).toBe('');
  });
});
