import { Box, render, Text, useInput, useWindowSize } from 'ink';
import { cannedCall } from './canned-call.ts';

function Hello({ names }: { names: readonly string[] }) {
  const { columns, rows } = useWindowSize();
  useInput(() => {});
  return (
    <Box width={columns} height={rows} flexDirection="column" overflow="hidden">
      {names.map((name) => (
        <Text key={name} wrap="truncate">{`● ${name}`}</Text>
      ))}
    </Box>
  );
}

render(<Hello names={await cannedCall()} />, { alternateScreen: true, incrementalRendering: true, maxFps: 60, interactive: true });
