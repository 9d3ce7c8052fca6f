import { useEffect, useRef, useState } from 'react';
import type { Fault } from '../../domain/fault.ts';
import type { Place } from '../../domain/identity.ts';
import type { LogStreamRef } from '../../domain/pipeline.ts';
import { followLog, type LogFollower } from '../../live/log-follower.ts';
import { useConsole } from '../console-context.ts';
import type { LogText } from './log-window.ts';

const SAMPLE_MS = 100;

export interface LogTail extends LogText {
  readonly error?: Fault;
  /** Everything written so far is there. */
  readonly caughtUp: boolean;
}

const NOTHING: LogTail = { lines: [], dropped: 0, caughtUp: false };

/** Follows a log, looking at what came ten times a second at most, however fast it is written. */
export function useLogTail(place: Place, ref: LogStreamRef | undefined): LogTail {
  const { activity, deps } = useConsole();
  const { live } = deps;
  const [tail, setTail] = useState(NOTHING);
  const region = useRef(place);
  region.current = place;
  useEffect(() => {
    setTail(NOTHING);
    if (!ref) return;
    let cancel: (() => void) | undefined;
    let release: (() => void) | undefined;
    let follower: LogFollower | undefined;
    const sample = () => {
      cancel = undefined;
      if (follower) setTail(sampled(follower));
      release?.();
      release = undefined;
    };
    const onChange = () => {
      release ??= activity.hold();
      cancel ??= live.after(SAMPLE_MS, sample);
    };
    follower = followLog(live, region.current, ref, { onChange });
    sample();
    return () => {
      cancel?.();
      release?.();
      follower?.close();
    };
  }, [live, activity, ref]);
  return tail;
}

function sampled({ lines, dropped, error, caughtUp }: LogFollower): LogTail {
  return { lines, dropped, error, caughtUp };
}
