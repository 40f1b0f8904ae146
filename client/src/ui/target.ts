// What a row of the explorer stands for, as names: objects are looked up when they are needed, so that no row is ever out of date.

export type Target =
  | ContextTarget
  | NamespaceTarget
  | DeploymentTarget
  | PredictorTarget
  | UnitTarget
  | WorkloadTarget
  | PodTarget
  | ContainerTarget
  | RoutesTarget
  | RouteTarget
  | MessageTarget;

export interface ContextTarget {
  readonly kind: "context";
  readonly context: string;
}

export interface NamespaceTarget {
  readonly kind: "namespace";
  readonly context: string;
  readonly namespace: string;
}

/** A SeldonDeployment. */
export interface DeploymentTarget {
  readonly kind: "deployment";
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

interface InDeployment {
  readonly context: string;
  readonly namespace: string;
  /** Name of the SeldonDeployment. */
  readonly deployment: string;
}

export interface PredictorTarget extends InDeployment {
  readonly kind: "predictor";
  readonly predictor: string;
}

export interface UnitTarget extends InDeployment {
  readonly kind: "unit";
  readonly predictor: string;
  /** Names from the graph's root down to the unit: names may repeat in a broken graph. */
  readonly path: readonly string[];
}

/** A Deployment of Kubernetes that runs no graph unit: a separate executor, an explainer, or what an older manifest left. */
export interface WorkloadTarget extends InDeployment {
  readonly kind: "workload";
  readonly predictor: string | undefined;
  readonly workload: string;
}

export interface PodTarget extends InDeployment {
  readonly kind: "pod";
  /** The id of the row above: a pod that runs several units stands under each of them. */
  readonly parent: string;
  readonly pod: string;
}

export interface ContainerTarget extends InDeployment {
  readonly kind: "container";
  readonly parent: string;
  readonly pod: string;
  readonly container: string;
}

export interface RoutesTarget extends InDeployment {
  readonly kind: "routes";
}

export interface RouteTarget extends InDeployment {
  readonly kind: "route";
  readonly routeKind: string;
  readonly route: string;
}

/** A row that says why there are no others. */
export interface MessageTarget {
  readonly kind: "message";
  readonly context: string;
  readonly about: string;
}

/** The same for the same thing as long as it exists, which is what keeps a row expanded and selected. */
export function targetId(target: Target): string {
  const known = ids.get(target);
  if (known !== undefined) return known;
  const made = makeId(target);
  ids.set(target, made);
  return made;
}

/** Rows that stay the same are compared by it over and over. */
const ids = new WeakMap<Target, string>();

function makeId(target: Target): string {
  switch (target.kind) {
    case "context":
      return id("context", target.context);
    case "namespace":
      return id("namespace", target.context, target.namespace);
    case "deployment":
      return id("deployment", target.context, target.namespace, target.name);
    case "predictor":
      return id("predictor", ...inDeployment(target), target.predictor);
    case "unit":
      return id("unit", ...inDeployment(target), target.predictor, ...target.path);
    case "workload":
      return id("workload", ...inDeployment(target), target.workload);
    case "pod":
      return id("pod", target.parent, target.pod);
    case "container":
      return id("container", target.parent, target.container);
    case "routes":
      return id("routes", ...inDeployment(target));
    case "route":
      return id("route", ...inDeployment(target), target.routeKind, target.route);
    case "message":
      return id("message", target.context, target.about);
  }
}

function inDeployment({ context, namespace, deployment }: InDeployment): [string, string, string] {
  return [context, namespace, deployment];
}

/** Contexts may have any character in their name, so each part is escaped. */
function id(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

/**
 * The target in what a menu or another caller hands to a command: a row of the explorer, or a target itself. Anything else,
 * such as what a key binding passes, has none.
 */
export function targetOf(argument: unknown): Target | undefined {
  if (isTarget(argument)) return argument;
  const inside = fieldOf(argument, "target");
  return isTarget(inside) ? inside : undefined;
}

/**
 * What a command of a row's menu is for: VS Code hands over the row that was clicked and, where several are selected, all
 * of them.
 */
export function targetsOf(clicked: unknown, selected: unknown): readonly Target[] {
  const several = Array.isArray(selected) ? selected.flatMap(row => targetOf(row) ?? []) : [];
  if (several.length > 1) return several;
  const one = targetOf(clicked);
  return one ? [one] : [];
}

/** The deployment that a row belongs to, for what is about all of it; rows above deployments have none. */
export function deploymentOf(target: Target | undefined): DeploymentTarget | undefined {
  if (!target) return undefined;
  switch (target.kind) {
    case "context":
    case "namespace":
    case "message":
      return undefined;
    case "deployment":
      return target;
    default: {
      const { context, namespace, deployment: name } = target;
      return { kind: "deployment", context, namespace, name };
    }
  }
}

const FIELDS: Readonly<Record<Target["kind"], readonly string[]>> = {
  context: ["context"],
  namespace: ["context", "namespace"],
  deployment: ["context", "namespace", "name"],
  predictor: ["context", "namespace", "deployment", "predictor"],
  unit: ["context", "namespace", "deployment", "predictor"],
  workload: ["context", "namespace", "deployment", "workload"],
  pod: ["context", "namespace", "deployment", "parent", "pod"],
  container: ["context", "namespace", "deployment", "parent", "pod", "container"],
  routes: ["context", "namespace", "deployment"],
  route: ["context", "namespace", "deployment", "routeKind", "route"],
  message: ["context", "about"],
};

function isTarget(value: unknown): value is Target {
  const kind = fieldOf(value, "kind");
  if (typeof kind !== "string" || !isKind(kind)) return false;
  if (kind === "unit" && !isListOfText(fieldOf(value, "path"))) return false;
  return FIELDS[kind].every(field => typeof fieldOf(value, field) === "string");
}

function isKind(kind: string): kind is Target["kind"] {
  return Object.hasOwn(FIELDS, kind);
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every(item => typeof item === "string");
}

/** A row computes its target, so inherited fields count as well. */
function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, field);
  return found;
}
