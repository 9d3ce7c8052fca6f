import type { Fault } from '../../domain/fault.ts';
import { type PipelineId, pipelineKey } from '../../domain/identity.ts';
import type { PipelineView } from '../../domain/pipeline-view.ts';
import type { Live } from '../../live/live.ts';
import type { Priority } from '../../live/need.ts';
import { pipelineState, pipelines } from '../../live/needs.ts';
import { pipelineView, watchPipelineView } from '../../live/pipeline-views.ts';
import type { Site } from '../../live/site.ts';

export interface FleetMember {
  readonly key: string;
  readonly id: PipelineId;
  readonly view: PipelineView;
  /** Why its state is not known, or not renewed. */
  readonly fault?: Fault;
}

export interface Fleet {
  readonly members: readonly FleetMember[];
  /** Places that have not answered yet, or refused to. */
  readonly asking: readonly Site[];
  readonly refused: readonly { readonly site: Site; readonly fault: Fault }[];
  /** Everything was answered at least once. */
  readonly complete: boolean;
}

interface Watch {
  readonly priority: Priority;
  /** Local monotonic milliseconds. */
  readonly since: number;
  readonly stop: () => void;
}

/** Watches all pipelines of all places: those on the screen more closely than the others. */
export class FleetFeed {
  readonly #live: Live;
  readonly #listeners = new Set<() => void>();
  readonly #watches = new Map<string, Watch>();
  #members = new Map<string, FleetMember>();
  /** Absent until a screen says it: then whatever there is may be on it. */
  #visible: ReadonlySet<string> | undefined;
  #fleet: Fleet | undefined;
  #stopLists: (() => void) | undefined;
  #queued = false;

  constructor(live: Live) {
    this.#live = live;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  /** The same object until something in it changed. */
  readonly get = (): Fleet => {
    this.#fleet ??= this.#read();
    return this.#fleet;
  };

  /** Which rows are on the screen now. */
  show(keys: ReadonlySet<string>): void {
    const before = this.#visible;
    if (keys.size === before?.size && [...keys].every((key) => before.has(key))) return;
    this.#visible = keys;
    if (this.#stopLists) this.#watchMembers();
  }

  /** Since when a pipeline is watched as closely as now, in local monotonic milliseconds. */
  watchedSince(key: string): number {
    return this.#watches.get(key)?.since ?? this.#live.monotonic();
  }

  #start(): void {
    const stops = this.#live.sites.map((site) => this.#live.watch(pipelines(site.place), this.#changed, 'front'));
    this.#stopLists = () => {
      for (const stop of stops) stop();
    };
    this.#fleet = undefined;
    this.#watchMembers();
  }

  #stop(): void {
    this.#stopLists?.();
    this.#stopLists = undefined;
    for (const watch of this.#watches.values()) watch.stop();
    this.#watches.clear();
  }

  /** Several answers of one turn make one change. */
  readonly #changed = (): void => {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (!this.#stopLists) return;
      this.#watchMembers();
      this.#fleet = undefined;
      for (const listener of [...this.#listeners]) listener();
    });
  };

  #ids(): PipelineId[] {
    return this.#live.sites.flatMap((site) =>
      (this.#live.snapshot(pipelines(site.place)).value ?? []).map((summary) => summary.id),
    );
  }

  #watchMembers(): void {
    const wanted = new Map(this.#ids().map((id) => [pipelineKey(id), id]));
    for (const [key, watch] of this.#watches) {
      if (wanted.has(key) && watch.priority === this.#priority(key)) continue;
      watch.stop();
      this.#watches.delete(key);
    }
    for (const [key, id] of wanted) {
      if (this.#watches.has(key)) continue;
      const priority = this.#priority(key);
      const stop = watchPipelineView(this.#live, id, this.#changed, priority);
      this.#watches.set(key, { priority, since: this.#live.monotonic(), stop });
    }
  }

  #priority(key: string): Priority {
    return !this.#visible || this.#visible.has(key) ? 'visible' : 'background';
  }

  #read(): Fleet {
    const lists = this.#live.sites.map((site) => ({ site, list: this.#live.snapshot(pipelines(site.place)) }));
    const before = this.#members;
    this.#members = new Map();
    for (const id of this.#ids()) {
      const member = this.#member(id, before);
      this.#members.set(member.key, member);
    }
    const members = [...this.#members.values()];
    const asking = lists.filter(({ list }) => !list.value && !list.error).map(({ site }) => site);
    return {
      members,
      asking,
      refused: lists.flatMap(({ site, list }) => (!list.value && list.error ? [{ site, fault: list.error }] : [])),
      complete: asking.length === 0 && members.every((member) => member.fault || member.view.state),
    };
  }

  #member(id: PipelineId, before: ReadonlyMap<string, FleetMember>): FleetMember {
    const key = pipelineKey(id);
    const view = pipelineView(this.#live, id);
    const fault = this.#live.snapshot(pipelineState(id)).error;
    const known = before.get(key);
    return known && known.view === view && known.fault === fault ? known : { key, id, view, fault };
  }
}
