// Every snippet, with its defaults filled in, is a manifest that lints clean.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { SNIPPET_FILES } from "../../client/src/contributions.ts";
import { PATTERNS } from "../../client/src/domain/patterns/index.ts";
import { allRules, lintText, parseStream, releaseOf, SUPPORTED_SELDON_VERSIONS } from "../../server/src/core/index.ts";

const snippetFile = z.record(
  z.string(),
  z.strictObject({ prefix: z.string().startsWith("seldon-"), description: z.string(), body: z.array(z.string()) }),
);

const snippets = SNIPPET_FILES.flatMap(({ path: file }) =>
  Object.entries(snippetFile.parse(JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")))),
);

/** Where snippets go that are no manifests by themselves, with what they need there; the marker's line has the indentation. */
const HOSTS: Readonly<Record<string, string>> = {
  "seldon-hpa": "componentSpec",
  "seldon-keda": "componentSpec",
  "seldon-pdb": "componentSpec",
  "seldon-istio": "spec",
  "seldon-ambassador": "spec",
  "seldon-logger": "unit",
};

const HOST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: my-model
spec:
  <spec>
  predictors:
    - name: main
      svcOrchSpec:
        resources:
          requests: { cpu: 100m }
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                resources:
                  requests: { cpu: 100m }
          <componentSpec>
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://my-bucket/my-model
        <unit>
`;

test("there is one for each pattern and each beginning", () => {
  expect(snippets.map(([, { prefix }]) => prefix)).toEqual([
    ...PATTERNS.map(({ id }) => `seldon-${id}`),
    "seldon-mlflow",
    ...["seldon-rclone-minio", "seldon-rclone-aws", "seldon-rclone-gcs", "seldon-rclone-azure", "seldon-pod-default"],
    ...[
      "seldon-hpa",
      "seldon-keda",
      "seldon-pdb",
      "seldon-istio",
      "seldon-ambassador",
      "seldon-kafka",
      "seldon-logger",
    ],
    "seldon-predict",
  ]);
});

describe.each(snippets)("%s", (_title, { prefix, body, description }) => {
  const place = HOSTS[prefix];
  const text = place === undefined ? fillIn(body.join("\n")) : inHost(fillIn(body.join("\n")), place);

  test("has every placeholder filled in by a default", () => {
    expect(text).not.toMatch(/\$[{\d]/);
  });

  test("parses", () => {
    expect(parseStream(text).documents.flatMap(({ document }) => document.problems)).toEqual([]);
  });

  test.each(SUPPORTED_SELDON_VERSIONS)("lints clean for %s", minor => {
    // Its own server is not offered there (S20).
    if (prefix === "seldon-mlflow" && minor === "1.15") return;
    const { version } = releaseOf(minor).release;
    const { findings } = lintText(text, { rules: allRules, seldonVersion: version, onCrash: "throw" });
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test("is described in a sentence", () => {
    expect(description).toMatch(/^[A-Z].*\.$/);
  });
});

test("the Secret that the others refer to is the one of the Secret snippet", () => {
  const named = snippets.flatMap(([, { body }]) => [...fillIn(body.join("\n")).matchAll(/envSecretRefName: (\S+)/g)]);
  const secrets = snippets.flatMap(([, { body }]) => [
    ...fillIn(body.join("\n")).matchAll(/kind: Secret\nmetadata:\n {2}name: (\S+)/g),
  ]);
  expect(named.length).toBeGreaterThan(0);
  for (const [, name] of named) expect(secrets.map(([, secret]) => secret)).toContain(name);
});

/** As VS Code inserts it: further lines with the indentation of the first. */
function inHost(snippet: string, place: string): string {
  const lines = HOST.split("\n").flatMap(line => {
    if (line.trim() !== `<${place}>`) return /^ *<\w+>$/.test(line) ? [] : [line];
    const indent = line.slice(0, line.indexOf("<"));
    return snippet
      .trimEnd()
      .split("\n")
      .map(each => indent + each);
  });
  return lines.join("\n");
}

/** As VS Code does when every placeholder is left at its default: the first of a choice, nothing for the last cursor place. */
function fillIn(body: string): string {
  return body
    .replaceAll(/\$\{\d+:((?:\\\}|[^}])*)\}/g, (_, value: string) => value.replaceAll("\\}", "}"))
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replaceAll("$0", "");
}
