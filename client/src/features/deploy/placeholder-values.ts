// Asks for the values of placeholders, once per target; the file stays the template that it is.
import process from "node:process";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isMap, targetWords, type DeployTarget, type Placeholder } from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { chooseFromTrainingLog } from "./training-log.ts";

export interface AskedTarget extends DeployTarget {
  readonly session: ClusterSession;
}

const MEMORY = "seldon.placeholderValues";

export class PlaceholderValues {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /**
   * The values by the text of the placeholder. Undefined where the user gave up.
   * @param isSecret those that stand in a Secret: typed without being shown, and never remembered
   */
  async ask(
    placeholders: readonly Placeholder[],
    target: AskedTarget,
    isSecret: (placeholder: Placeholder) => boolean,
  ): Promise<ReadonlyMap<string, string> | undefined> {
    const remembered = this.#remembered(target);
    const values = new Map<string, string>();
    for (const placeholder of placeholders) {
      const { text } = placeholder;
      const answer = remembered[text] ?? (await askFor(placeholder, target, isSecret(placeholder)));
      if (answer === undefined) return undefined;
      if (typeof answer === "string") values.set(text, answer);
      else {
        values.set(text, answer.value);
        if (answer.isKept) await this.#remember(target, text, answer.value);
      }
    }
    return values;
  }

  /** The values that were given before, without asking; undefined where one is missing. */
  known(placeholders: readonly Placeholder[], target: DeployTarget): ReadonlyMap<string, string> | undefined {
    const remembered = this.#remembered(target);
    const values = new Map<string, string>();
    for (const { text } of placeholders) {
      const value = remembered[text];
      if (value === undefined) return undefined;
      values.set(text, value);
    }
    return values;
  }

  async forget(): Promise<void> {
    await this.#memento.update(MEMORY, undefined);
  }

  #remembered(target: DeployTarget): Readonly<Record<string, string>> {
    const stored = this.#memento.get<unknown>(MEMORY);
    const known = isMap(stored) ? stored[keyOf(target)] : undefined;
    return Object.fromEntries(
      Object.entries(isMap(known) ? known : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    );
  }

  async #remember(target: DeployTarget, text: string, value: string): Promise<void> {
    const stored = this.#memento.get<unknown>(MEMORY);
    const known = { ...this.#remembered(target), [text]: value };
    await this.#memento.update(MEMORY, { ...(isMap(stored) && stored), [keyOf(target)]: known });
  }
}

function keyOf({ context, namespace }: DeployTarget): string {
  return `${encodeURIComponent(context)}/${namespace}`;
}

interface Answer {
  readonly value: string;
  /** What comes from the environment is read anew each time. */
  readonly isKept: boolean;
}

const TYPE_IT = l10n.t("Type a value…");
const FROM_JOB = l10n.t("Take it from a training job's log…");

/** A value that fills all of a modelUri; in the text of a template only its name tells. */
function isModelUri({ places, name }: Placeholder): boolean {
  return places.length === 0 ? /uri/i.test(name) : places.every(({ path }) => path.at(-1) === "modelUri");
}

async function askFor(
  placeholder: Placeholder,
  { session, ...target }: AskedTarget,
  isSecret: boolean,
): Promise<Answer | undefined> {
  const { text, name } = placeholder;
  const title = l10n.t`${text} for ${targetWords(target)}`;
  const variable = process.env[name] ?? "";
  const fromEnvironment = l10n.t`Take it from the environment variable ${name}`;
  const ways = [...(variable === "" ? [] : [fromEnvironment]), ...(isModelUri(placeholder) ? [FROM_JOB] : []), TYPE_IT];
  const way =
    ways.length === 1
      ? TYPE_IT
      : await vscode.window.showQuickPick(ways, { title, placeHolder: l10n.t("Where the value comes from") });
  if (way === undefined) return undefined;
  if (way === fromEnvironment) return { value: variable, isKept: false };
  if (way === FROM_JOB) {
    const found = await chooseFromTrainingLog(session, target.namespace, title);
    return found === undefined ? undefined : { value: found, isKept: true };
  }
  const value = await vscode.window.showInputBox({
    title,
    prompt: isSecret
      ? l10n.t("Stands in a Secret, so that it is asked for each time.")
      : l10n.t("Remembered for this target. The file is not changed."),
    password: isSecret,
    ignoreFocusOut: true,
    validateInput: typed => (typed.trim() === "" ? l10n.t("Press Escape to deploy nothing.") : undefined),
  });
  return value === undefined ? undefined : { value: value.trim(), isKept: !isSecret };
}
