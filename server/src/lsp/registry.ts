// Keeps what the client says of MLflow's model registry (`seldon/registry`). The server itself asks nobody.
import { NotificationType } from "vscode-languageserver/node";
import type { RegistryAddress, RegistryParams } from "../../../schemas/src/index.ts";
import { readAddresses } from "../core/index.ts";

/** The name is `REGISTRY_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const RegistryNotification = new NotificationType<RegistryParams>("seldon/registry");

export class Registry {
  readonly #warn: (message: string) => void;
  #addresses: readonly RegistryAddress[] = [];

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** The same array as long as nothing changes. */
  get addresses(): readonly RegistryAddress[] {
    return this.#addresses;
  }

  /** Takes what holds from now on. True where that is something else than before. */
  replace(params: unknown): boolean {
    const problems: string[] = [];
    const given: unknown = typeof params === "object" && params !== null ? Reflect.get(params, "addresses") : undefined;
    const read = readAddresses(given, "addresses", problems);
    for (const problem of problems) this.#warn(`seldon/registry: ${problem}. The entry is ignored.`);
    if (JSON.stringify(read) === JSON.stringify(this.#addresses)) return false;
    this.#addresses = read;
    return true;
  }
}
