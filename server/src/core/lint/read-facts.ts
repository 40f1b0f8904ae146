// Reads facts that come from outside. The contract is schemas/src/lint/facts.ts; here it is checked without zod, as a program
// that has to start fast does not load that.
import type { Facts, ObservedFailure } from "../../../../schemas/src/index.ts";

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
  for (const name of Object.keys(fields)) if (name !== "observed") problems.push(`${name}: there is no such field`);
  const observed = fields["observed"];
  if (observed === undefined) return { facts: {}, problems };
  return { facts: { observed: readFailures(observed, "observed", problems) }, problems };
}

/** @param at how problems name the list */
export function readFailures(input: unknown, at: string, problems: string[]): ObservedFailure[] {
  if (!Array.isArray(input)) {
    problems.push(`${at}: a list is needed`);
    return [];
  }
  return input.flatMap((item: unknown, index) => (isFailure(item, `${at}[${index}]`, problems) ? [item] : []));
}

type FieldType = "text" | "flag" | "texts" | Shape;

interface Shape {
  readonly required: Readonly<Record<string, FieldType>>;
  readonly optional: Readonly<Record<string, FieldType>>;
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

function* problemsOf(value: unknown, shape: Shape, at: string): Generator<string> {
  const fields = record(value);
  if (!fields) {
    yield `${at}: an object is needed`;
    return;
  }
  for (const [name, type] of Object.entries(shape.required)) yield* fieldProblems(fields[name], type, `${at}.${name}`);
  for (const [name, type] of Object.entries(shape.optional))
    if (fields[name] !== undefined) yield* fieldProblems(fields[name], type, `${at}.${name}`);
  for (const name of Object.keys(fields))
    if (!Object.hasOwn(shape.required, name) && !Object.hasOwn(shape.optional, name))
      yield `${at}.${name}: there is no such field`;
}

function* fieldProblems(value: unknown, type: FieldType, at: string): Generator<string> {
  const isMissing = value === undefined;
  if (typeof type === "object") {
    yield* problemsOf(value, type, at);
    return;
  }
  const { isRight, wanted } = TYPES[type];
  if (!isRight(value)) yield `${at}: ${wanted} is ${isMissing ? "missing" : "needed"}`;
}

const TYPES: Readonly<
  Record<"text" | "flag" | "texts", { isRight: (value: unknown) => boolean; readonly wanted: string }>
> = {
  text: { isRight: value => typeof value === "string", wanted: "text" },
  flag: { isRight: value => typeof value === "boolean", wanted: "true or false" },
  texts: {
    isRight: value => Array.isArray(value) && value.every(item => typeof item === "string"),
    wanted: "a list of texts",
  },
};

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
