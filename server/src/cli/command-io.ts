// What a command may touch of the process it runs in. Only bin.ts hands out the real one.

export interface CommandIo {
  /** Absolute path that relative ones start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readStdin(): Promise<Uint8Array>;
  /** The program's own file, to be run in further threads; undefined where all is to be done in this one. */
  readonly program?: URL;
}

export interface TextSink {
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** 0 clean; 1 findings at or above the threshold; 2 could not run, or a rule crashed (design §6). */
export type ExitCode = 0 | 1 | 2;

export const TOOL_NAME = "seldon-lint";
