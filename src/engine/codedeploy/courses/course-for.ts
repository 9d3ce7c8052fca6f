import type { DeploymentKind } from '../deployments/deployment.ts';
import type { DeploymentRun } from '../deployments/deployment-run.ts';
import { runBlueGreen } from './blue-green.ts';
import { runBlueGreenRollback } from './blue-green-rollback.ts';
import { runEcs } from './ecs.ts';
import { runInPlace } from './in-place.ts';
import { runLambda } from './lambda.ts';

/** What each kind of deployment does from its beginning to its end. */
export const COURSES: Readonly<Record<DeploymentKind, (run: DeploymentRun) => void>> = {
  inPlace: runInPlace,
  blueGreen: runBlueGreen,
  blueGreenRollback: runBlueGreenRollback,
  lambda: runLambda,
  ecs: runEcs,
};
