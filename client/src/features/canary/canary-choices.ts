// What was chosen once and is remembered: where changes go, how the others make room, and how a guided canary is begun.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isMap, valueAt } from "../../domain/deploy/index.ts";
import { CANARY_DESTINATIONS, type CanaryPageState } from "../../../../schemas/src/index.ts";
import { rawSetting } from "../../ui/workbench-state.ts";

export type Destination = CanaryPageState["destination"];
export type Policy = CanaryPageState["policy"];

const DESTINATION = "seldon.canary.destination";
const POLICY = "seldon.canary.policy";

export class CanaryChoices {
  readonly #memento: vscode.Memento;

  /** @param memento of the workspace */
  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Undefined until it was chosen. */
  get destination(): Destination | undefined {
    const stored = this.#memento.get<unknown>(DESTINATION);
    return CANARY_DESTINATIONS.find(known => known === stored);
  }

  async setDestination(destination: Destination): Promise<void> {
    await this.#memento.update(DESTINATION, destination);
  }

  get policy(): Policy {
    const stored = this.#memento.get<unknown>(POLICY) ?? rawSetting("seldon.canary.policy");
    return stored === "to-main" ? "to-main" : "proportional";
  }

  async setPolicy(policy: Policy): Promise<void> {
    await this.#memento.update(POLICY, policy);
  }

  /** Asks where changes go; keeps the answer. */
  async askDestination(title: string, files: readonly vscode.Uri[]): Promise<Destination | undefined> {
    const file = files.map(uri => vscode.workspace.asRelativePath(uri)).join(", ");
    const items: (vscode.QuickPickItem & { destination: Destination })[] = [
      { label: l10n.t("Cluster and File"), description: file, destination: "both" },
      { label: l10n.t("Cluster Only"), description: l10n.t("the file falls behind"), destination: "cluster" },
      { label: l10n.t("File Only"), description: l10n.t`${file}; deploy it when you like`, destination: "file" },
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: l10n.t("Where do changes of traffic go? It is remembered for this workspace."),
    });
    if (chosen) await this.setDestination(chosen.destination);
    return chosen?.destination;
  }
}

/** The gates of the settings; what somebody set to something else is left out. */
export function gatesSetting(): Readonly<Record<string, number>> {
  const raw = rawSetting("seldon.canary.gates");
  const entries = Object.keys(isMap(raw) ? raw : {}).map((key): [string, unknown] => [key, valueAt(raw, key)]);
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

/** @returns undefined where the setting holds no list of numbers */
export function stepsSetting(): readonly number[] | undefined {
  const raw = rawSetting("seldon.canary.steps");
  const steps = Array.isArray(raw) ? raw.filter((step: unknown): step is number => typeof step === "number") : [];
  return steps.length === 0 ? undefined : steps;
}
