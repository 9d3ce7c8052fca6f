import type { Fleet, Instance } from '../../fleet.ts';

/** What the configuration of an EC2 deploy action comes to. */
export interface Ec2Plan {
  readonly instances: readonly Instance[];
  readonly instanceType: string;
  /** What is done on each machine, in order. */
  readonly eventNames: readonly string[];
  readonly atOnce: number;
  readonly errorsAllowed: number;
}

type Configuration = Readonly<Record<string, string>>;

const INSTANCE_TYPES = ['EC2', 'SSM_MANAGED_NODE'];
const MOST_INSTANCES = 500;

/** The defaults of Systems Manager, which carries the deployment out [R]. */
const AT_ONCE = '50';
const ERRORS_ALLOWED = '0';

/** Reads the configuration when the action starts; the texts of its problems are [D]. */
export function readPlan(configuration: Configuration, fleet: Fleet): Ec2Plan | { readonly problem: string } {
  const { InstanceTagKey: key = '', InstanceTagValue: value, InstanceType: instanceType = '' } = configuration;
  if (!INSTANCE_TYPES.includes(instanceType)) {
    return { problem: `InstanceType must be ${INSTANCE_TYPES.join(' or ')}, not '${instanceType}'` };
  }
  // A machine outside of EC2 is one that Systems Manager manages.
  const instances = fleet.tagged(key, value).filter(({ onPremises }) => instanceType !== 'EC2' || !onPremises);
  if (instances.length === 0) {
    return { problem: `No instances were found with the tag ${value === undefined ? key : `${key}=${value}`}` };
  }
  if (instances.length > MOST_INSTANCES) {
    return { problem: `The tag ${key} is on ${instances.length} instances; at most ${MOST_INSTANCES} are supported` };
  }
  const atOnce = countOf(configuration.MaxBatch ?? AT_ONCE, instances.length);
  const errorsAllowed = countOf(configuration.MaxError ?? ERRORS_ALLOWED, instances.length);
  if (atOnce === undefined || errorsAllowed === undefined) {
    return { problem: 'MaxBatch and MaxError must be a number such as 2, or a share such as 50%' };
  }
  return { instances, instanceType, eventNames: eventNames(configuration), atOnce: Math.max(1, atOnce), errorsAllowed };
}

/** A number, or a share of all. */
function countOf(text: string, all: number): number | undefined {
  const [, digits, percent] = /^(\d{1,9})(%?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return percent ? Math.floor((all * Number(digits)) / 100) : Number(digits);
}

/** The events of a deploy spec, those of its scripts where they are named; the others are [D]. */
function eventNames({ DeploySpec, PreScript, PostScript, TargetGroupNameList }: Configuration): string[] {
  return [
    ...(TargetGroupNameList ? ['DeregisterTarget'] : []),
    ...(DeploySpec || PreScript ? ['BeforeDeploy'] : []),
    'Deploy',
    ...(DeploySpec || PostScript ? ['AfterDeploy'] : []),
    ...(TargetGroupNameList ? ['RegisterTarget'] : []),
  ];
}
