import { Box, render, Text, useApp, useInput, useWindowSize } from 'ink';
import { cannedCall } from './canned-call.ts';

function Hello({ names }: { names: readonly string[] }) {
  const { columns, rows } = useWindowSize();
  const { exit } = useApp();
  useInput((input) => {
    if (input === 'q') exit();
  });
  return (
    <Box width={columns} height={rows} flexDirection="column" overflow="hidden">
      {names.map((name) => (
        <Text key={name} wrap="truncate">{`● ${name}`}</Text>
      ))}
    </Box>
  );
}

cannedCall().then((names) =>
  render(<Hello names={names} />, {
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 60,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
  }),
);
