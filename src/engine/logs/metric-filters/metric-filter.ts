import { AwsError } from '../../aws-error.ts';
import { invalidParameter } from '../errors.ts';
import { parseFilterPattern } from '../filter-pattern/filter-pattern.ts';
import type { LogGroup } from '../groups/log-group.ts';

export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly unit?: string;
}

export interface MetricFilter {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly metricTransformations: readonly MetricTransformation[];
  readonly applyOnTransformedLogs?: boolean;
  readonly fieldSelectionCriteria?: string;
  readonly emitSystemFieldDimensions?: readonly string[];
  readonly logGroupName: string;
  /** Epoch milliseconds. */
  readonly creationTime: number;
}

const MOST_OF_GROUP = 100;
const MOST_WITH_REGEX = 5;
const MOST_DIMENSIONS = 3;

/** Puts a metric filter in the place of the one of its name [M]. Throws what PutMetricFilter does (spec 7.3). */
export function putMetricFilter(group: LogGroup, filter: MetricFilter): void {
  group.checkStandard('PutMetricFilter', 'InvalidOperationException');
  const { hasRegex } = parseFilterPattern(filter.filterPattern);
  filter.metricTransformations.forEach(checkTransformation);
  const others = [...group.metricFilters.values()].filter(({ filterName }) => filterName !== filter.filterName);
  if (others.length >= MOST_OF_GROUP) throw tooMany(`${MOST_OF_GROUP} metric filters`);
  const withRegex = others.filter(({ filterPattern }) => parseFilterPattern(filterPattern).hasRegex).length;
  if (hasRegex && withRegex >= MOST_WITH_REGEX) throw tooMany(`${MOST_WITH_REGEX} patterns with regular expressions`);
  group.metricFilters.set(filter.filterName, filter);
}

function checkTransformation({ dimensions, defaultValue }: MetricTransformation): void {
  if (!dimensions) return;
  if (Object.keys(dimensions).length > MOST_DIMENSIONS) {
    throw invalidParameter(`A metric can have at most ${MOST_DIMENSIONS} dimensions.`); // [D]
  }
  if (defaultValue !== undefined) throw invalidParameter('A metric with dimensions has no default value.'); // [R]
}

function tooMany(what: string): AwsError {
  return new AwsError('LimitExceededException', `A log group can have at most ${what}.`); // [D]
}
