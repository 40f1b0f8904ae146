// Defaults that an API server writes into objects. They say nothing that the manifest did not mean.
import type { ValuePath } from "./plain.ts";

interface Default {
  /** The end of a path; `*` stands for any index or key. */
  readonly path: readonly string[];
  readonly values: readonly unknown[];
}

/** The only default of Seldon's CRD, on ports of containers (seldondeployment-crd-1.17.1.yaml). */
const SELDON_DEFAULTS: readonly Default[] = [{ path: ["ports", "*", "protocol"], values: ["TCP"] }];

/** What Kubernetes 1.20 to 1.32 fills into built-in kinds (test/fixtures/builtin-verdicts.jsonl has 1.20's answers). */
const BUILT_IN_DEFAULTS: readonly Default[] = [
  ...SELDON_DEFAULTS,
  { path: ["terminationMessagePath"], values: ["/dev/termination-log"] },
  { path: ["terminationMessagePolicy"], values: ["File"] },
  { path: ["template", "spec", "restartPolicy"], values: ["Always"] },
  { path: ["dnsPolicy"], values: ["ClusterFirst"] },
  { path: ["schedulerName"], values: ["default-scheduler"] },
  { path: ["terminationGracePeriodSeconds"], values: [30] },
  { path: ["spec", "securityContext"], values: [{}] },
  { path: ["resources"], values: [{}] },
  { path: ["progressDeadlineSeconds"], values: [600] },
  { path: ["revisionHistoryLimit"], values: [10] },
  {
    path: ["spec", "strategy"],
    values: [{ type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } }],
  },
  { path: ["sessionAffinity"], values: ["None"] },
  { path: ["spec", "type"], values: ["ClusterIP"] },
  { path: ["internalTrafficPolicy"], values: ["Cluster"] },
  { path: ["ipFamilyPolicy"], values: ["SingleStack"] },
  { path: ["successThreshold"], values: [1] },
  { path: ["defaultMode"], values: [420] },
  { path: ["template", "metadata", "creationTimestamp"], values: [null] },
];

/** @param path from the object's root */
export function defaultsAt(isSeldon: boolean, path: ValuePath): readonly unknown[] {
  const table = isSeldon ? SELDON_DEFAULTS : BUILT_IN_DEFAULTS;
  return table.find(({ path: end }) => endsWith(path, end))?.values ?? [];
}

function endsWith(path: ValuePath, end: readonly string[]): boolean {
  const tail = path.slice(-end.length);
  return tail.length === end.length && tail.every((step, index) => end[index] === "*" || end[index] === step);
}
