// Secrets that request files name: kept by VS Code, asked for once, and each bound to the folder and the destination it was given for.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** Where a secret goes. Another folder or destination has to ask again, so that no file sends a secret elsewhere unnoticed. */
export interface SecretUse {
  /** URI of the folder whose file names the secret. */
  readonly folder: string;
  /** Who gets it: the address, or the deployment and its context. In words. */
  readonly destination: string;
  readonly name: string;
}

/** Names and uses of what is kept, without any value. */
const MEMORY = "seldon.predictionSecrets";
const PREFIX = "seldon.predictionSecret:";

export class PredictionSecrets {
  readonly #secrets: vscode.SecretStorage;
  readonly #memento: vscode.Memento;
  /** Questions that are open: files that run side by side name the same secrets. */
  readonly #asked = new Map<string, Promise<string | undefined>>();
  #question: Promise<unknown> = Promise.resolve();

  constructor(secrets: vscode.SecretStorage, memento: vscode.Memento) {
    this.#secrets = secrets;
    this.#memento = memento;
  }

  /** Asks where nothing is kept; undefined where the user gives nothing. */
  async valueOf(use: SecretUse): Promise<string | undefined> {
    const key = keyOf(use);
    const kept = await this.#secrets.get(key);
    if (kept !== undefined) return kept;
    const asked = this.#asked.get(key) ?? this.#ask(use, key);
    this.#asked.set(key, asked);
    try {
      return await asked;
    } finally {
      this.#asked.delete(key);
    }
  }

  /** As {@link valueOf}, and what the user does not give is not asked for again in the same run. */
  forRun(): (use: SecretUse) => Promise<string | undefined> {
    const answers = new Map<string, Promise<string | undefined>>();
    return use => {
      const key = keyOf(use);
      const answer = answers.get(key) ?? this.valueOf(use);
      answers.set(key, answer);
      return answer;
    };
  }

  get kept(): readonly SecretUse[] {
    const stored = this.#memento.get<unknown>(MEMORY);
    return Array.isArray(stored) ? stored.filter(isUse) : [];
  }

  async forget(uses: readonly SecretUse[]): Promise<void> {
    const keys = new Set(uses.map(keyOf));
    for (const key of keys) await this.#secrets.delete(key);
    await this.#remember(this.kept.filter(use => !keys.has(keyOf(use))));
  }

  /** One question at a time: a box that opens closes the one before. */
  #ask(use: SecretUse, key: string): Promise<string | undefined> {
    const question = this.#question.then(async () => {
      const value = await vscode.window.showInputBox({
        title: l10n.t`Secret ${use.name}`,
        prompt: l10n.t`It is sent to ${use.destination}. VS Code keeps it in its secret storage, for this folder and this destination.`,
        password: true,
        ignoreFocusOut: true,
      });
      if (value === undefined || value === "") return undefined;
      await this.#secrets.store(key, value);
      await this.#remember([...this.kept.filter(other => keyOf(other) !== key), use]);
      return value;
    });
    this.#question = question.catch(() => {});
    return question;
  }

  async #remember(uses: readonly SecretUse[]): Promise<void> {
    await this.#memento.update(MEMORY, uses);
  }
}

function keyOf({ folder, destination, name }: SecretUse): string {
  return PREFIX + [folder, destination, name].map(encodeURIComponent).join("/");
}

function isUse(value: unknown): value is SecretUse {
  return (
    typeof value === "object" &&
    value !== null &&
    ["folder", "destination", "name"].every(field => typeof Reflect.get(value, field) === "string")
  );
}
