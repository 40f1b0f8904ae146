// The language server, as the tools ask it.
import { LINT_METHOD, LintResult, OBJECTS_METHOD, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { AgentMeans } from "../../live/agents/index.ts";
import { startLanguageServer, type StartedServer } from "../language-server/start.ts";

export interface Linter {
  readonly server: AgentMeans["server"];
  close(): void;
}

interface Run {
  readonly server: Promise<StartedServer>;
  /** Requests that are not answered yet. */
  open: number;
}

/**
 * Starts the language server anew for each lint: nobody tells one that runs what has changed on the disk, and agents lint, change a
 * file, and lint again. What is asked meanwhile, it answers too.
 */
export function createLinter(program: string, folder: string): Linter {
  const runs = new Set<Run>();
  const start = (): Run => {
    const run: Run = { server: startLanguageServer(program, folder), open: 0 };
    runs.add(run);
    return run;
  };
  const ask = async (run: Run, method: string, params: unknown): Promise<unknown> => {
    run.open += 1;
    try {
      return await (await run.server).request(method, params);
    } finally {
      run.open -= 1;
      if (run.open === 0 && runs.delete(run)) end(run);
    }
  };
  return {
    server: {
      lint: async params => LintResult.parse(await ask(start(), LINT_METHOD, params)),
      // What a text holds depends on nothing else.
      objects: async params => ObjectsResult.parse(await ask([...runs].at(-1) ?? start(), OBJECTS_METHOD, params)),
    },
    close() {
      for (const run of runs) end(run);
      runs.clear();
    },
  };
}

function end({ server }: Run): void {
  server.then(
    started => started.close(),
    // One that could not be started is told to whoever has asked it.
    () => {},
  );
}
