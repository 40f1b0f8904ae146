// Read-only documents about what a cluster has: a description, the events, the live object. Made anew whenever one is opened.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { maskCredentials } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type ObjectRef } from "../../kube/port.ts";
import { DEPLOYMENTS, EVENTS, PODS, ROUTING_KINDS, SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { Services } from "../../ui/services.ts";
import { describeText } from "./describe-text.ts";
import { DOCUMENT_SCHEME, documentAddress, readDocumentAddress, type DocumentAddress } from "./document-address.ts";
import { eventLines, eventsText, objectsBehind, timeline, type TimelineEntry } from "./events-text.ts";
import { liveObjectText } from "./live-object-text.ts";
import { deploymentOf, type InsideTarget } from "./part.ts";
import { targetWords, type Subject, type Subjects } from "./subject.ts";

/** Events in a description; the timeline has all. */
const DESCRIBED_EVENTS = 20;

export class ClusterDocuments implements vscode.Disposable {
  readonly #services: Services;
  readonly #subjects: Subjects;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  /** Documents that show the status as well. */
  readonly #withStatus = new Set<string>();

  constructor(services: Services, subjects: Subjects) {
    this.#services = services;
    this.#subjects = subjects;
  }

  activate(): void {
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: uri => this.#text(uri),
      }),
    );
    this.#store.add(this.#services.registerCommand("seldon.toggleStatus", () => this.#toggleStatus()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Shows it as it is now, also where it is open already. */
  async open(address: DocumentAddress): Promise<void> {
    const uri = vscode.Uri.from(documentAddress(address));
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  #toggleStatus(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (uri?.scheme !== DOCUMENT_SCHEME) return;
    const key = uri.toString();
    if (!this.#withStatus.delete(key)) this.#withStatus.add(key);
    this.#changed.fire(uri);
  }

  /** What goes wrong stands in the document: VS Code asks for one by itself, too, when a window is opened again. */
  async #text(uri: vscode.Uri): Promise<string> {
    const address = readDocumentAddress(uri.query);
    if (!address) return l10n.t("This address names nothing that is in a cluster.\n");
    try {
      const subject = await this.#subjects.lookUp(address.target);
      if (!subject) return l10n.t`# ${targetWords(address.target)} is not in ${address.target.context} any more.\n`;
      return await this.#textOf(address, subject, this.#withStatus.has(uri.toString()));
    } catch (error) {
      this.#services.log.error(`${uri.path}: ${reasonOf(error)}`);
      return l10n.t`# ${targetWords(address.target)} could not be shown: ${reasonOf(error)}\n`;
    }
  }

  async #textOf({ view, target }: DocumentAddress, subject: Subject, hasStatus: boolean): Promise<string> {
    const now = Date.now();
    if (view === "live") {
      return await liveObjectText(await subject.session.get(await objectBehind(subject.session, target)), hasStatus);
    }
    const title = l10n.t`${targetWords(target)}, namespace ${target.namespace}, context ${target.context}, as of ${new Date(now).toISOString()}`;
    // Messages of containers and events may hold what a program was called with.
    if (view === "events") return maskCredentials(eventsText(l10n.t`Events: ${title}`, await entriesOf(subject), now));
    const { judged } = subject;
    const entries = await ifAllowed(entriesOf(subject));
    const events = entries && eventLines(entries.slice(-DESCRIBED_EVENTS), now);
    return maskCredentials(describeText({ ...judged, part: subject.part, context: target.context, now, events }));
  }
}

async function entriesOf({ session, tree, target }: Subject): Promise<TimelineEntry[]> {
  const { items } = await session.list(EVENTS, { namespace: target.namespace });
  return timeline(items, objectsBehind(tree, target), target.kind === "container" ? target.container : undefined);
}

/** Rights to events are often missing; the rest is worth reading all the same. */
async function ifAllowed<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error)) return undefined;
    throw error;
  }
}

/** A predictor or a graph unit is a part of the SeldonDeployment and has no object of its own. */
async function objectBehind(session: ClusterSession, target: InsideTarget): Promise<ObjectRef> {
  const { namespace } = target;
  switch (target.kind) {
    case "workload":
      return { type: DEPLOYMENTS, namespace, name: target.workload };
    case "pod":
    case "container":
      return { type: PODS, namespace, name: target.pod };
    case "route": {
      const kind = ROUTING_KINDS.find(candidate => candidate.kind === target.routeKind);
      const type = kind && (await session.findKind(kind));
      if (!type) throw new Error(`The cluster does not know the kind ${target.routeKind} any more`);
      return { type, namespace, name: target.route };
    }
    default:
      return { type: SELDON_DEPLOYMENTS, namespace, name: deploymentOf(target).name };
  }
}
