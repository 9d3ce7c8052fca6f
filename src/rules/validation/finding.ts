import type { Path } from '../definition-problem.ts';

export type Severity = 'error' | 'warning';

/** What is wrong in a document and where; an offset counts UTF-16 units from the beginning of the text. */
export interface Found {
  readonly severity: Severity;
  /** The exception that AWS would answer with, or a name of ours in small letters: `plain-secret`. */
  readonly rule: string;
  /** One line: the thing, the cause and, where it is not plain, the way out. */
  readonly message: string;
  readonly at: number;
  /** Which part of a definition it belongs to. */
  readonly pipeline?: string;
  readonly stage?: string;
  readonly action?: string;
}

/** The same for who reads it: lines and columns count from 1. */
export interface Finding extends Omit<Found, 'at'> {
  readonly line: number;
  readonly column: number;
}

/** Hears of what is wrong. */
export type ReportFound = (found: Found) => void;

/** What is wrong at a path of a definition. */
export interface PathFinding {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly path: Path;
  /** Whether it is the key that is wrong, and not what it stands for. */
  readonly atKey?: boolean;
}

export type ReportAtPath = (finding: PathFinding) => void;
