/** Why a data folder cannot be used, in one line. */
export class DataFolderError extends Error {
  /** The command line cannot be meant so, rather than that the folder or the machine is at fault. */
  readonly isUsage: boolean;

  constructor(message: string, isUsage = false) {
    super(message);
    this.name = 'DataFolderError';
    this.isUsage = isUsage;
  }
}

export function damaged(folder: string, what: string): DataFolderError {
  return new DataFolderError(`The data folder ${folder} is damaged: ${what}. Nothing in it was changed`);
}

export function inUse(folder: string): DataFolderError {
  return new DataFolderError(`The data folder ${folder} is in use by another process`);
}

export function unusable(folder: string, why: string): DataFolderError {
  return new DataFolderError(`The data folder ${folder} cannot be used: ${why}`);
}

export function misused(message: string): DataFolderError {
  return new DataFolderError(message, true);
}
