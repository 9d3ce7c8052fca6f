import { spawn } from 'node:child_process';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import type { Environment } from '../e2e/driver/environment.ts';

const GIVE_UP_MS = 20_000;

/** Milliseconds from starting a script to its end. Rejects unless it succeeds. */
export function timeToEnd(environment: Environment, args: readonly string[]): Promise<number> {
  return timeToEndOf(process.execPath, environment, args);
}

/** The same of any program; one that may fail is measured all the same. */
export function timeToEndOf(
  program: string,
  environment: Environment,
  args: readonly string[],
  { mayFail = false } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, {
      cwd: environment.home,
      env: environment.variables,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (text) => {
      errors += text;
    });
    child.on('close', (code) => {
      if (code === 0 || mayFail) resolve(performance.now() - started);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors}`));
    });
  });
}

/** Milliseconds from starting a script to its first line. It is then asked to end, so that it can keep its compiled code. */
export function timeToLine(environment: Environment, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, {
      cwd: environment.home,
      env: environment.variables,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let line: number | undefined;
    child.stdout.once('data', () => {
      line = performance.now() - started;
      child.kill('SIGTERM');
    });
    child.on('close', (code) => {
      if (line !== undefined && code === 0) resolve(line);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Milliseconds from starting a script in a terminal to `text` being written. It is then asked to quit, so that it can keep its compiled code. */
export function timeToFrame(environment: Environment, args: readonly string[], text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const terminal = spawnInTerminal(process.execPath, [...args], {
      cols: 120,
      rows: 40,
      cwd: environment.home,
      env: environment.variables,
    });
    let output = '';
    let frame: number | undefined;
    const giveUp = setTimeout(() => terminal.kill('SIGKILL'), GIVE_UP_MS);
    terminal.onData((chunk) => {
      output += chunk;
      if (frame !== undefined || !output.includes(text)) return;
      frame = performance.now() - started;
      terminal.write('q');
    });
    terminal.onExit(({ exitCode, signal }) => {
      clearTimeout(giveUp);
      if (frame !== undefined && exitCode === 0 && !signal) resolve(frame);
      else reject(new Error(`${args.join(' ')} ended with ${exitCode} (signal ${signal}):\n${output}`));
    });
  });
}
