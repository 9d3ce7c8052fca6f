import { execFile, spawnSync } from 'node:child_process';
import type { CommandResult } from './command.ts';
import { Environment, type Variables } from './environment.ts';

/** All that a tool of AWS is told of the engine: where it is, credentials that mean nothing, a region. */
export function toolVariables(endpoint: string): Variables {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'alice',
    AWS_SECRET_ACCESS_KEY: 'mock',
    // The CLI and boto3 read the second of these only.
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    // What the CLI prints into a pipe would come when its buffer is full.
    PYTHONUNBUFFERED: '1',
  };
}

/** A command of `aws`. Releases before 2.13 heed no variable for the endpoint: the flag is for them. */
export function runAws(endpoint: string, args: readonly string[]): Promise<CommandResult> {
  return runTool(endpoint, 'aws', [...args, '--endpoint-url', endpoint]);
}

/** Whether a program that is no part of the project is on this machine, and runs. */
export function runs(executable: string, args: readonly string[]): boolean {
  return spawnSync(executable, args).status === 0;
}

/** Runs a tool of AWS to its end, as a user whose home is empty and whose environment names the engine. */
export async function runTool(endpoint: string, executable: string, args: readonly string[]): Promise<CommandResult> {
  const environment = new Environment(toolVariables(endpoint));
  const { home: cwd, variables: env } = environment;
  try {
    return await new Promise((resolve) => {
      const child = execFile(executable, args, { cwd, env }, (_, stdout, stderr) => {
        resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr });
      });
    });
  } finally {
    environment.dispose();
  }
}
