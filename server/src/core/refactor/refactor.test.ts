// Refactorings: before and after, with comments and anchors kept, and none where a template hides what is needed.
import { describe, expect, test } from "vitest";
import {
  allRules,
  applyEdits,
  lintText,
  parseStream,
  refactoringsAt,
  seldonFacts,
  type Refactoring,
} from "../index.ts";

const HEAD = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
`;

const SINGLE = `${HEAD}spec:
  predictors:
    # The one that answers.
    - name: main # since May
      annotations:
        seldon.io/svc-name: churn-now
      graph:
        name: classifier
        implementation: SKLEARN_SERVER # of the release
        modelUri: gs://models/churn
`;

const AB = `${HEAD}spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            containers:
              # Memory for A.
              - name: model-a
                resources: { limits: { memory: 1Gi } }
              - name: model-b
                image: registry.example.com/b:1
      graph:
        name: ab
        implementation: RANDOM_ABTEST
        parameters:
          - name: ratioA
            value: "0.7"
            type: FLOAT
        children:
          - name: model-a
            implementation: SKLEARN_SERVER
            # Trained in June.
            modelUri: gs://models/a
          - name: model-b
            type: MODEL
`;

test("a canary is a copy of the predictor, its comments included, with a name and a share of its own", () => {
  expect(after(SINGLE, "name: churn", /^Add a canary/)).toBe(`${HEAD}spec:
  predictors:
    # The one that answers.
    - name: main # since May
      traffic: 90
      annotations:
        seldon.io/svc-name: churn-now
      graph:
        name: classifier
        implementation: SKLEARN_SERVER # of the release
        modelUri: gs://models/churn
    - name: canary # since May
      traffic: 10
      graph:
        name: classifier
        implementation: SKLEARN_SERVER # of the release
        modelUri: gs://models/churn
`);
});

test("a shadow gets copies of all requests, and the one that answers stays as it is", () => {
  const text = after(SINGLE, "kind: SeldonDeployment", /^Add a shadow/);
  expect(text).toContain(`    - name: shadow # since May
      shadow: true
      traffic: 100
`);
  expect(text).toContain("- name: main # since May\n      annotations:");
});

test("an A/B test becomes two predictors with the same shares, each with what it needs", () => {
  expect(after(AB, "RANDOM_ABTEST", /^Turn the A\/B test/)).toBe(`${HEAD}spec:
  predictors:
    - name: main
      traffic: 70
      componentSpecs:
        - spec:
            containers:
              # Memory for A.
              - name: model-a
                resources: { limits: { memory: 1Gi } }
      graph:
        name: model-a
        implementation: SKLEARN_SERVER
        # Trained in June.
        modelUri: gs://models/a
    - name: canary
      traffic: 30
      componentSpecs:
        - spec:
            containers:
              # Memory for A.
              - name: model-b
                image: registry.example.com/b:1
      graph:
        name: model-b
        type: MODEL
`);
});

test("an explainer gets the Secret of the graph, which does not hold for it", () => {
  const text = after(
    SINGLE.replace("gs://models/churn", "gs://models/churn/\n        envSecretRefName: store"),
    "name: main",
    /explainer/,
  );
  expect(
    text.endsWith(`        envSecretRefName: store
      explainer:
        type: AnchorTabular
        modelUri: gs://models/churn-explainer
        envSecretRefName: store
`),
  ).toBe(true);
});

describe("env", () => {
  const ENV = `${HEAD}  namespace: lab
spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                image: registry.example.com/c:1
                env:
                  - name: LEVEL # how much is said
                    value: "1"
                  - name: TOKEN
                    value: abc
                  - name: BOTH
                    value: $(LEVEL)-$(TOKEN)
      graph: { name: classifier, type: MODEL }
`;

  test("one value moves into a Secret at the end of the file", () => {
    const text = after(ENV, "name: TOKEN", "Move TOKEN into a Secret");
    expect(text).toContain(`                  - name: TOKEN
                    valueFrom:
                      secretKeyRef:
                        name: churn-secrets
                        key: TOKEN
`);
    expect(
      text.endsWith(`graph: { name: classifier, type: MODEL }
---
apiVersion: v1
kind: Secret
metadata:
  name: churn-secrets
  namespace: lab
stringData:
  TOKEN: abc
`),
    ).toBe(true);
  });

  test("the next value joins the object that is there", () => {
    const once = after(ENV, "name: TOKEN", "Move TOKEN into a ConfigMap");
    const twice = after(once, "name: LEVEL", "Move LEVEL into a ConfigMap");
    expect(twice).toContain(`data:
  TOKEN: abc
  LEVEL: '1'
`);
    expect(twice).toContain("- name: LEVEL # how much is said\n");
    expect(twice.match(/kind: ConfigMap/g)).toHaveLength(1);
  });

  test("a value that is put together of others stays, and so do all where one has to", () => {
    expect(titles(ENV, "name: BOTH")).toEqual([]);
    expect(titles(ENV, "env:")).toEqual([]);
    expect(titles(ENV.replace("$(LEVEL)-$(TOKEN)", "both"), "env:")).toEqual([
      "Move all 3 values of env into a ConfigMap",
      "Move all 3 values of env into a Secret",
    ]);
  });
});

test("Seldon's images are pinned to the release, others are left alone", () => {
  const text = SINGLE.replace(
    "      graph:",
    `      componentSpecs:
        - spec:
            containers:
              - name: classifier
                image: seldonio/sklearnserver:1.14.0
              - name: other
                image: seldonio/mlserver:1.2.0-sklearn
              - name: mine
                image: registry.example.com/mine:2
      graph:`,
  );
  const pinned = after(text, "image: seldonio/sklearnserver", /^Pin Seldon's 2 images/);
  expect(pinned).toContain("image: seldonio/sklearnserver:1.17.1\n");
  expect(pinned).toContain("image: seldonio/mlserver:1.3.5-sklearn\n");
  expect(pinned).toContain("registry.example.com/mine:2\n");
  expect(titles(pinned, "image: seldonio/sklearnserver")).toEqual([]);
});

describe("files", () => {
  const SECRET = "# For the store.\napiVersion: v1\nkind: Secret\nmetadata:\n  name: store\n";

  test("every object but the first gets a file of its own", () => {
    const found = at(`${SINGLE}---\n${SECRET}---\n${SECRET}`, "apiVersion", /^Split into 3 files/);
    expect(applyEdits(`${SINGLE}---\n${SECRET}---\n${SECRET}`, found.edits)).toBe(SINGLE);
    expect(found.files).toEqual([
      { name: "store-secret.yaml", text: SECRET },
      { name: "store-secret-2.yaml", text: SECRET },
    ]);
  });

  test("a kind that would lead out of the folder makes no file", () => {
    const outside = SECRET.replace("kind: Secret", "kind: x/../../../.github/workflows/ci");
    expect(titles(`${SINGLE}---\n${outside}`, "apiVersion").filter(title => title.startsWith("Split"))).toEqual([]);
  });

  test("JSON becomes YAML in the same order, and comes back as it was", () => {
    const json = `{
  "kind": "SeldonDeployment",
  "apiVersion": "machinelearning.seldon.io/v1",
  "metadata": {
    "name": "churn",
    "labels": {
      "10": "yes",
      "2": "1.0"
    }
  },
  "spec": {
    "replicas": 1,
    "predictors": [],
    "annotations": {}
  }
}
`;
    const found = at(json, '"apiVersion"', "Convert to YAML", "churn.json");
    const yaml = applyEdits(json, found.edits);
    expect(yaml).toBe(`kind: SeldonDeployment
apiVersion: machinelearning.seldon.io/v1
metadata:
  name: churn
  labels:
    '10': 'yes'
    '2': '1.0'
spec:
  replicas: 1
  predictors: []
  annotations: {}
`);
    expect(found.newName).toBe("churn.yaml");
    const back = at(yaml, "apiVersion", "Convert to JSON", "churn.yaml");
    expect(applyEdits(yaml, back.edits)).toBe(json);
    expect(back.newName).toBe("churn.json");
  });

  test("says that comments get lost", () => {
    expect(titles(SINGLE, "kind: SeldonDeployment")).toContain("Convert to JSON, without its 3 comments");
  });
});

describe("nothing is offered", () => {
  const places = ["kind: SeldonDeployment", "name: churn", "name: main"];

  test.each([
    ["where a template makes the predictor's name", SINGLE.replace("name: main", 'name: "{{ .Values.name }}"')],
    ["in the source of a chart", SINGLE.replace("spec:", "{{- if .Values.on }}\nspec:")],
    ["where the YAML has mistakes", `${SINGLE}  bad: [\n`],
    [
      "where nothing is Seldon's",
      SINGLE.replace("machinelearning.seldon.io/v1", "apps/v1").replace("SeldonDeployment", "Deployment"),
    ],
  ])("%s", (_, text) => {
    for (const place of places.filter(each => text.includes(each)))
      expect(titles(text, place).filter(title => !title.startsWith("Convert"))).toEqual([]);
  });

  test("that rests on a share which a template makes", () => {
    const text = SINGLE.replace("annotations:", 'traffic: "{{ share }}"\n      annotations:');
    expect(titles(text, "name: main")).toEqual(["Add an explainer"]);
  });

  test("in files that are known to be templates", () => {
    expect(refactoringsAt({ ...placeOf(SINGLE, "name: churn"), isTemplate: true })).toEqual([]);
  });

  test("beside another live predictor", () => {
    const text = after(SINGLE, "name: churn", /^Add a canary/);
    expect(titles(text, "name: churn").filter(title => title.startsWith("Add a"))).toEqual([]);
  });

  test("where an anchor of the graph is in use elsewhere, but a copy of the values is, where it is only repeated", () => {
    const anchored =
      AB.replace("graph:\n        name: ab", "graph: &ab\n        name: ab") + "      labels: { x: y }\n    - *ab\n";
    expect(titles(anchored, "RANDOM_ABTEST")).toEqual([]);
    const inside = SINGLE.replace(
      "gs://models/churn\n",
      "&uri gs://models/churn\n        parameters:\n          - { name: x, type: STRING, value: *uri }\n",
    );
    const text = after(inside, "name: churn", /^Add a canary/);
    expect(text).toContain("&uri gs://models/churn");
    expect(text.match(/gs:\/\/models\/churn/g)).toHaveLength(3);
  });
});

test.each([
  ["canary", SINGLE, "name: churn", /^Add a canary/],
  ["shadow", SINGLE, "name: churn", /^Add a shadow/],
  ["A/B", AB, "RANDOM_ABTEST", /^Turn the A\/B/],
] as const)("what %s leaves has no error that was not there before", (_, text, place, title) => {
  expect(errors(after(text, place, title))).toEqual(errors(text));
});

function errors(text: string): string[] {
  const { findings } = lintText(text, { rules: allRules, onCrash: "throw" });
  return findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

function after(text: string, place: string, title: string | RegExp): string {
  return applyEdits(text, at(text, place, title).edits);
}

function at(text: string, place: string, title: string | RegExp, name?: string): Refactoring {
  const found = refactoringsAt(placeOf(text, place, name));
  const chosen = found.find(each => (typeof title === "string" ? each.title === title : title.test(each.title)));
  if (!chosen) throw new Error(`Not offered: ${String(title)}, only ${found.map(each => each.title).join("; ")}`);
  return chosen;
}

function titles(text: string, place: string): string[] {
  return refactoringsAt(placeOf(text, place)).map(({ title }) => title);
}

function placeOf(text: string, place: string, name = "churn.yaml"): Parameters<typeof refactoringsAt>[0] {
  const start = text.indexOf(place);
  return {
    stream: parseStream(text),
    range: { start, end: start },
    name,
    isTemplate: false,
    factsOf: () => seldonFacts(),
  };
}
