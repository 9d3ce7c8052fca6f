import { wrap } from '../../text/cut.ts';
import { MARKS } from '../../text/glyphs.ts';
import { useConsole } from '../console-context.ts';
import type { Size } from '../frame/frame.tsx';
import { filledLine, piece } from '../line.ts';
import type { Toast } from '../state/ui-state.ts';
import { Layer } from './layer.tsx';

const MOST_LINES = 4;

/** What became of the last thing that was done, from the second line of the header down: the keys stay in sight. */
export function ToastView({ toast, size }: { toast: Toast; size: Size }) {
  const { theme } = useConsole();
  const mark = toast.tone === 'failed' ? MARKS.failed : MARKS.ok;
  const texts = wrap(theme.say(toast.text), size.columns - 5).slice(0, MOST_LINES);
  const lines = texts.map((text, index) =>
    filledLine(
      [
        piece(' '),
        piece(index === 0 ? theme.glyph(mark) : ' ', toast.tone === 'failed' ? 'failed' : 'accent'),
        piece(' '),
        piece(text, toast.tone === 'failed' ? 'failed' : 'accent'),
      ],
      size.columns,
      theme,
    ),
  );
  return <Layer lines={lines} top={1} left={0} cells={size.columns} />;
}
