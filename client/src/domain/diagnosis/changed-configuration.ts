// Secrets and ConfigMaps that changed after the containers that read them had started: these go on with the old values (F32).
import * as l10n from "@vscode/l10n";
import { listAt, textAt } from "../deploy/plain.ts";
import type { ContainerNode, PodNode, SeldonDeploymentNode } from "../health/tree.ts";
import { parseTime } from "../time.ts";
import { stepOf, type Judged } from "./causes-seen.ts";
import type { Cause } from "./cause.ts";
import type { Change, Known, Need, ObjectName } from "./known.ts";

/** Replicas read the same. */
const MAX_OBJECTS = 12;

/** Stamps are in whole seconds, and clocks of nodes differ: what is nearer than that is not called newer, in milliseconds. */
const SLACK = 5_000;

/** What containers of the newest pods take variables from; files are left out, for the kubelet brings those up to date. */
export function changeNeeds(tree: SeldonDeploymentNode): Need[] {
  const read = podsOf(tree).flatMap(({ pod }) => pod.containers.flatMap(({ name }) => variablesFrom(pod, name)));
  const objects = [...new Map(read.map(one => [`${one.kind}/${one.name}`, one])).values()].slice(0, MAX_OBJECTS);
  return objects.length > 0 ? [{ kind: "changes", objects }] : [];
}

export function changedCauses(known: Known, { tree }: Judged): Cause[] {
  const changes = changeNeeds(tree).flatMap(need => known.get(need, "changes")?.changes ?? []);
  return changes.flatMap((change): Cause[] => {
    const late = podsOf(tree).flatMap(({ pod, predictor, isExplainer }) =>
      pod.containers
        .filter(container => isOlder(container, change))
        .filter(({ name }) => variablesFrom(pod, name).some(({ kind, name: from }) => isSame(kind, from, change)))
        .map(container => ({ pod, predictor, isExplainer, container })),
    );
    const [first] = late;
    if (!first) return [];
    const { container, predictor, isExplainer } = first;
    const object = `${change.kind} ${change.name}`;
    const pod = first.pod.object.metadata.name;
    const started = startOf(container);
    return [
      {
        signature: "configuration-newer-than-pods",
        failureModes: ["F32"],
        title: l10n.t`${object} may have changed since the pods started`,
        meaning: l10n.t`${object} was written after container ${container.name} had started, and a container reads its variables when it starts. If values changed, the pods go on with the old ones, for the Deployment itself is the same.`,
        remedy: l10n.t("If the new values are to count, restart the pods."),
        command: `kubectl -n ${known.namespace} rollout restart deployment -l seldon-deployment-id=${known.name}`,
        step: stepOf(container),
        confidence: "possible",
        part: {
          predictor,
          ...(isExplainer && { isExplainer }),
          ...(container.unit !== undefined && { unit: container.unit }),
          container: container.name,
        },
        evidence: [
          { object, time: change.at },
          {
            object: l10n.t`Container ${container.name} of pod ${pod}`,
            ...(started !== undefined && { time: started }),
          },
        ],
      },
    ];
  });
}

function isOlder(container: ContainerNode, { at }: Change): boolean {
  const started = parseTime(startOf(container) ?? "");
  const changed = parseTime(at);
  return started !== undefined && changed !== undefined && changed - started > SLACK;
}

/** A container that starts anew reads anew, even in the same pod. */
function startOf({ status }: ContainerNode): string | undefined {
  return status?.state?.running?.startedAt ?? status?.state?.terminated?.startedAt;
}

function isSame(kind: string, name: string, change: ObjectName): boolean {
  return kind === change.kind && name === change.name;
}

interface Placed {
  readonly pod: PodNode;
  readonly predictor: string;
  readonly isExplainer: true | undefined;
}

function podsOf({ predictors }: SeldonDeploymentNode): Placed[] {
  return predictors.flatMap(({ spec, workloads }) =>
    workloads.flatMap(({ pods, role }) =>
      pods
        .filter(({ isNewest }) => isNewest)
        .map(pod => ({ pod, predictor: spec.name, isExplainer: role === "explainer" ? true : undefined })),
    ),
  );
}

/** What `envFrom` and `env[].valueFrom` of a container name. */
function variablesFrom({ object }: PodNode, container: string): ObjectName[] {
  const containers = [...listAt(object, "spec", "initContainers"), ...listAt(object, "spec", "containers")];
  const spec = containers.find(one => textAt(one, "name") === container);
  const named = (kind: string, name: string | undefined): ObjectName[] => (name === undefined ? [] : [{ kind, name }]);
  return [
    ...listAt(spec, "envFrom").flatMap(from => [
      ...named("Secret", textAt(from, "secretRef", "name")),
      ...named("ConfigMap", textAt(from, "configMapRef", "name")),
    ]),
    ...listAt(spec, "env").flatMap(one => [
      ...named("Secret", textAt(one, "valueFrom", "secretKeyRef", "name")),
      ...named("ConfigMap", textAt(one, "valueFrom", "configMapKeyRef", "name")),
    ]),
  ];
}
