// What a command works on: the row it was called from, or else a deployment that the user chooses; looked up as it is now.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SeldonDeploymentNode } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { deploymentKey, type JudgedDeployment, type WatchedClusters } from "../../live/index.ts";
import { noDeploymentToChoose, notThereAnymore } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { targetOf } from "../../ui/target.ts";
import { deploymentOf, isInside, partOf, type InsideTarget, type Part } from "./part.ts";

export interface Subject {
  readonly target: InsideTarget;
  readonly session: ClusterSession;
  readonly judged: JudgedDeployment;
  readonly tree: SeldonDeploymentNode;
  readonly part: Part;
  /** As sentences name it: `pod iris-x`. */
  readonly words: string;
}

export class Subjects {
  readonly #services: Services;
  readonly #watched: WatchedClusters;

  constructor(services: Services, watched: WatchedClusters) {
    this.#services = services;
    this.#watched = watched;
  }

  /** @returns undefined where the user chose none, or was told why there is none */
  async find(title: string, argument: unknown): Promise<Subject | undefined> {
    const asked = targetOf(argument);
    const target = isInside(asked) ? asked : await this.#choose(title);
    if (!target) return undefined;
    const subject = await this.lookUp(target);
    if (!subject) this.#services.show(notThereAnymore(targetWords(target), target.context));
    return subject;
  }

  /** Waits for the cluster's first answer. Undefined where the target is gone. */
  async lookUp(target: InsideTarget): Promise<Subject | undefined> {
    const { context, namespace, name } = deploymentOf(target);
    const cluster = await this.#watched.look(context);
    if (cluster.state.kind === "failed") throw cluster.state.error;
    const judged = await this.#watched.judged(context, deploymentKey({ namespace, name }));
    const part = judged && partOf(judged.tree, target);
    if (!judged || !part) return undefined;
    return { target, session: cluster.session, judged, tree: judged.tree, part, words: targetWords(target) };
  }

  async #choose(title: string): Promise<InsideTarget | undefined> {
    const known = [...this.#watched.watched].flatMap(([context, cluster]) =>
      cluster.namespaces.flatMap(namespace =>
        cluster.deployments(namespace).map(({ name, info }) => ({
          label: name,
          description: `${namespace} · ${context}`,
          detail: info.words,
          target: { kind: "deployment", context, namespace, name } as const,
        })),
      ),
    );
    if (known.length === 0) this.#services.show(noDeploymentToChoose(title));
    if (known.length === 0) return undefined;
    const chosen = await vscode.window.showQuickPick(known, { title, placeHolder: "SeldonDeployment" });
    return chosen?.target;
  }
}

export function targetWords(target: InsideTarget): string {
  switch (target.kind) {
    case "deployment":
      return l10n.t`SeldonDeployment ${target.name}`;
    case "predictor":
      return l10n.t`predictor ${target.predictor} of ${target.deployment}`;
    case "unit":
      return l10n.t`graph unit ${target.path.at(-1) ?? ""} of ${target.deployment}`;
    case "workload":
      return l10n.t`Deployment ${target.workload}`;
    case "pod":
      return l10n.t`pod ${target.pod}`;
    case "container":
      return l10n.t`container ${target.container} of pod ${target.pod}`;
    case "routes":
      return l10n.t`routes of ${target.deployment}`;
    case "route":
      return `${target.routeKind} ${target.route}`;
  }
}
