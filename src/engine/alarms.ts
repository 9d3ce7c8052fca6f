export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Alarm {
  readonly name: string;
  readonly state: AlarmState;
}

/** The CloudWatch alarms that exist (engine-control: alarms). Every account and region sees the same ones [D]. */
export class Alarms {
  #alarms: readonly Alarm[] = [];

  replace(alarms: readonly Alarm[]): void {
    this.#alarms = alarms;
  }

  /** Sets the state of one alarm, which is made where there is none. */
  set(alarm: Alarm): void {
    this.#alarms = [...this.#alarms.filter(({ name }) => name !== alarm.name), alarm];
  }

  list(): readonly Alarm[] {
    return this.#alarms;
  }

  /** Undefined: there is no alarm of that name. */
  stateOf(name: string): AlarmState | undefined {
    return this.#alarms.find((alarm) => alarm.name === name)?.state;
  }
}
