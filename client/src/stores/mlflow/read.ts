// From answers of MLflow's REST API to what is used of them. The server leaves out what is empty, and newer ones add fields.

export interface RegisteredModel {
  readonly name: string;
  readonly description: string;
  /** Which version each alias leads to. */
  readonly aliases: readonly { readonly alias: string; readonly version: string }[];
  /** The newest version of each stage. */
  readonly latest: readonly ModelVersion[];
}

export interface ModelVersion {
  readonly name: string;
  readonly version: string;
  /** `Production`, `Staging`, `Archived`, or `None`; empty where the server knows no stages. */
  readonly stage: string;
  readonly aliases: readonly string[];
  /** `READY`, `PENDING_REGISTRATION`, `FAILED_REGISTRATION`. */
  readonly status: string;
  /** What it was registered from; not always where it lies. */
  readonly source: string;
  /** Empty where it comes from no run. */
  readonly runId: string;
  readonly description: string;
  /** Milliseconds since the Unix epoch; 0 where it is not told. */
  readonly createdAt: number;
}

export interface ModelRun {
  readonly id: string;
  readonly name: string;
  readonly artifactUri: string;
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
  readonly params: readonly { readonly key: string; readonly value: string }[];
  readonly tags: ReadonlyMap<string, string>;
  /** Of models that MLflow 3 logged beside the run's artifacts. */
  readonly outputModelIds: readonly string[];
}

/** A model that MLflow 3 keeps outside of its run, `models:/m-…`. */
export interface LoggedModel {
  readonly name: string;
  readonly artifactUri: string;
}

export function registeredModel(value: unknown): RegisteredModel | undefined {
  const name = text(value, "name");
  if (name === "") return undefined;
  return {
    name,
    description: text(value, "description"),
    aliases: list(value, "aliases").flatMap(item => {
      const [alias, version] = [text(item, "alias"), text(item, "version")];
      return alias === "" || version === "" ? [] : [{ alias, version }];
    }),
    latest: list(value, "latest_versions").flatMap(item => modelVersion(item) ?? []),
  };
}

export function modelVersion(value: unknown): ModelVersion | undefined {
  const [name, version] = [text(value, "name"), text(value, "version")];
  if (name === "" || version === "") return undefined;
  return {
    ...{ name, version },
    stage: text(value, "current_stage"),
    aliases: list(value, "aliases").filter((alias): alias is string => typeof alias === "string"),
    status: text(value, "status"),
    source: text(value, "source"),
    runId: text(value, "run_id"),
    description: text(value, "description"),
    createdAt: number(value, "creation_timestamp"),
  };
}

export function modelRun(value: unknown): ModelRun | undefined {
  const [info, data, outputs] = [field(value, "info"), field(value, "data"), field(value, "outputs")];
  const id = text(info, "run_id");
  if (id === "") return undefined;
  return {
    id,
    name: text(info, "run_name"),
    artifactUri: text(info, "artifact_uri"),
    metrics: list(data, "metrics").map(item => ({ key: text(item, "key"), value: number(item, "value") })),
    params: list(data, "params").map(item => ({ key: text(item, "key"), value: text(item, "value") })),
    tags: new Map(list(data, "tags").map(item => [text(item, "key"), text(item, "value")])),
    outputModelIds: list(outputs, "model_outputs").flatMap(item => text(item, "model_id") || []),
  };
}

export function loggedModel(value: unknown): LoggedModel | undefined {
  const info = field(value, "info");
  const artifactUri = text(info, "artifact_uri");
  return artifactUri === "" ? undefined : { name: text(info, "name"), artifactUri };
}

/** A field of what may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

export function text(value: unknown, name: string): string {
  const found = field(value, name);
  // Versions are numbers to some servers.
  return typeof found === "string" ? found : typeof found === "number" ? String(found) : "";
}

export function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** Whole numbers of 64 bits are texts in protobuf's JSON, and metrics that are none are `NaN`. */
export function number(value: unknown, name: string): number {
  const found = field(value, name);
  return typeof found === "number" ? found : typeof found === "string" ? Number(found) : 0;
}
