import { alarmState } from '../alarm-form.ts';
import { behaviorRule } from '../behavior-rule.ts';
import { CHANGE } from '../change-form.ts';
import { anObject, type Check, flag, list, Mistake, name, object, type Path, record, text } from '../checks.ts';
import type { Step, TimedStep } from './model.ts';
import { parseOffset } from './time.ts';

const by = { by: text };
const times = { at: text, every: text };

/** A place as `form` writes it: its parts with slashes between. */
function placeOf(form: string): Check<string> {
  const parts = form.split('/').length;
  return (value, path) => {
    if (!new RegExp(`^[^/]+(/[^/]+){${parts - 1}}$`).test(text(value, path)))
      throw new Mistake(path, `expected ${form}`);
    return value as string;
  };
}

const stagePlace = placeOf('PIPELINE/STAGE');
const actionPlace = placeOf('PIPELINE/STAGE/ACTION');
const groupPlace = placeOf('APPLICATION/GROUP');

const oneOrMore: Check<string[]> = (value, path) => {
  const names = typeof value === 'string' ? [value] : list(text)(value, path);
  if (names.length === 0) throw new Mistake(path, 'expected at least one pipeline');
  return names;
};

/** Characters that AWS takes in the reason of a disabled transition (spec 2.5). */
const transitionReason: Check<string> = (value, path) => {
  if (!/^[a-zA-Z0-9!@ ().*?-]{1,300}$/.test(text(value, path))) {
    throw new Mistake(path, 'expected 1 to 300 letters, digits, spaces and !@().*?- (AWS takes no others)');
  }
  return value as string;
};

/** What each verb takes beside its times, and the step it makes. */
const VERBS: Readonly<Record<Step['verb'], (value: unknown, path: Path) => Step>> = {
  push: (value, path) => {
    const members = { action: text, commit: text, author: text, id: text, url: text, ...CHANGE };
    const given = object({ push: oneOrMore }, { ...times, ...members })(value, path);
    const { push: pipelines, action, commit, author, id, url, branch, tag, files, pullRequest } = given;
    return { verb: 'push', pipelines, action, commit, author, id, url, branch, tag, files, pullRequest };
  },
  start: (value, path) => {
    const given = object({ start: text, ...by }, { variables: record(text), ...times })(value, path);
    return { verb: 'start', pipeline: given.start, by: given.by, variables: given.variables };
  },
  approve: (value, path) => {
    const given = object({ approve: actionPlace, ...by }, { summary: text, ...times })(value, path);
    return { verb: 'approve', place: given.approve, by: given.by, summary: given.summary };
  },
  reject: (value, path) => {
    const given = object({ reject: actionPlace, ...by }, { summary: text, ...times })(value, path);
    return { verb: 'reject', place: given.reject, by: given.by, summary: given.summary };
  },
  disable: (value, path) => {
    const given = object({ disable: stagePlace, ...by, reason: transitionReason }, times)(value, path);
    return { verb: 'disable', place: given.disable, by: given.by, reason: given.reason };
  },
  enable: (value, path) => {
    const given = object({ enable: stagePlace, ...by }, times)(value, path);
    return { verb: 'enable', place: given.enable, by: given.by };
  },
  retry: (value, path) => {
    const given = object({ retry: stagePlace, ...by }, { allActions: flag, ...times })(value, path);
    return { verb: 'retry', place: given.retry, by: given.by, allActions: given.allActions };
  },
  rollBack: (value, path) => {
    const given = object({ rollBack: stagePlace, ...by }, times)(value, path);
    return { verb: 'rollBack', place: given.rollBack, by: given.by };
  },
  override: (value, path) => {
    const given = object({ override: stagePlace, ...by }, times)(value, path);
    return { verb: 'override', place: given.override, by: given.by };
  },
  stop: (value, path) => {
    const given = object({ stop: text, ...by }, { reason: text, abandon: flag, ...times })(value, path);
    return { verb: 'stop', pipeline: given.stop, by: given.by, reason: given.reason, abandon: given.abandon };
  },
  deploy: (value, path) => {
    const required = { deploy: groupPlace, ...by, revision: anObject };
    const { deploy, by: who, revision, settings } = object(required, { settings: anObject, ...times })(value, path);
    return { verb: 'deploy', place: deploy, by: who, revision, settings };
  },
  continueDeployment: (value, path) => {
    const given = object({ continueDeployment: groupPlace, ...by }, times)(value, path);
    return { verb: 'continueDeployment', place: given.continueDeployment, by: given.by };
  },
  stopDeployment: (value, path) => {
    const given = object({ stopDeployment: groupPlace, ...by }, { autoRollback: flag, ...times })(value, path);
    const { stopDeployment: place, by: who, autoRollback } = given;
    return { verb: 'stopDeployment', place, by: who, autoRollback };
  },
  register: (value, path) => {
    const given = object({ register: name, ...by }, { tags: record(text), ...times })(value, path);
    return { verb: 'register', instance: given.register, by: given.by, tags: given.tags ?? {} };
  },
  deregister: (value, path) => {
    const given = object({ deregister: name, ...by }, times)(value, path);
    return { verb: 'deregister', instance: given.deregister, by: given.by };
  },
  alarm: (value, path) => {
    const given = object({ alarm: name, state: alarmState }, times)(value, path);
    return { verb: 'alarm', alarm: { name: given.alarm, state: given.state } };
  },
  behave: (value, path) => {
    const given = object({ behave: list(behaviorRule) }, times)(value, path);
    return { verb: 'behave', rules: given.behave };
  },
};

/** A step of the past (`at` before now) or of the future (`at`, `every` or both from now). */
export function timedStep(when: 'past' | 'future', lineOf: (path: Path) => number): Check<TimedStep> {
  return (value, path) => {
    const given = anObject(value, path);
    const verbs = Object.keys(VERBS).filter((verb) => Object.hasOwn(given, verb));
    if (verbs.length !== 1) {
      const count = verbs.length === 0 ? 'none of them' : verbs.join(' and ');
      throw new Mistake(path, `expected one of ${Object.keys(VERBS).join(', ')}; found ${count}`);
    }
    const step = VERBS[verbs[0] as Step['verb']](value, path);
    return { ...timesOf(when, given, path), line: lineOf(path), step };
  };
}

function timesOf(when: 'past' | 'future', given: Record<string, unknown>, path: Path): { at: number; every?: number } {
  const at = given.at === undefined ? undefined : offset(given.at, [...path, 'at']);
  const every = given.every === undefined ? undefined : offset(given.every, [...path, 'every']);
  if (when === 'past') {
    if (every !== undefined) throw new Mistake([...path, 'every'], 'only steps of the future repeat');
    if (at === undefined || at >= 0) throw new Mistake([...path, 'at'], 'expected a time before now, such as -2h30m');
    return { at };
  }
  const first = at ?? every;
  if (first === undefined || first < 0) throw new Mistake([...path, 'at'], 'expected a time from now on, such as 40s');
  if (every !== undefined && every < 1000) throw new Mistake([...path, 'every'], 'expected at least 1s');
  return every === undefined ? { at: first } : { at: first, every };
}

function offset(value: unknown, path: Path): number {
  const milliseconds = typeof value === 'string' ? parseOffset(value) : undefined;
  if (milliseconds === undefined) throw new Mistake(path, 'expected a time such as -3d, -2h30m or 90s');
  return milliseconds;
}

/** Milliseconds before now, as `created: -14d` says it. */
export const timeBefore: Check<number> = (value, path) => {
  const milliseconds = offset(value, path);
  if (milliseconds >= 0) throw new Mistake(path, 'expected a time before now, such as -14d');
  return milliseconds;
};
