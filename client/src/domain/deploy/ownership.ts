// Who else has written what we are about to write: conflicts of server-side apply, and tools that own the whole object.
import * as l10n from "@vscode/l10n";
import { placesOf } from "./field-path.ts";
import { hideSecrets } from "./hide-secrets.ts";
import {
  differences,
  isMap,
  listAt,
  mapAt,
  textAt,
  valueAt,
  type Difference,
  type PlainMap,
  type ValuePath,
} from "./plain.ts";
import type { StatusAnswer } from "./refusal.ts";

/** Design §6. */
export const OUR_MANAGER = "seldon-deployments";

export interface FieldConflict {
  /** The field manager, such as `kubectl-client-side-apply`. */
  readonly owner: string;
  /** Such as `scale`, where the owner wrote through a subresource. */
  readonly subresource: string | undefined;
  /** RFC 3339, where the API server says when. */
  readonly at: string | undefined;
  /** As the API server writes it: `.spec.predictors`. */
  readonly field: string;
  readonly path: ValuePath;
  readonly live: unknown;
  readonly ours: unknown;
  /** What differs below the field, value by value. */
  readonly differences: readonly Difference[];
  /** Written by us, with an Update such as a canary's: taken over without a question. */
  readonly isOurs: boolean;
}

/**
 * The conflicts in the answer to an apply; none where it is no conflict of field managers. Seldon's CRD declares no list
 * types, so `spec.predictors` is one value with one owner: whoever changes one predictor's traffic owns all of them.
 * Values of a Secret are replaced by words. @param live the object as it is @param ours what was sent
 */
export function conflictsOf(status: StatusAnswer, live: PlainMap, ours: PlainMap): FieldConflict[] {
  const causes = status.details?.causes ?? [];
  return causes
    .filter(({ reason }) => reason === "FieldManagerConflict")
    .flatMap(({ message = "", field = "" }) => {
      const [, owner, subresource, at] =
        /^conflict with "((?:[^"\\]|\\.)*)"(?: with subresource "([^"]*)")?(?: using \S+)?(?: at (\S+))?/.exec(
          message,
        ) ?? [];
      if (owner === undefined) return [];
      const path = placesOf(ours, field)[0] ?? placesOf(live, field)[0] ?? [];
      const [liveValue, ourValue] = [hideSecrets(live), hideSecrets(ours, live)].map(object =>
        valueAt(object, ...path),
      );
      const changes = differences(liveValue, ourValue, path);
      return [
        {
          ...{ owner, subresource, at, field, path, live: liveValue, ours: ourValue },
          ...{ differences: changes, isOurs: owner === OUR_MANAGER },
        },
      ];
    });
}

export interface OwnerConflicts {
  readonly owner: string;
  /** Who that is, in words. */
  readonly who: string;
  readonly conflicts: readonly FieldConflict[];
}

/** What has to be asked, by owner. Empty: everything in conflict is our own, and may be taken over silently. */
export function conflictsToAsk(conflicts: readonly FieldConflict[]): OwnerConflicts[] {
  const owners = [...new Set(conflicts.filter(({ isOurs }) => !isOurs).map(({ owner }) => owner))];
  return owners.map(owner => ({
    owner,
    who: managerWords(owner),
    conflicts: conflicts.filter(conflict => conflict.owner === owner),
  }));
}

const MANAGERS: readonly (readonly [RegExp, string])[] = [
  [/^kubectl-client-side-apply$/, "kubectl apply"],
  [/^kubectl$/, "kubectl apply --server-side"],
  [/^kubectl-edit$/, "kubectl edit"],
  [/^kubectl-patch$/, "kubectl patch"],
  [/^kubectl-(?:create|replace|scale|annotate|label|rollout)$/, "kubectl"],
  [/^before-first-apply$/, l10n.t("whoever wrote it before its first server-side apply")],
  [/^argocd-/, "Argo CD"],
  [/^(?:kustomize|helm)-controller$/, "Flux"],
  [/^helm$/i, "Helm"],
  [/^manager$/, l10n.t("an operator")],
  [/^(?:OpenAPI-Generator|python-requests|Go-http-client)/, l10n.t("a program with its library's default name")],
];

/** Who writes under a field manager's name, as far as names tell. */
export function managerWords(manager: string): string {
  return MANAGERS.find(([pattern]) => pattern.test(manager))?.[1] ?? manager;
}

export interface SourceOwner {
  readonly tool: "Argo CD" | "Flux" | "Helm";
  /** The application, Kustomization or release, where it says so. */
  readonly name: string | undefined;
  /** What tells it, such as `the label argocd.argoproj.io/instance=churn`. */
  readonly evidence: string;
  /** What will happen to a change made by hand. */
  readonly consequence: string;
}

interface Mark {
  readonly in: "labels" | "annotations";
  readonly key: string;
  readonly value?: RegExp;
  readonly tool: SourceOwner["tool"];
}

/** Flux before Helm: its helm-controller leaves Helm's marks as well. The tracking id of Argo CD reads `app:group/kind:ns/name`. */
const MARKS: readonly Mark[] = [
  { in: "annotations", key: "argocd.argoproj.io/tracking-id", tool: "Argo CD" },
  { in: "labels", key: "argocd.argoproj.io/instance", tool: "Argo CD" },
  { in: "labels", key: "kustomize.toolkit.fluxcd.io/name", tool: "Flux" },
  { in: "labels", key: "helm.toolkit.fluxcd.io/name", tool: "Flux" },
  { in: "annotations", key: "meta.helm.sh/release-name", tool: "Helm" },
  { in: "labels", key: "app.kubernetes.io/managed-by", value: /^Helm$/, tool: "Helm" },
];

const CONSEQUENCES: Readonly<Record<SourceOwner["tool"], string>> = {
  "Argo CD": l10n.t(
    "Argo CD shows the application as out of sync, and with self-heal puts its own version back (F49).",
  ),
  Flux: l10n.t("Flux puts its own version back at its next reconciliation."),
  Helm: l10n.t("The next helm upgrade may put the chart's version back."),
};

/** The tool that keeps the object in step with a source elsewhere; undefined where nothing tells of one. */
export function sourceOwnerOf(live: PlainMap): SourceOwner | undefined {
  for (const mark of MARKS) {
    const value = textAt(live, "metadata", mark.in, mark.key);
    if (value === undefined || mark.value?.test(value) === false) continue;
    const kind = mark.in === "labels" ? "label" : "annotation";
    const name = mark.value ? undefined : mark.key.endsWith("tracking-id") ? value.split(":")[0] : value;
    return {
      tool: mark.tool,
      name,
      evidence: l10n.t`the ${kind} ${mark.key}=${value}`,
      consequence: CONSEQUENCES[mark.tool],
    };
  }
  return byManager(live);
}

function byManager(live: PlainMap): SourceOwner | undefined {
  for (const entry of listAt(live, "metadata", "managedFields")) {
    const manager = textAt(entry, "manager") ?? "";
    const tool = managerWords(manager);
    if (tool !== "Argo CD" && tool !== "Flux" && tool !== "Helm") continue;
    if (!writesSpec(entry)) continue;
    return { tool, name: undefined, evidence: l10n.t`the field manager ${manager}`, consequence: CONSEQUENCES[tool] };
  }
  return undefined;
}

/** Argo CD also leaves notes on objects that it only looks at. */
function writesSpec(entry: unknown): boolean {
  return isMap(entry) && Object.hasOwn(mapAt(entry, "fieldsV1"), "f:spec");
}
