import type { Operation } from '../../world.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { parseFilterPattern } from '../filter-pattern/filter-pattern.ts';
import type { LogsContext } from '../logs-context.ts';
import { type PageRequest, pageOf } from '../paging.ts';
import { type MetricFilter, putMetricFilter } from './metric-filter.ts';

interface DescribeMetricFiltersInput extends PageRequest {
  readonly logGroupName?: string;
  readonly filterNamePrefix?: string;
  readonly metricName?: string;
  readonly metricNamespace?: string;
}

/** The operations on metric filters (spec 5.4, 7.3). The metrics themselves are nobody's here: CloudWatch is not served. */
export function metricFilterOperations({ world: { clock }, groups }: LogsContext): Record<string, Operation> {
  return {
    PutMetricFilter: (input) => {
      putMetricFilter(groups.require(input.logGroupName), { ...input, creationTime: clock.now() });
      return undefined;
    },
    DeleteMetricFilter: ({ logGroupName, filterName }) => {
      if (!groups.require(logGroupName).metricFilters.delete(filterName)) throw notFound('metric filter');
      return undefined;
    },
    DescribeMetricFilters: (input: DescribeMetricFiltersInput) => {
      const { logGroupName, metricName, metricNamespace } = input;
      if ((metricName === undefined) !== (metricNamespace === undefined)) {
        throw invalidParameter('metricName and metricNamespace must be specified together.');
      }
      // Without a group the prefix is not used [M].
      const prefix = logGroupName === undefined ? '' : (input.filterNamePrefix ?? '');
      const chosen = logGroupName === undefined ? groups.sorted() : [groups.require(logGroupName)];
      const items = chosen
        .flatMap(({ metricFilters }) => [...metricFilters.values()])
        .filter(({ filterName }) => filterName.startsWith(prefix))
        .filter((filter) => metricName === undefined || isOfMetric(filter, metricName, metricNamespace))
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      const boundTo = ['DescribeMetricFilters', logGroupName, prefix, metricName, metricNamespace];
      const { page, nextToken } = pageOf({ items, keyOf, boundTo, now: clock.now() }, input);
      return { metricFilters: page, nextToken };
    },
    TestMetricFilter: ({ filterPattern, logEventMessages }) => {
      const pattern = parseFilterPattern(filterPattern);
      const matches = (logEventMessages as string[]).flatMap((eventMessage, i) => {
        if (!pattern.test(eventMessage)) return [];
        return [{ eventNumber: i + 1, eventMessage, extractedValues: pattern.valuesIn(eventMessage) }];
      });
      return { matches };
    },
  };
}

/** Filters are sorted by their names [M]; a space is in no name of a group. */
function keyOf({ filterName, logGroupName }: MetricFilter): string {
  return `${filterName} ${logGroupName}`;
}

function isOfMetric({ metricTransformations }: MetricFilter, name: string, namespace: string | undefined): boolean {
  return metricTransformations.some((one) => one.metricName === name && one.metricNamespace === namespace);
}
