import { Box } from 'ink';
import { render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Shared } from '../../src/console/console-context.ts';
import { MenuView } from '../../src/console/overlay/menu-view.tsx';
import { PlanView } from '../../src/console/overlay/plan-view.tsx';
import { sharedContext } from '../../src/console/shared-context.ts';
import { Activity } from '../../src/console/state/activity.ts';
import { openDialog } from '../../src/console/state/plan-dialog-state.ts';
import { inPipeline } from '../../src/domain/subject.ts';
import { readPipelineView } from '../../src/live/pipeline-views.ts';
import { offers } from '../../src/operations/offers.ts';
import type { Plan } from '../../src/operations/plan.ts';
import { width } from '../../src/text/width.ts';
import { gatedPipeline, Rig } from '../support/rig.ts';

const SIZE = { columns: 80, rows: 24 };

const PLAN: Plan = {
  operation: 'approve',
  title: 'Approve Gate/Approve in storefront',
  subjects: [inPipeline({ partition: 'aws', account: '123456789012', region: 'eu-west-1', name: 'storefront' })],
  facts: [
    { label: 'Commit', text: '77b0e1d Blue header' },
    { label: 'Then', text: `it waits before Prod, ${'which is closed, '.repeat(8)}and so on` },
  ],
  confirm: 'Approve 77b0e1d',
  dangerous: false,
  text: { label: 'Comment', max: 512, required: false, check: () => undefined },
  command: () => 'signalbox approve storefront',
  awsCommand: () => 'aws codepipeline put-approval-result',
  run: () => Promise.reject(new Error('nothing is sent by drawing')),
};

describe('what lies over a screen', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.open();
  });

  function draw(overlay: ReactNode): string[] {
    const { live, operations } = rig;
    const terminal = { quit: () => undefined, repaint: () => undefined };
    const deps = {
      live,
      operations,
      readOnly: false,
      takeWarnings: () => [],
      ascii: false,
      color: false,
      unlockMinutes: 15,
    };
    const shared = sharedContext(deps, new Activity(() => undefined), terminal);
    const { lastFrame, unmount } = render(
      <Shared value={shared}>
        <Box {...{ width: SIZE.columns, height: SIZE.rows }}>{overlay}</Box>
      </Shared>,
    );
    const frame = lastFrame() ?? '';
    unmount();
    return frame.split('\n').filter((line) => line.trim() !== '');
  }

  it('a plan stands in a closed box, its facts wrapped beside their labels, with the focus on Cancel', () => {
    const lines = draw(
      <PlanView dialog={openDialog(PLAN, { again: () => Promise.resolve(PLAN), openedAt: 0 })} size={SIZE} />,
    );
    expect(lines[0]).toMatch(/^┌ Approve Gate\/Approve in storefront ─+┐$/);
    expect(lines.at(-1)).toMatch(/^└─+┘$/);
    expect(new Set(lines.map((line) => width(line.trimEnd())))).toEqual(new Set([80]));
    expect(lines.filter((line) => line.includes('which is closed')).length).toBeGreaterThan(1);
    expect(lines.at(-2)).toMatch(/› Cancel +y {2}Approve 77b0e1d │$/);
    expect(lines.join('\n')).toContain('0 / 512');
  });

  it('a menu shows what cannot be done, and why', async () => {
    rig.aws('CreatePipeline', gatedPipeline('web'));
    rig.elapse(5);
    const view = await rig.finish(readPipelineView(rig.live, rig.id('web')));
    const menu = {
      name: 'menu',
      title: 'web  Gate',
      pipeline: rig.id('web'),
      offers: offers(view, { stage: 'Gate' }),
      selected: 0,
    } as const;
    const text = draw(<MenuView menu={menu} size={SIZE} />).join('\n');
    expect(text).toMatch(/│ › Approve +Gate\/Approve/);
    expect(text).toMatch(/Retry failed actions +nothing has failed in Gate/);
  });
});
