// Keeps what holds for each document: the client's settings, asked once and again after a change, and its configuration file.
import type { Connection, InitializeParams } from "vscode-languageserver/node";
import { filePath, type ConfigStore } from "./config-store.ts";
import { DEFAULT_SETTINGS, readSettings, withConfig, type DocumentSettings, type Settings } from "./settings.ts";

const SECTION = "seldon";

export class SettingsStore {
  readonly #connection: Connection;
  readonly #configs: ConfigStore;
  readonly #asked = new Map<string, Promise<Settings>>();
  /** The same object for a document as long as nothing changes, which tells others that nothing has. */
  readonly #whole = new Map<string, Promise<DocumentSettings>>();
  readonly #warned = new Set<string>();
  #canAsk = false;
  #base: Settings = DEFAULT_SETTINGS;
  #pushed: Settings | undefined;

  constructor(connection: Connection, configs: ConfigStore) {
    this.#connection = connection;
    this.#configs = configs;
  }

  initialize({ capabilities, initializationOptions }: InitializeParams): void {
    this.#canAsk = capabilities.workspace?.configuration === true;
    this.#base = readSettings(initializationOptions, DEFAULT_SETTINGS, this.#warn);
  }

  /** What holds for a document. Never rejects: a client that cannot say gets the initialization options. */
  of(uri: string): Promise<DocumentSettings> {
    const known = this.#whole.get(uri);
    if (known) return known;
    const whole = this.#ofClient(uri).then(settings => withConfig(settings, this.#configs.of(uri), filePath(uri)));
    this.#whole.set(uri, whole);
    return whole;
  }

  #ofClient(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#pushed ?? this.#base);
    const known = this.#asked.get(uri);
    if (known) return known;
    const asked = this.#ask(uri);
    this.#asked.set(uri, asked);
    return asked;
  }

  /** Forgets what was asked. `pushed` is what the notification carried, for clients that send settings instead of being asked. */
  change(pushed: unknown): void {
    this.#asked.clear();
    this.#whole.clear();
    this.#warned.clear();
    if (typeof pushed !== "object" || pushed === null || !(SECTION in pushed)) return;
    this.#pushed = readSettings(pushed[SECTION], this.#base, this.#warn);
  }

  /** Lets configuration files be read anew. */
  configsChanged(): void {
    this.#configs.forget();
    this.#whole.clear();
  }

  forget(uri: string): void {
    this.#asked.delete(uri);
    this.#whole.delete(uri);
  }

  async #ask(uri: string): Promise<Settings> {
    try {
      const answer: unknown = await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION });
      return readSettings(answer, this.#base, this.#warn);
    } catch (error) {
      this.#warn(`The client could not say what the settings of ${uri} are (${String(error)}); the defaults hold.`);
      return this.#base;
    }
  }

  /** Once per message: several documents have the same settings. */
  readonly #warn = (message: string): void => {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#connection.console.warn(message);
  };
}
