import { Box, useInput, usePaste, useWindowSize } from 'ink';
import { useSyncExternalStore } from 'react';
import { pipelineKey } from '../domain/identity.ts';
import { wrap } from '../text/cut.ts';
import { ApprovalsScreen } from './approvals/approvals-screen.tsx';
import { handlePaste, handlePress } from './commands/input.ts';
import { useConsole } from './console-context.ts';
import { DetailsScreen } from './details/details-screen.tsx';
import { FleetScreen } from './fleet/fleet-screen.tsx';
import { Row, type Size } from './frame/frame.tsx';
import { pressesOf } from './keys.ts';
import { LogScreen } from './log/log-screen.tsx';
import { Overlays } from './overlay/overlays.tsx';
import { PipelineScreen } from './pipeline/pipeline-screen.tsx';
import { topScreen, type UiState } from './state/ui-state.ts';

const SMALLEST: Size = { columns: 40, rows: 10 };

/** The whole console: the screen on top of the stack, what lies over it, and the one place where keys come in. */
export function App() {
  const shared = useConsole();
  const state = useSyncExternalStore(shared.ui.subscribe, shared.ui.get);
  const size = useWindowSize();
  useInput((input, key) => {
    for (const press of pressesOf(input, key)) shared.presses.push((alone) => handlePress(shared, press, alone));
  });
  usePaste((text) => shared.presses.push(() => handlePaste(shared, text)));
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) return <TooSmall size={size} />;
  return <Top state={state} size={size} />;
}

function Top({ state, size }: { state: UiState; size: Size }) {
  const screen = topScreen(state);
  const over = <Overlays state={state} size={size} />;
  switch (screen.name) {
    case 'fleet':
      return (
        <FleetScreen screen={screen} size={size}>
          {over}
        </FleetScreen>
      );
    case 'approvals':
      return (
        <ApprovalsScreen screen={screen} size={size}>
          {over}
        </ApprovalsScreen>
      );
    case 'pipeline':
      return (
        <PipelineScreen key={pipelineKey(screen.id)} screen={screen} size={size}>
          {over}
        </PipelineScreen>
      );
    case 'details':
      return (
        <DetailsScreen screen={screen} size={size}>
          {over}
        </DetailsScreen>
      );
    case 'log':
      return (
        <LogScreen screen={screen} size={size}>
          {over}
        </LogScreen>
      );
  }
}

function TooSmall({ size }: { size: Size }) {
  const { theme } = useConsole();
  const text = `terminal too small: ${SMALLEST.columns}×${SMALLEST.rows} needed, ${size.columns}×${size.rows} here`;
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column" overflow="hidden">
      {wrap(theme.say(text), size.columns).map((part) => (
        <Row key={part} text={part} />
      ))}
    </Box>
  );
}
