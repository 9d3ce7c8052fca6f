/** A tag; its members begin with capitals in this service (spec 9). */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}
