// Reads facts that come from outside. The contract is schemas/src/lint; here it is checked without zod, as a program that has to
// start fast does not load that.
import type {
  ArtifactFact,
  Facts,
  ObservedFailure,
  RegistryAddress,
  WorkspaceResource,
} from "../../../../schemas/src/index.ts";
import { problemsOf, record, type Shape } from "./fact-shape.ts";

export interface FactsReading {
  /** What could be understood: facts with a problem are left out. */
  readonly facts: Facts;
  /** Half sentences such as `observed[0].name: text is missing`. */
  readonly problems: readonly string[];
}

/** Never throws. */
export function readFacts(input: unknown): FactsReading {
  const problems: string[] = [];
  const fields = record(input);
  if (!fields) return { facts: {}, problems: ['facts are an object, such as { "observed": [] }'] };
  for (const name of Object.keys(fields)) if (!KINDS.has(name)) problems.push(`${name}: there is no such field`);
  const { artifact, observed, registry, workspace } = fields;
  return {
    facts: {
      ...(artifact !== undefined && { artifact: readList(artifact, "artifact", isArtifact, problems) }),
      ...(observed !== undefined && { observed: readFailures(observed, "observed", problems) }),
      ...(registry !== undefined && { registry: readAddresses(registry, "registry", problems) }),
      ...(workspace !== undefined && { workspace: readList(workspace, "workspace", isWorkspaceResource, problems) }),
    },
    problems,
  };
}

const KINDS: ReadonlySet<string> = new Set(["artifact", "observed", "registry", "workspace"]);

/** @param at how problems name the list */
export function readFailures(input: unknown, at: string, problems: string[]): ObservedFailure[] {
  return readList(input, at, isFailure, problems);
}

/** @param at how problems name the list */
export function readAddresses(input: unknown, at: string, problems: string[]): RegistryAddress[] {
  return readList(input, at, isAddress, problems);
}

type Check<T> = (value: unknown, at: string, problems: string[]) => value is T;

function readList<T>(input: unknown, at: string, isRight: Check<T>, problems: string[]): T[] {
  if (!Array.isArray(input)) {
    problems.push(`${at}: a list is needed`);
    return [];
  }
  return input.flatMap((item: unknown, index) => (isRight(item, `${at}[${index}]`, problems) ? [item] : []));
}

const FAILURE: Shape = {
  required: {
    kind: "text",
    name: "text",
    failureModes: "texts",
    signature: "text",
    title: "text",
    meaning: "text",
    remedy: "text",
    evidence: { required: { object: "text" }, optional: { time: "text", line: "text" } },
  },
  optional: {
    namespace: "text",
    cluster: "text",
    predictor: "text",
    unit: "text",
    container: "text",
    isExplainer: "flag",
  },
};

function isFailure(value: unknown, at: string, problems: string[]): value is ObservedFailure {
  const found = [...problemsOf(value, FAILURE, at)];
  const kind = record(value)?.["kind"];
  if (typeof kind === "string" && kind !== "SeldonDeployment") found.push(`${at}.kind: only SeldonDeployment is known`);
  problems.push(...found);
  return found.length === 0;
}

const COLUMN: Shape = { required: {}, optional: { name: "text", type: "text", shape: "integers", isRequired: "flag" } };

const RESOURCE: Shape = {
  required: { kind: "text", name: "text", file: "text", line: "line" },
  optional: {
    namespace: "text",
    keys: "texts",
    isGenerated: "always",
    remotes: {
      listOf: {
        required: { name: "text", hasType: "flag", hasKeyId: "flag", hasSecretKey: "flag", usesEnvironment: "flag" },
        optional: {},
      },
    },
    secrets: "texts",
    matchLabels: "textByName",
    model: {
      required: { flavors: "texts", hasEnvironmentMap: "flag" },
      optional: {
        mlflowVersion: "text",
        pythonVersion: "text",
        signature: { required: { inputs: { listOf: COLUMN }, outputs: { listOf: COLUMN } }, optional: {} },
      },
    },
    packages: {
      listOf: { required: { name: "text", specifier: "text", installer: "installer" }, optional: {} },
    },
    pythonVersion: "text",
    values: "scalarByName",
  },
};

function isWorkspaceResource(value: unknown, at: string, problems: string[]): value is WorkspaceResource {
  const found = [...problemsOf(value, RESOURCE, at)];
  problems.push(...found);
  return found.length === 0;
}

const FILE: Shape = { required: { path: "text", size: "count" }, optional: {} };

const ARTIFACT: Shape = {
  required: {
    uri: "text",
    seen: "seen",
    files: { listOf: FILE },
    holds: { listOf: RESOURCE },
  },
  optional: {
    secret: "text",
    namespace: "text",
    isPartial: "always",
    around: { required: { uri: "text", files: { listOf: FILE } }, optional: {} },
  },
};

function isArtifact(value: unknown, at: string, problems: string[]): value is ArtifactFact {
  const found = [...problemsOf(value, ARTIFACT, at)];
  problems.push(...found);
  return found.length === 0;
}

const ADDRESS: Shape = {
  required: { uri: "text" },
  optional: { version: "text", artifactUri: "text", isMissing: "always" },
};

function isAddress(value: unknown, at: string, problems: string[]): value is RegistryAddress {
  const found = [...problemsOf(value, ADDRESS, at)];
  problems.push(...found);
  return found.length === 0;
}
