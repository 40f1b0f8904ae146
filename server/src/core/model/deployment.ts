// A SeldonDeployment as rules see it: predictors, graph units and containers that know each other and their place in the text.
import type { Cursor } from "../yaml/index.ts";
import type { Resource } from "./resource.ts";
import { BUILT_IN_IMPLEMENTATIONS, MAX_GRAPH_LEVELS, operatorName, type Protocol } from "./seldon-facts.ts";

/** More units than any graph has; stops an alias bomb. */
const MAX_UNITS = 2_000;

export class Deployment {
  readonly resource: Resource;
  readonly at: Cursor;
  readonly spec: Cursor;
  readonly predictors: readonly Predictor[];
  /** All graph units of all predictors. */
  readonly units: readonly Unit[];
  /** True where the executor runs in a pod of its own (seldon-facts §5.4). */
  readonly hasSeparateExecutor: boolean;

  constructor(resource: Resource) {
    this.resource = resource;
    this.at = resource.at;
    this.spec = resource.at.key("spec");
    this.predictors = this.spec
      .key("predictors")
      .items()
      .map((at, index) => new Predictor(this, at, index));
    this.units = this.predictors.flatMap(predictor => predictor.units);
    this.hasSeparateExecutor = this.specAnnotation("seldon.io/engine-separate-pod")?.toLowerCase() === "true";
  }

  get name(): string | undefined {
    return this.at.at("metadata", "name").string();
  }

  get namespace(): string | undefined {
    return this.at.at("metadata", "namespace").string();
  }

  /** The protocol in force: absent means seldon, `kfserving` is another name of v2; undefined where it is none of them. */
  get protocol(): Protocol | undefined {
    const written = this.spec.key("protocol");
    if (written.isEmpty || written.string() === "") return "seldon";
    const value = written.string();
    if (value === "kfserving" || value === "v2") return "v2";
    return value === "seldon" || value === "tensorflow" ? value : undefined;
  }

  /** A value of `spec.annotations`, the only place many of the operator's annotations are read from (seldon-facts §6). */
  specAnnotation(name: string): string | undefined {
    return this.spec.key("annotations").key(name).string();
  }
}

export class Predictor {
  readonly deployment: Deployment;
  readonly at: Cursor;
  readonly index: number;
  readonly componentSpecs: readonly ComponentSpec[];
  /** Root first, then children in the order of the text. Units below the levels the CRD holds are not there for the cluster, nor here. */
  readonly units: readonly Unit[];
  /** Containers of all componentSpecs, init containers not among them. */
  readonly containers: readonly Container[];

  constructor(deployment: Deployment, at: Cursor, index: number) {
    this.deployment = deployment;
    this.at = at;
    this.index = index;
    this.componentSpecs = at
      .key("componentSpecs")
      .items()
      .map((item, position) => new ComponentSpec(this, item, position));
    this.containers = this.componentSpecs.flatMap(componentSpec => componentSpec.containers);
    const units: Unit[] = [];
    if (at.key("graph").map) collectUnits(this, at.key("graph"), undefined, 0, units);
    this.units = units;
  }

  get name(): string | undefined {
    return this.at.key("name").string();
  }

  get graph(): Unit | undefined {
    return this.units[0];
  }

  get isShadow(): boolean {
    return this.at.key("shadow").boolean() === true;
  }

  /** Percent, as written; undefined where absent or not a whole number. */
  get traffic(): number | undefined {
    return this.at.key("traffic").integer();
  }

  get explainer(): Cursor {
    return this.at.key("explainer");
  }

  container(name: string): Container | undefined {
    return this.containers.find(container => container.name === name);
  }

  /** True where the executor is left out: the controller takes `"true"` in any case (seldon-facts §6). */
  get hasNoExecutor(): boolean {
    return this.at.key("annotations").key("seldon.io/no-engine").string()?.toLowerCase() === "true";
  }
}

function collectUnits(predictor: Predictor, at: Cursor, parent: Unit | undefined, depth: number, units: Unit[]): void {
  if (depth > MAX_GRAPH_LEVELS || units.length >= MAX_UNITS) return;
  const unit = new Unit(predictor, at, parent, depth);
  units.push(unit);
  for (const child of at.key("children").items()) if (child.map) collectUnits(predictor, child, unit, depth + 1, units);
}

/** A node of the inference graph (PredictiveUnit in Seldon's code). */
export class Unit {
  readonly predictor: Predictor;
  readonly at: Cursor;
  readonly parent: Unit | undefined;
  /** Levels below the root, which is 0. */
  readonly depth: number;
  readonly name: string | undefined;
  readonly implementation: string | undefined;

  constructor(predictor: Predictor, at: Cursor, parent: Unit | undefined, depth: number) {
    this.predictor = predictor;
    this.at = at;
    this.name = at.key("name").string();
    this.implementation = at.key("implementation").string();
    this.parent = parent;
    this.depth = depth;
  }

  get deployment(): Deployment {
    return this.predictor.deployment;
  }

  get type(): string | undefined {
    return this.at.key("type").string();
  }

  get modelUri(): Cursor {
    return this.at.key("modelUri");
  }

  get children(): readonly Unit[] {
    return this.predictor.units.filter(unit => unit.parent === this);
  }

  get parameters(): readonly Cursor[] {
    return this.at.key("parameters").items();
  }

  /** True where a server of the operator's map is asked for: any implementation that is not built in (seldon-facts §1.6). */
  get isPrepackaged(): boolean {
    const implementation = this.implementation;
    return implementation !== undefined && implementation !== "" && !BUILT_IN.has(implementation);
  }

  /** The container of componentSpecs that carries the unit's name, if the manifest has one. */
  get container(): Container | undefined {
    const name = this.name;
    return name === undefined ? undefined : this.predictor.container(name);
  }

  /** Name of the container that loads the model: `tfserving` beside TensorFlow's proxy, else the unit's own (seldon-facts §3.4). */
  get modelContainerName(): string | undefined {
    const isProxied = this.implementation === "TENSORFLOW_SERVER" && this.deployment.protocol !== "tensorflow";
    return isProxied ? "tfserving" : this.name;
  }

  /** Name of the init container that the operator injects (seldon-facts §4). */
  get initializerName(): string | undefined {
    const container = this.modelContainerName;
    return container === undefined ? undefined : operatorName(container, "-model-initializer");
  }

  /** Name of the volume that the operator adds for the model (seldon-facts §4). */
  get provisionVolumeName(): string | undefined {
    const container = this.modelContainerName;
    return container === undefined ? undefined : operatorName(container, "-provision-location");
  }

  /** The componentSpec whose pod runs the unit: the one with its container, else the first, where the operator puts it. */
  get componentSpec(): ComponentSpec | undefined {
    const container = this.modelContainerName;
    const holding = this.predictor.componentSpecs.find(spec => spec.containers.some(item => item.name === container));
    return holding ?? this.container?.componentSpec ?? this.predictor.componentSpecs[0];
  }

  /** An init container of the user's that bears the initializer's name: the operator then injects nothing but the mount (S01, F24). */
  get ownInitializer(): Container | undefined {
    const name = this.initializerName;
    return this.componentSpec?.initContainers.find(container => container.name === name);
  }
}

const BUILT_IN: ReadonlySet<string> = new Set(BUILT_IN_IMPLEMENTATIONS);

/** An item of `componentSpecs`: a pod template with its scaling. */
export class ComponentSpec {
  readonly predictor: Predictor;
  readonly at: Cursor;
  readonly index: number;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];

  constructor(predictor: Predictor, at: Cursor, index: number) {
    this.predictor = predictor;
    this.at = at;
    this.index = index;
    const pod = at.key("spec");
    this.containers = pod
      .key("containers")
      .items()
      .map(item => new Container(this, item));
    this.initContainers = pod
      .key("initContainers")
      .items()
      .map(item => new Container(this, item));
  }

  /** The pod spec. */
  get pod(): Cursor {
    return this.at.key("spec");
  }

  get volumes(): readonly Cursor[] {
    return this.pod.key("volumes").items();
  }

  /** True for the pod that carries the executor beside the model: the first, unless it runs apart or not at all (seldon-facts §5.4). */
  get carriesExecutor(): boolean {
    return this.index === 0 && !this.predictor.hasNoExecutor && !this.predictor.deployment.hasSeparateExecutor;
  }
}

export class Container {
  readonly componentSpec: ComponentSpec;
  readonly at: Cursor;
  readonly name: string | undefined;

  constructor(componentSpec: ComponentSpec, at: Cursor) {
    this.componentSpec = componentSpec;
    this.at = at;
    this.name = at.key("name").string();
  }

  get image(): string | undefined {
    const image = this.at.key("image").string();
    return image === "" ? undefined : image;
  }

  get ports(): readonly Cursor[] {
    return this.at.key("ports").items();
  }

  get env(): readonly Cursor[] {
    return this.at.key("env").items();
  }

  get volumeMounts(): readonly Cursor[] {
    return this.at.key("volumeMounts").items();
  }

  /** `command` and `args` as one list of strings. */
  get words(): readonly string[] {
    return [...this.at.key("command").items(), ...this.at.key("args").items()].flatMap(item => item.string() ?? []);
  }
}
