// The language server, as the tools ask it.
import { LINT_METHOD, LintResult, OBJECTS_METHOD, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { AgentMeans } from "../../live/agents/index.ts";
import { startLanguageServer, type StartedServer } from "../language-server/start.ts";

export interface Linter {
  readonly server: AgentMeans["server"];
  close(): void;
}

/** Starts the language server when it is first asked, and again should it have ended. */
export function createLinter(program: string, folder: string): Linter {
  let started: Promise<StartedServer> | undefined;
  const server = async (): Promise<StartedServer> => {
    started ??= startLanguageServer(program, folder);
    const current = started;
    const forget = (): void => {
      if (started === current) started = undefined;
    };
    current.then(({ ended }) => void ended.then(forget), forget);
    return await current;
  };
  return {
    server: {
      lint: async params => LintResult.parse(await (await server()).request(LINT_METHOD, params)),
      objects: async params => ObjectsResult.parse(await (await server()).request(OBJECTS_METHOD, params)),
    },
    close: () =>
      void started?.then(
        current => current.close(),
        () => {},
      ),
  };
}
