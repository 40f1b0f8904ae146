// Which previous spec of a SeldonDeployment there is to go back to: a kept copy, kubectl's, or what pods were started with.
import * as l10n from "@vscode/l10n";
import { textOfBase64 } from "./base64.ts";
import { isUnchanged, meaningOf } from "./meaning-diff.ts";
import { withoutOperatorAdditions } from "./operator-additions.ts";
import { objectToApply } from "./order.ts";
import { isList, isMap, isSame, listAt, mapAt, textAt, valueAt, type PlainMap } from "./plain.ts";
import { parseJson } from "../json/index.ts";

/** What an object was before a deploy of ours changed it. */
export interface KeptCopy {
  /** Milliseconds since the epoch: when it was replaced. */
  readonly at: number;
  /** As it would be applied. */
  readonly object: PlainMap;
}

/** How many are kept of each object. */
const KEPT = 10;

/** Where copies of an object are kept. @param clusterUid of the namespace kube-system: contexts can be renamed */
export function keptCopyKey(clusterUid: string, namespace: string, name: string): string {
  return [clusterUid, namespace, name].map(encodeURIComponent).join("/");
}

/**
 * The copies with one more, the latest first. Only SeldonDeployments are kept: a Secret's data must not leave the cluster.
 * What is the same as the latest copy is not kept twice.
 */
export function withKeptCopy(copies: readonly KeptCopy[], live: PlainMap, at: number): readonly KeptCopy[] {
  if (live["kind"] !== "SeldonDeployment") return copies;
  const namespace = textAt(live, "metadata", "namespace");
  const object = objectToApply(meaningOf(live), namespace);
  const others = copies.filter(copy => !isSame(copy.object, object));
  return [{ at, object }, ...others].slice(0, KEPT);
}

/** What was stored, as far as it has the shape of copies: another version may have written it. */
export function keptCopiesFrom(stored: unknown): KeptCopy[] {
  if (!isList(stored)) return [];
  return stored.flatMap(entry => {
    const [at, object] = [valueAt(entry, "at"), valueAt(entry, "object")];
    return typeof at === "number" && isMap(object) && object["kind"] === "SeldonDeployment" ? [{ at, object }] : [];
  });
}

export interface RollbackChoice {
  readonly source: "kept" | "last-applied" | "pods";
  /** As it would be applied. */
  readonly object: PlainMap;
  /** Milliseconds since the epoch, where it is known. */
  readonly at: number | undefined;
  /** For a list of choices. */
  readonly title: string;
  /** What is not as it was, in sentences; empty where everything is. */
  readonly gaps: readonly string[];
}

export interface RollbackFacts {
  /** The object as it is now. */
  readonly live: PlainMap;
  readonly kept: readonly KeptCopy[];
  /** ReplicaSets of the deployment's workloads with their pod templates, as read from the API server, in any order. */
  readonly replicaSets?: readonly PlainMap[];
}

/** What there is to go back to, the best first. Only what differs from what is there now. */
export function rollbackChoices({ live, kept, replicaSets = [] }: RollbackFacts): RollbackChoice[] {
  const copies = kept.map((copy): RollbackChoice => ({
    ...{ source: "kept", object: copy.object, at: copy.at, gaps: [] },
    title: l10n.t("A copy kept by this extension before a deploy replaced it"),
  }));
  const all = [...copies, ...lastApplied(live), ...fromPods(live, replicaSets)];
  return all.filter(
    ({ object }, index) =>
      !isUnchanged(live, object) && !all.slice(0, index).some(before => isUnchanged(before.object, object)),
  );
}

function lastApplied(live: PlainMap): RollbackChoice[] {
  const text = textAt(live, "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
  const object = parseJson(text);
  if (!isMap(object) || object["kind"] !== "SeldonDeployment") return [];
  return [
    {
      ...{ source: "last-applied", at: undefined, gaps: [] },
      object: objectToApply(object, textAt(live, "metadata", "namespace")),
      title: l10n.t("What kubectl apply applied last; it was changed since by other means"),
    },
  ];
}

/** Kubernetes counts a Deployment's revisions here. */
const REVISION = "deployment.kubernetes.io/revision";

/** The predictor that an executor was started with: base64 of JSON in its environment (seldon-facts §2.4). */
function fromPods(live: PlainMap, replicaSets: readonly PlainMap[]): RollbackChoice[] {
  const newestFirst = [...replicaSets].sort((a, b) => revisionOf(b) - revisionOf(a)).flatMap(predictorOf);
  const current = listAt(live, "spec", "predictors").filter(isMap);
  const previous = new Map<string, PlainMap>();
  for (const now of current) {
    const name = textAt(now, "name") ?? "";
    const before = previousOf(
      now,
      newestFirst.filter(one => textAt(one, "name") === name),
    );
    if (before) previous.set(name, before);
  }
  if (previous.size === 0) return [];
  const predictors = current.map(now => restored(now, previous.get(textAt(now, "name") ?? "")));
  const object = { ...meaningOf(live), spec: { ...mapAt(live, "spec"), predictors } };
  return [
    {
      ...{ source: "pods", at: undefined },
      object: objectToApply(object, textAt(live, "metadata", "namespace")),
      title: l10n.t`Rebuilt from the pods of the previous version (${[...previous.keys()].join(", ")})`,
      gaps: [
        l10n.t("This is a partial copy, read from the ENGINE_PREDICTOR variable of the previous version's pods."),
        l10n.t("Traffic, replicas and explainers are not in it, so they stay as they are now."),
        l10n.t(
          "Predictors that were removed since, and the spec's own protocol and annotations, are not in it either.",
        ),
        l10n.t(
          "It has some of the operator's defaults written out: ports, probes and images that the manifest left open.",
        ),
      ],
    },
  ];
}

function revisionOf(set: PlainMap): number {
  return Number(textAt(set, "metadata", "annotations", REVISION) ?? 0);
}

function predictorOf(set: PlainMap): PlainMap[] {
  const containers = listAt(set, "spec", "template", "spec", "containers");
  return containers.flatMap(container => {
    const variable = listAt(container, "env").find(entry => textAt(entry, "name") === "ENGINE_PREDICTOR");
    const predictor = parseJson(textOfBase64(textAt(variable, "value") ?? ""));
    return isMap(predictor) && isMap(predictor["graph"]) ? [predictor] : [];
  });
}

/**
 * The latest version that is not the one of now. The newest pods may already run what the manifest says, or, where the
 * operator got stuck, still what it said before.
 */
function previousOf(now: PlainMap, versions: readonly PlainMap[]): PlainMap | undefined {
  const [newest] = versions;
  if (!newest) return undefined;
  if (!isSame(unitMarks(newest["graph"]), unitMarks(now["graph"]))) return newest;
  return versions.find(version => !isSame(told(version), told(newest)));
}

/** What tells two graphs apart, whatever the operator has filled in. */
function unitMarks(unit: unknown): unknown {
  const fields = [
    "name",
    "implementation",
    "modelUri",
    "envSecretRefName",
    "serviceAccountName",
    "storageInitializerImage",
  ];
  return [
    ...fields.map(field => textAt(unit, field) ?? ""),
    valueAt(unit, "parameters") ?? [],
    listAt(unit, "children").map(unitMarks),
  ];
}

/** Zeroed or left out in the variable, so that a canary restarts no pod (seldon-facts §2.4, §5.8). */
const NOT_TOLD = ["traffic", "replicas", "explainer"];

function restored(now: PlainMap, before: PlainMap | undefined): PlainMap {
  if (!before) return now;
  const kept = Object.entries(now).filter(([key]) => NOT_TOLD.includes(key));
  return { ...withoutOperatorAdditions(told(before)), ...Object.fromEntries(kept) };
}

function told(predictor: PlainMap): PlainMap {
  return Object.fromEntries(Object.entries(predictor).filter(([key]) => !NOT_TOLD.includes(key)));
}
