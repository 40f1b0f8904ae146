// Ports of pods and Services on this machine: begun from a row, listed in the status bar, stopped by hand or with the window.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ForwardLease, ForwardTarget } from "../../kube/port.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { noForwards, noPorts, portIsForwarded } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { forwardChoices, forwardWords } from "./forward-choices.ts";
import type { Subject } from "./subject.ts";

interface Held {
  readonly lease: ForwardLease;
  readonly context: string;
  readonly target: ForwardTarget;
}

const OPEN = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: l10n.t("Open in Browser") };
const COPY = { iconPath: new vscode.ThemeIcon("copy"), tooltip: l10n.t("Copy Address") };
const STOP = { iconPath: new vscode.ThemeIcon("debug-stop"), tooltip: l10n.t("Stop") };

export class PortForwards implements vscode.Disposable {
  readonly #services: Services;
  readonly #store = new DisposableStore();
  /** By the port of this machine. */
  readonly #held = new Map<number, Held>();
  #item: vscode.StatusBarItem | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  activate(): void {
    const { registerCommand } = this.#services;
    this.#store.add(registerCommand("seldon.showForwards", () => this.#showAll()));
    this.#store.add(registerCommand("seldon.openForward", port => open(port)));
    this.#store.add(registerCommand("seldon.stopForward", port => this.#stop(port)));
  }

  dispose(): void {
    this.#store.dispose();
    void this.#services.guarded("stopping forwarded ports", () => this.#stopAll())();
  }

  async begin(title: string, { target, part, tree, session, words }: Subject): Promise<void> {
    const choices = forwardChoices(target, part, tree.services);
    const wanted = await this.#choose(title, choices, target);
    if (wanted === "none") this.#services.show(noPorts(words));
    if (wanted === "none" || wanted === undefined) return;
    const lease = await session.forward(wanted);
    const { localPort } = lease;
    // The session shares the listener; one share is enough to keep it.
    if (this.#held.has(localPort)) await lease.release();
    else this.#held.set(localPort, { lease, context: target.context, target: wanted });
    this.#showCount();
    this.#services.show(portIsForwarded(forwardWords(wanted), localPort));
  }

  async #choose(
    title: string,
    choices: ReturnType<typeof forwardChoices>,
    target: Subject["target"],
  ): Promise<ForwardTarget | "none" | undefined> {
    if (choices.length === 1) return choices[0]?.target;
    if (choices.length > 1) {
      const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder: l10n.t("Port to forward") });
      return chosen?.target;
    }
    if (target.kind !== "pod" && target.kind !== "container") return "none";
    const text = await vscode.window.showInputBox({
      title,
      prompt: l10n.t("No port is declared. A process may listen on one all the same: which?"),
      validateInput: value => (isPort(value) ? undefined : l10n.t("Use a number from 1 to 65535.")),
    });
    return text === undefined
      ? undefined
      : { kind: "pod", namespace: target.namespace, name: target.pod, port: Number(text) };
  }

  #showAll(): void {
    if (this.#held.size === 0) {
      this.#services.show(noForwards());
      return;
    }
    const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly port?: number }>();
    picker.title = l10n.t("Forwarded Ports");
    picker.placeholder = l10n.t("Choose one to open it in the browser");
    picker.items = this.#items();
    const { guarded } = this.#services;
    picker.onDidTriggerItemButton(
      guarded("forwarded ports", async ({ item, button }) => {
        if (button === STOP) await this.#stop(item.port);
        else if (button === COPY) await vscode.env.clipboard.writeText(addressOf(item.port));
        else await open(item.port);
        if (this.#held.size === 0) picker.hide();
        else picker.items = this.#items();
      }),
    );
    picker.onDidAccept(
      guarded("forwarded ports", async () => {
        const [chosen] = picker.selectedItems;
        picker.hide();
        if (chosen) await (chosen.port === undefined ? this.#stopAll() : open(chosen.port));
      }),
    );
    picker.onDidHide(() => picker.dispose());
    picker.show();
  }

  #items(): (vscode.QuickPickItem & { readonly port?: number })[] {
    const items = [...this.#held].map(([port, { lease, context, target }]) => {
      const { pod, error } = lease.info();
      return {
        label: addressOf(port),
        description: `${forwardWords(target)} · ${target.namespace} · ${context}`,
        detail: error?.message ?? (pod === undefined ? l10n.t("No connection yet.") : l10n.t`Leads to pod ${pod}.`),
        buttons: [OPEN, COPY, STOP],
        port,
      };
    });
    return [...items, { label: l10n.t("$(debug-stop) Stop all") }];
  }

  async #stop(port: unknown): Promise<void> {
    if (typeof port !== "number") return;
    const held = this.#held.get(port);
    this.#held.delete(port);
    this.#showCount();
    await held?.lease.release();
  }

  async #stopAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map(port => this.#stop(port)));
  }

  #showCount(): void {
    const count = this.#held.size;
    if (count === 0) {
      this.#item?.hide();
      return;
    }
    this.#item ??= this.#store.add(
      vscode.window.createStatusBarItem("seldon.forwards", vscode.StatusBarAlignment.Left),
    );
    const words = count === 1 ? l10n.t("1 forwarded port") : l10n.t`${count} forwarded ports`;
    this.#item.name = l10n.t("Seldon Forwarded Ports");
    this.#item.text = l10n.t`$(plug) ${words}`;
    this.#item.tooltip = [...this.#held]
      .map(([port, { target }]) => `${addressOf(port)}: ${forwardWords(target)}`)
      .join("\n");
    this.#item.command = "seldon.showForwards";
    this.#item.accessibilityInformation = { label: l10n.t`Seldon: ${words}` };
    this.#item.show();
  }
}

/** VS Code makes it reachable from where its window is, should the extension run on another machine. */
async function open(port: unknown): Promise<void> {
  if (typeof port === "number") await vscode.env.openExternal(vscode.Uri.parse(addressOf(port), true));
}

function addressOf(port: number | undefined): string {
  return `http://127.0.0.1:${port ?? 0}`;
}

function isPort(text: string): boolean {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535;
}
