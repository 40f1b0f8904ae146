// The actions of the explorer's rows: read more, copy, reach, change. All take a row, or ask for a deployment without one.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type CommandId } from "../../contributions.ts";
import type { WatchedClusters } from "../../live/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { linkIsRefused, linkLacksValues, noLinks } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { targetsOf } from "../../ui/target.ts";
import { rawSetting, stringListSetting } from "../../ui/workbench-state.ts";
import { deleteDeployment, restart, scale } from "./change-cluster.ts";
import { ClusterDocuments } from "./cluster-documents.ts";
import { kubectlChoices, kubectlTarget } from "./kubectl-choices.ts";
import { expandLink, linkTemplates, linkValues } from "./links.ts";
import { nameOf } from "./part.ts";
import { PortForwards } from "./port-forwards.ts";
import { Subjects, type Subject } from "./subject.ts";

/** Commands that make sense for several rows at once. */
const FOR_SEVERAL: ReadonlySet<CommandId> = new Set(["seldon.restart", "seldon.delete"]);

export class DeploymentActions implements vscode.Disposable {
  readonly #services: Services;
  readonly #clusters: Clusters;
  readonly #subjects: Subjects;
  readonly #documents: ClusterDocuments;
  readonly #forwards: PortForwards;
  readonly #store = new DisposableStore();

  constructor(services: Services, clusters: Clusters, watched: WatchedClusters) {
    this.#services = services;
    this.#clusters = clusters;
    this.#subjects = new Subjects(services, watched);
    this.#documents = this.#store.add(new ClusterDocuments(services, this.#subjects));
    this.#forwards = this.#store.add(new PortForwards(services));
  }

  activate(): void {
    this.#documents.activate();
    this.#forwards.activate();
    this.#register("seldon.describe", ({ target }) => this.#documents.open({ view: "describe", target }));
    this.#register("seldon.showEvents", ({ target }) => this.#documents.open({ view: "events", target }));
    this.#register("seldon.showLiveObject", ({ target }) => this.#documents.open({ view: "live", target }));
    this.#register("seldon.copyKubectlLine", (subject, title) => this.#copyKubectlLine(subject, title));
    this.#register("seldon.openLink", (subject, title) => this.#openLink(subject, title));
    this.#register("seldon.forwardPort", (subject, title) => this.#forwards.begin(title, subject));
    this.#register("seldon.restart", (subject, title) => restart(this.#services, title, subject));
    this.#register("seldon.scale", (subject, title) => scale(this.#services, title, subject));
    this.#register("seldon.delete", (subject, title) => deleteDeployment(this.#services, title, subject));
    this.#store.add(
      this.#services.registerCommand("seldon.copyName", (row, selected) => this.#copyNames(row, selected)),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  #register(id: CommandId, run: (subject: Subject, title: string) => Promise<void>): void {
    const title = commandTitle(id).replace("…", "");
    this.#store.add(
      this.#services.registerCommand(id, async (row, selected) => {
        const rows = FOR_SEVERAL.has(id) ? targetsOf(row, selected) : [];
        // One after the other, since each asks before it changes anything.
        for (const one of rows.length > 1 ? rows : [row]) {
          const subject = await this.#subjects.find(title, one);
          if (subject) await run(subject, title);
        }
      }),
    );
  }

  async #copyNames(row: unknown, selected: unknown): Promise<void> {
    const rows = targetsOf(row, selected);
    const targets = rows.length > 0 ? rows : [(await this.#subjects.find(l10n.t("Copy Name"), row))?.target];
    const names = targets.flatMap(target => (target && nameOf(target)) ?? []);
    if (names.length > 0) await vscode.env.clipboard.writeText(names.join("\n"));
  }

  async #copyKubectlLine({ session, tree, target }: Subject, title: string): Promise<void> {
    const configured = stringListSetting("seldon.kubeconfig");
    const kubectl = kubectlTarget(session.context, target.namespace, configured, this.#clusters.playgroundFile);
    const items = kubectlChoices(kubectl, tree, target).map(choice => ({ label: choice.title, detail: choice.line }));
    const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
    if (chosen) await vscode.env.clipboard.writeText(chosen.detail);
  }

  async #openLink({ tree, target }: Subject, title: string): Promise<void> {
    const templates = linkTemplates(rawSetting("seldon.links"));
    if (templates.length === 0) this.#services.show(noLinks());
    const items = templates.map(template => ({ label: template.title, detail: template.url, template }));
    const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { title }) : items[0];
    if (!chosen) return;
    const link = expandLink(chosen.template, linkValues(tree, target));
    // A `Uri` would decode what was encoded with care; this command takes the text as it is.
    if (link.kind === "url") await vscode.commands.executeCommand("vscode.open", link.url);
    else if (link.kind === "missing") this.#services.show(linkLacksValues(chosen.label, link.names));
    else this.#services.show(linkIsRefused(chosen.label, link.reason));
  }
}
