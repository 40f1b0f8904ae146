// Every pattern of "New SeldonDeployment…" lints clean, with each server it offers, for each Seldon version that is supported.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import * as z from "zod";
import {
  manifestText,
  offeredServers,
  PATTERNS,
  patternOf,
  secretText,
  STORES,
  takesColumns,
  type ModelServer,
  type PatternChoices,
} from "../../client/src/domain/patterns/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { readLikeKubectl } from "../../playground/src/admission/read-like-kubectl.ts";
import { validateSeldonDeployment } from "../../playground/src/admission/validate-seldon-deployment.ts";
import { allRules, lintText, parseStream, releaseOf, SUPPORTED_SELDON_VERSIONS } from "../../server/src/core/index.ts";

const NO_SERVER: readonly (ModelServer | undefined)[] = [undefined];

const COMBINATIONS = PATTERNS.flatMap(pattern =>
  SUPPORTED_SELDON_VERSIONS.flatMap(minor => {
    const { version } = releaseOf(minor).release;
    const servers = pattern.servers.length > 0 ? offeredServers(pattern, version) : NO_SERVER;
    return servers.map(server => ({
      title: `${pattern.id}, ${server ? `${server.implementation} ${server.protocol}` : "no server"}, ${minor}`,
      version,
      choices: choicesFor({ pattern: pattern.id, server }),
    }));
  }),
);

describe.each(COMBINATIONS)("$title", ({ choices, version }) => {
  const secret = secretText({ kind: "minio", name: "models-store", namespace: "lab" });
  const text = `${manifestText(choices)}---\n${secret}`;

  test("lints clean with its Secret", () => {
    expect(problems(text, version)).toEqual([]);
  });

  test("is accepted by the webhook's rules, which the verdicts of the real one prove", () => {
    expect(validateSeldonDeployment(readLikeKubectl(manifestText(choices)))).toEqual([]);
  });

  test("is what its text says: every value reads back as text", () => {
    const [first] = parseStream(text).documents;
    const root = first?.document.cursor();
    expect(root?.at("metadata", "name").string()).toBe("churn");
    expect(root?.at("metadata", "namespace").string()).toBe("lab");
  });

  test("has a comment on the why wherever there is more than the obvious", () => {
    if (choices.pattern !== "single" && choices.pattern !== "mlserver") expect(manifestText(choices)).toContain("# ");
  });
});

const Verdict = z.object({ yaml: z.string(), valid: z.boolean() });
const Sample = z.object({ file: z.string(), webhookAccepts: z.boolean() });
const CORPUS = path.resolve(projectRoot, "../shared/data/corpus");
/** Nobody in these sets has one; its fields are those of the other probes, and the CRD's schema holds them. */
const OF_KUBERNETES = /\.containers\.startupProbe\.(tcpSocket\.port|periodSeconds|failureThreshold)$/;
const hasSamples = existsSync(CORPUS);
const besides = hasSamples ? "and Seldon's samples" : "(skipped: ../shared/data/corpus is not beside the project)";

describe.skipIf(!hasSamples)(
  `like what was accepted: the manifests with verdicts of the real webhook ${besides}`,
  () => {
    // The verdicts alone know no explainer with a Secret; what the webhook says of that is asked of the validator above.
    const known = new Set([...judged(), ...samples()].flatMap(manifest => [...fieldsOf(manifest)]));

    test.each(COMBINATIONS)("$title", ({ choices }) => {
      const fields = [...fieldsOf(parse(manifestText(choices)))];
      expect(fields.filter(field => !known.has(field) && !OF_KUBERNETES.test(field))).toEqual([]);
    });
  },
);

test("offers every pattern in every version", () => {
  for (const { id, servers } of PATTERNS)
    for (const minor of SUPPORTED_SELDON_VERSIONS)
      if (servers.length > 0) expect(offeredServers(patternOf(id), `${minor}.0`), `${id} ${minor}`).not.toEqual([]);
});

test("a model in the workspace whose signature names columns gets a table, and lints clean beside it", () => {
  const model = { flavors: ["sklearn"], mlflowVersion: "2.3.1", hasEnvironmentMap: true };
  const signature = { inputs: [{ name: "age", type: "double" }], outputs: [] };
  const mlmodel = { kind: "MLmodel", name: "churn", file: "churn/MLmodel", line: 0, model: { ...model, signature } };
  expect(takesColumns(mlmodel)).toBe(true);
  const choices = choicesFor({ pattern: "canary", server: { implementation: "MLFLOW_SERVER", protocol: "seldon" } });
  const lint = (text: string): string[] =>
    lintText(text, { rules: allRules, facts: { workspace: [mlmodel] }, onCrash: "throw" }).findings.map(
      ({ rule }) => rule,
    );
  const secret = secretText({ kind: "minio", name: "models-store", namespace: "lab" });
  expect(lint(`${manifestText({ ...choices, takesColumns: true })}---\n${secret}`)).toEqual([]);
  expect(lint(`${manifestText(choices)}---\n${secret}`)).toEqual(["mlflow-column-names"]);
});

describe.each(STORES)("the Secret for $title", ({ kind, remote }) => {
  const secret = secretText({ kind, name: "store" });

  test("defines the remote of its addresses", () => {
    const uri = `${remote}://bucket/churn`;
    const choices = choicesFor({ pattern: "single", modelUris: [uri], secret: "store", namespace: undefined });
    expect(problems(`${manifestText(choices)}---\n${secret}`, "1.17.1")).toEqual([]);
  });

  test("follows the scheme of the address", () => {
    const choices = choicesFor({
      pattern: "single",
      modelUris: ["lake://bucket/churn"],
      secret: "store",
      namespace: undefined,
    });
    const followed = secretText({ kind, name: "store", remote: "lake" });
    expect(problems(`${manifestText(choices)}---\n${followed}`, "1.17.1")).toEqual([]);
    expect(problems(`${manifestText(choices)}---\n${secret}`, "1.17.1")).not.toEqual([]);
  });
});

test.each(["on", "null", "1e3", "0x1f", "y", "1.0", "a: b", "x #y", "- z", "{{ name }}", "*a", "@b", "ü"])(
  "writes %j so that it reads back as text",
  value => {
    const text = manifestText(choicesFor({ pattern: "single", secret: value, namespace: undefined }));
    const at = parseStream(text)
      .documents[0]?.document.cursor()
      .at("spec", "predictors", 0, "graph", "envSecretRefName");
    expect(at?.string()).toBe(value);
  },
);

function choicesFor(more: Partial<PatternChoices> & Pick<PatternChoices, "pattern">): PatternChoices {
  return {
    name: "churn",
    namespace: "lab",
    modelUris: ["s3://models/churn", "s3://models/churn-next"],
    secret: "models-store",
    ...more,
  };
}

/** Manifests that the real webhook of 1.17.1 accepted. */
function judged(): unknown[] {
  const lines = readFileSync(path.join(projectRoot, "test/fixtures/webhook-verdicts.jsonl"), "utf8").trim().split("\n");
  const verdicts = lines.map(line => Verdict.parse(JSON.parse(line))).filter(({ valid }) => valid);
  return verdicts.map(({ yaml }): unknown => parse(yaml, { merge: true, maxAliasCount: -1 }));
}

/** Other people's text, which the project does not hold; none where it is not there. */
function samples(): unknown[] {
  if (!hasSamples) return [];
  const read = (file: string): string => readFileSync(path.join(CORPUS, file), "utf8");
  const accepted = z
    .array(Sample)
    .parse(JSON.parse(read("index.json")))
    .filter(sample => sample.webhookAccepts);
  return accepted.flatMap(({ file }) => parseAllDocuments(read(file)).map(plain));
}

function plain(document: { toJS(): unknown }): unknown {
  return document.toJS();
}

/** Paths of fields such as `spec.predictors.graph.children.name`, whichever item of a list and level of a graph they are in. */
function fieldsOf(value: unknown, at = ""): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap(item => [...fieldsOf(item, at)]));
  if (typeof value !== "object" || value === null) return new Set([at]);
  // Their keys are names, not fields.
  if (/\.(annotations|labels)$/.test(at)) return new Set([at]);
  const fields = Object.entries(value).flatMap(([key, inner]) => [
    ...fieldsOf(inner, at === "" ? key : `${at}.${key}`),
  ]);
  return new Set(fields.map(field => field.replace(/(\.children)+/, ".children")));
}

function problems(text: string, seldonVersion: string): string[] {
  const { findings } = lintText(text, { rules: allRules, seldonVersion, onCrash: "throw" });
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}
