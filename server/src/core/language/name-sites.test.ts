// Which places of a file mean the same name, and where it leads.
import { describe, expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { definitionsOf, isSameName, nameSiteAt, nameSites, type NameSite } from "./name-sites.ts";

const TEXT = `apiVersion: v1
kind: Secret
metadata: {name: minio, namespace: models}
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: models
spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            initContainers:
              - name: classifier-model-initializer
            volumes:
              - name: data
                persistentVolumeClaim: {claimName: churn-data}
              - name: classifier-provision-location
                emptyDir: {}
              - name: keys
                secret: {secretName: minio}
            containers:
              - name: classifier
                envFrom: [{secretRef: {name: "minio"}}]
                volumeMounts:
                  - {name: data, mountPath: /data}
                  - {name: classifier-provision-location, mountPath: /mnt/models}
      graph:
        name: classifier
        modelUri: pvc://churn-data/model
        envSecretRefName: minio
        serviceAccountName: runner
    - name: other
      graph: {name: classifier}
---
apiVersion: seldon-deployments/v1
kind: PredictionTest
spec:
  target: {deployment: churn, predictor: main}
---
kind: ServiceAccount
metadata: {name: runner, namespace: models}
secrets: [{name: minio}]
---
kind: Secret
metadata: {name: minio, namespace: kubeflow}
`;

const stream = parseStream(TEXT);
const sites = nameSites(stream);

/** The name at the nth occurrence of a text. */
function siteAt(part: string, occurrence = 0): NameSite {
  let offset = -1;
  for (let count = 0; count <= occurrence; count++) offset = TEXT.indexOf(part, offset + 1);
  const site = nameSiteAt(stream, offset + part.length);
  if (!site) throw new Error(`There is no name at ${part}.`);
  return site;
}

const lineOf = ({ range }: NameSite): number => TEXT.slice(0, range.start).split("\n").length;
const linesOfSame = (site: NameSite): number[] => sites.filter(other => isSameName(other, site)).map(lineOf);
const linesOfDefinitions = (site: NameSite): number[] => definitionsOf(site, sites).map(lineOf);

test("every place says the name and nothing else", () => {
  for (const { range, name } of sites) expect(TEXT.slice(range.start, range.end)).toBe(name);
});

describe("a Secret", () => {
  test("is named by units, containers, volumes and accounts of its namespace", () => {
    expect(linesOfSame(siteAt("envSecretRefName: mi"))).toEqual([3, 23, 26, 33, 45]);
    expect(linesOfSame(siteAt("name: minio", 1))).toEqual(linesOfSame(siteAt("envSecretRefName: mi")));
  });
  test("of another namespace is another one", () => {
    expect(linesOfSame(siteAt("{name: mi", 2))).toEqual([48]);
  });
  test("leads to its manifest", () => {
    expect(linesOfDefinitions(siteAt("secretName: mi"))).toEqual([3]);
  });
});

test("a unit and its container lead to each other, within their predictor", () => {
  expect(linesOfDefinitions(siteAt("graph:\n        name: class"))).toEqual([25]);
  expect(linesOfDefinitions(siteAt("containers:\n              - name: class"))).toEqual([31]);
  expect(linesOfDefinitions(siteAt("graph: {name: class"))).toEqual([36]);
});

test("what the operator would call after a unit belongs to it", () => {
  const all = sites.filter(site => site.kind === "unit" && isSameName(site, siteAt("graph:\n        name: class")));
  expect(all.map(lineOf)).toEqual([16, 20, 25, 29, 31]);
  expect(all[0]?.textFor?.("model")).toBe("model-model-initializer");
});

test("volumes, claims in URIs, predictors of request files", () => {
  expect(linesOfSame(siteAt("- {name: da"))).toEqual([18, 28]);
  expect(siteAt("pvc://churn-d")).toMatchObject({ kind: "PersistentVolumeClaim", name: "churn-data" });
  expect(linesOfSame(siteAt("pvc://churn-d"))).toEqual([19, 32]);
  expect(linesOfSame(siteAt("predictor: ma"))).toEqual([12, 41]);
  expect(linesOfDefinitions(siteAt("deployment: ch"))).toEqual([8]);
});

test("names that templates make are no names", () => {
  const templated = parseStream("kind: Secret\nmetadata: {name: '{{ .Values.secret }}'}\n");
  expect(nameSites(templated)).toEqual([]);
});
