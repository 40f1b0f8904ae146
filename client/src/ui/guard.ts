// The one way a failure inside the extension reaches the log and the user: nothing is swallowed, nothing is said twice.
import type { UserMessage } from "./messages.ts";

export interface GuardServices {
  readonly log: { error(text: string): void };
  readonly show: (message: UserMessage) => void;
}

/**
 * Wraps an entry point that VS Code calls. A failure is logged in full under `name` and, where `describe` is given, told to
 * the user; the returned function itself never throws or rejects.
 */
export function guard<A extends readonly unknown[]>(
  services: GuardServices,
  name: string,
  action: (...args: A) => unknown,
  describe?: (reason: string) => UserMessage,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      services.log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (describe) services.show(describe(reasonOf(error)));
    }
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
