// A rename changes every place of a name, and where it cannot, none.
import { describe, expect, test } from "vitest";
import { applyEdits, parseStream } from "../yaml/index.ts";
import { renameEverywhere, renameTarget } from "./rename.ts";

const DEPLOYMENT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: churn, namespace: models}
spec:
  predictors:
    - name: main # the only one
      componentSpecs:
        - spec:
            initContainers: [{name: "model-model-initializer"}]
            containers:
              - name: model
                volumeMounts: [{name: data, mountPath: /d}]
            volumes: [{name: data, persistentVolumeClaim: {claimName: claim}}]
      graph:
        name: model
        modelUri: "pvc://claim/churn"
        envSecretRefName: 'minio' # keys
`;
const SECRET = "kind: Secret\nmetadata:\n  name: minio\n  namespace: models\nstringData: {a: b}\n";

/** The texts after a rename of what stands at the end of `part`, or the refusal. */
function rename(part: string, newName: string, ...texts: readonly string[]): readonly string[] | string {
  const [first = ""] = texts;
  const files = texts.map((text, index) => ({
    uri: `file:///${index}`,
    name: `${index}.yaml`,
    stream: parseStream(text),
  }));
  const stream = files[0]?.stream ?? parseStream("");
  const target = renameTarget(stream, first.indexOf(part) + part.length);
  if (!target) return "nothing to rename";
  const result = "refused" in target ? target : renameEverywhere(target, newName, files);
  if ("refused" in result) return result.refused;
  return texts.map((text, index) => applyEdits(text, result.find(({ uri }) => uri === files[index]?.uri)?.edits ?? []));
}

test("a unit with its container and the initializer that is called after it", () => {
  const [after = ""] = rename("graph:\n        name: mo", "scorer", DEPLOYMENT);
  expect(after).toBe(
    DEPLOYMENT.replace('"model-model-initializer"', '"scorer-model-initializer"')
      .replace("- name: model", "- name: scorer")
      .replace("  name: model\n", "  name: scorer\n"),
  );
});

test("a Secret in every file, each in its own quotes", () => {
  expect(rename("name: mi", "store", SECRET, DEPLOYMENT)).toEqual([
    SECRET.replace("name: minio", "name: store"),
    DEPLOYMENT.replace("'minio'", "'store'"),
  ]);
});

test("a claim inside a URI, a volume with its mounts, a predictor", () => {
  expect(rename("claimName: cl", "models", DEPLOYMENT)).toEqual([
    DEPLOYMENT.replace("claimName: claim", "claimName: models").replace("pvc://claim/", "pvc://models/"),
  ]);
  expect(rename("volumes: [{name: da", "files", DEPLOYMENT)).toEqual([
    DEPLOYMENT.replaceAll("{name: data", "{name: files"),
  ]);
  const request = "kind: PredictionTest\nspec: {target: {deployment: churn, predictor: main}}\n";
  expect(rename("- name: ma", "champion", DEPLOYMENT, request)).toEqual([
    DEPLOYMENT.replace("- name: main", "- name: champion"),
    request.replace("predictor: main", "predictor: champion"),
  ]);
});

test("a name that YAML would read as something else is quoted", () => {
  expect(rename("- name: ma", "1", DEPLOYMENT)).toEqual([DEPLOYMENT.replace("- name: main", "- name: '1'")]);
});

describe("is refused", () => {
  test("for names that Kubernetes does not take", () => {
    expect(rename("- name: ma", "Main_1", DEPLOYMENT)).toContain("is no name for a predictor");
    expect(rename("name: mi", "a".repeat(300), SECRET)).toContain("at most 253");
  });
  test("where the name is taken", () => {
    const other = SECRET.replace("name: minio", "name: store");
    expect(rename("name: mi", "store", SECRET, other)).toBe('There is a Secret "store" already.');
  });
  test("where an anchor shares the name", () => {
    const shared = "kind: Secret\nmetadata: {name: &name minio}\nstringData: {name: *name}\n";
    expect(rename("&name mi", "store", shared)).toContain("YAML anchor");
    expect(rename("name: mi", "store", SECRET, shared)).toContain("1.yaml: ");
  });
  test("where a template makes the name, or hides a place of it", () => {
    const templated = "kind: Secret\nmetadata:\n  name: '{{ .Values.secret }}'\n";
    expect(rename("name: '{{ .V", "store", templated)).toContain("A template makes the name");
    const chart =
      "{{- if .Values.on }}\nkind: SeldonDeployment\nspec: {{ x }}\n  envSecretRefName: minio\n{{- end }}\n";
    expect(rename("name: mi", "store", SECRET, chart)).toContain(
      '1.yaml has "minio" in a document that cannot be read',
    );
  });
  test("for sealed Secrets, and where a namespace is not written and may be two", () => {
    const sealed = "kind: SealedSecret\nmetadata: {name: minio, namespace: models}\nspec: {encryptedData: {a: b}}\n";
    expect(rename("{name: mi", "store", sealed)).toContain("sealed under its name");
    const bare = "kind: ServiceAccount\nmetadata: {name: runner}\nsecrets: [{name: minio}]\n";
    const other = SECRET.replace("namespace: models", "namespace: kubeflow");
    expect(rename("{name: mi", "store", bare, SECRET, other)).toContain("models or kubeflow");
  });
});
