// How a scenario of the playground is written down: what is applied, what a diagnosis has to say, and which of the catalogue's words appear.
import type { Diagnosis } from "../../../../client/src/domain/index.ts";

export interface Scenario {
  /** The entry of the catalogue (failure-modes.md) that a diagnosis is to name; undefined where nothing is to be found. */
  readonly mode: string | undefined;
  readonly title: string;
  /** Of what a diagnosis is to name where the catalogue has no entry, but an exit code only (§4.3). */
  readonly signature?: string;
  /** The entry of a second cause, at work at the same time. */
  readonly and?: string;
  /** YAML: a SeldonDeployment called `model`, without a namespace. `◀` marks the line on which the editor is to tell it. */
  readonly manifest: string;
  /** Of the Secret `store`. */
  readonly secret?: Readonly<Record<string, string>>;
  /** A second fault that would only show later. */
  readonly isTwofold?: true;
  /** Entries whose words appear as well, or, without `mode`, whose words are all there is to see. */
  readonly also?: readonly string[];
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Objects without a namespace that are there before, as YAML. */
  readonly beside?: readonly string[];
  /** Sent once it is there: the failure shows with a request only. */
  readonly request?: ScenarioRequest;
  readonly shows: Shown;
}

export interface ScenarioRequest {
  /** A Service's name and port: the predictor's, or that of a single container; `gateway` for the ingress. */
  readonly to: "model-main:8000" | "model-main-explainer:9000" | "gateway";
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
  /** `application/json` unless said otherwise. */
  readonly type?: string;
}

/**
 * What is to be seen. Texts are the catalogue's, letter by letter: `…` stands for anything, `<…>` for a word, and a lone `N` in
 * brackets for a number.
 */
export interface Shown {
  /** Of the SeldonDeployment; undefined where the operator has written none. */
  readonly state: "Available" | "Creating" | "Failed" | undefined;
  /** The container that fails, its exit code and its reason, as §4.3 has them. */
  readonly exit?: readonly [container: string, code: number, reason: string];
  /** Waiting or terminated reason of a container, or of the pod. */
  readonly pod?: readonly string[];
  /** In the description or the conditions of the SeldonDeployment. */
  readonly status?: readonly string[];
  readonly events?: readonly string[];
  readonly logs?: readonly string[];
  /** What the request is answered with. */
  readonly answer?: readonly string[];
  /** What the API server answers to the apply. */
  readonly apply?: readonly string[];
  /** In the log of the operator's pod. */
  readonly operator?: readonly string[];
  /** What kubectl prints. */
  readonly kubectl?: readonly string[];
}

/** What is wrong with the cluster, or with how it is asked; the deployment itself is in order unless the manifest says otherwise. */
export interface ClusterScenario extends Omit<Scenario, "manifest" | "isTwofold" | "beside"> {
  /** As for the playground; `istio` unless said otherwise. */
  readonly ingress?: "ambassador" | "none";
  readonly states: readonly string[];
  /** Applied while the cluster is in these states; a well one where it is left out, none for `false`. */
  readonly manifest?: string | false;
  /** Applied and awaited before the states are entered. */
  readonly before?: string;
  /** Arguments of kubectl; `<namespace>` is filled in. */
  readonly kubectl?: readonly string[];
  /** What kubectl reads. */
  readonly input?: string;
}

/** By what a diagnosis is held to be right: entries, or else signatures. */
export function expectedNames({ mode, signature, and }: Pick<Scenario, "mode" | "signature" | "and">): string[] {
  return [mode ?? signature, and].filter(name => name !== undefined);
}

/** What a diagnosis names, in its order: causes, or of what fails without a known one the symptoms. */
export function namesOf({ state, causes, symptoms }: Diagnosis): string[] {
  const named = causes.length === 0 && state === "failing" ? symptoms : causes;
  return named.map(({ failureModes: [mode], signature }) => mode ?? signature);
}

/** Behind a line of a manifest: here the editor is to tell it. */
export const MARK = " ◀";

/** The Secret of the playground's store, keys left out. */
export const STORE: Readonly<Record<string, string>> = {
  RCLONE_CONFIG_S3_TYPE: "s3",
  RCLONE_CONFIG_S3_PROVIDER: "Minio",
  RCLONE_CONFIG_S3_ENV_AUTH: "false",
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: "change-me",
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "change-me",
  RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9000",
};

/** The Secret with some keys changed, or left out. */
export function secret(changes: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries({ ...STORE, ...changes });
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

export interface Graph {
  readonly server?: string;
  readonly uri?: string;
  readonly ref?: string | false;
  readonly more?: readonly string[];
  /** Lines of the predictor, without indentation. */
  readonly predictor?: readonly string[];
  readonly spec?: readonly string[];
}

/** A predictor `main` with one unit `scorer`. */
export function manifest({
  server = "SKLEARN_SERVER",
  uri = "s3://models/sklearn/iris",
  ref,
  more = [],
  ...rest
}: Graph): string {
  const { predictor = [], spec = [] } = rest;
  return [
    "apiVersion: machinelearning.seldon.io/v1",
    "kind: SeldonDeployment",
    "metadata:",
    "  name: model",
    "spec:",
    ...spec.map(line => `  ${line}`),
    "  predictors:",
    "    - name: main",
    ...predictor.map(line => `      ${line}`),
    "      graph:",
    "        name: scorer",
    `        implementation: ${server}`,
    `        modelUri: ${uri}`,
    ...(ref === false ? [] : [`        envSecretRefName: ${ref ?? "store"}`]),
    ...more.map(line => `        ${line}`),
    "",
  ].join("\n");
}

/** A componentSpec with more lines for the unit's container. */
export function container(...lines: readonly string[]): readonly string[] {
  return [
    "componentSpecs:",
    "  - spec:",
    "      containers:",
    "        - name: scorer",
    ...lines.map(line => `          ${line}`),
  ];
}

export function scenario(
  mode: string | undefined,
  title: string,
  graph: Graph,
  shows: Shown,
  more: Omit<Scenario, "mode" | "title" | "manifest" | "shows"> = {},
): Scenario {
  return { mode, title, manifest: manifest(graph), secret: STORE, shows, ...more };
}

/** One with a cause that stands in no manifest: the annotation asks the playground for it. */
export function played(name: string): readonly string[] {
  return ["annotations:", `  playground.seldon/scenario: ${name}`];
}

/** With the mark on a line that the builders write by themselves, such as `name: scorer`. */
export function toldAt(line: string, { manifest: text, ...rest }: Scenario): Scenario {
  return { ...rest, manifest: text.replace(new RegExp(`^( *${line})$`, "m"), `$1${MARK}`) };
}

/** The churn model of the diary. */
export const MLFLOW = "s3://mlflow-artifacts/3/0b1c2d3e4f5a46718293a4b5c6d7e8f9/artifacts/model";
/** For graphs of units with images of their own. */
export const GRAPH_WITHOUT_SERVER = [
  "apiVersion: machinelearning.seldon.io/v1",
  "kind: SeldonDeployment",
  "metadata:",
  "  name: model",
  "spec:",
  "  predictors:",
  "    - name: main",
];
