/** How traffic moves to the new version (spec 3.2); intervals in minutes. */
export interface TrafficRoutingConfig {
  readonly type: 'TimeBasedCanary' | 'TimeBasedLinear' | 'AllAtOnce';
  readonly timeBasedCanary?: { readonly canaryPercentage?: number; readonly canaryInterval?: number };
  readonly timeBasedLinear?: { readonly linearPercentage?: number; readonly linearInterval?: number };
}

/** So many milliseconds after the shift began the new version gets so many percent. */
export interface TrafficStep {
  readonly after: number;
  readonly percent: number;
}

const MINUTE = 60_000;

/** The steps of a shift, the last of which is 100 percent (spec 3.10). */
export function trafficSteps({ type, timeBasedCanary, timeBasedLinear }: TrafficRoutingConfig): readonly TrafficStep[] {
  switch (type) {
    case 'AllAtOnce':
      return [{ after: 0, percent: 100 }];
    case 'TimeBasedCanary': {
      const { canaryPercentage: percent = 100, canaryInterval: minutes = 0 } = timeBasedCanary ?? {};
      return [
        { after: 0, percent },
        { after: minutes * MINUTE, percent: 100 },
      ];
    }
    case 'TimeBasedLinear': {
      const { linearPercentage: percent = 100, linearInterval: minutes = 0 } = timeBasedLinear ?? {};
      return Array.from({ length: Math.ceil(100 / percent) }, (_, step) => ({
        after: step * minutes * MINUTE,
        percent: Math.min(100, (step + 1) * percent),
      }));
    }
  }
}
