import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { modelUrisInLog } from "./model-uri-in-log.ts";
import { fillText, placeholdersInText } from "./placeholder-text.ts";
import { fillPlaceholders, placeholdersIn } from "./placeholders.ts";

function unit(modelUri: string): object {
  return { spec: { predictors: [{ graph: { name: "m", modelUri } }] } };
}

describe("in objects", () => {
  test.each([
    // Seed 000, section 6.
    ["MODEL_ARTIFACT_URI_PLACEHOLDER", "MODEL_ARTIFACT_URI_PLACEHOLDER", "word"],
    ["s3://models/${MODEL_VERSION}", "MODEL_VERSION", "variable"],
    ["$MODEL_URI", "MODEL_URI", "word"],
    ["$(MODEL_URI)", "MODEL_URI", "variable"],
    // Seed 002.
    ["{{ model_uri }}", "model_uri", "jinja"],
    ["{{ model_uri | default('s3://x') }}", "model_uri", "jinja"],
    ["{{workflow.parameters.model-uri}}", "model-uri", "argo"],
    ["{{inputs.parameters.uri}}", "uri", "argo"],
    ["{{ .Values.modelUri }}", ".Values.modelUri", "helm"],
    ["s3://<your-bucket>/model", "your-bucket", "word"],
    ["CHANGEME", "CHANGEME", "word"],
  ])("%s asks for %s (%s)", (text, name, syntax) => {
    const [placeholder, ...others] = placeholdersIn([unit(text)]);
    expect(others).toEqual([]);
    expect(placeholder).toMatchObject({ name, syntax });
    expect(placeholder?.places).toEqual([{ object: 0, path: ["spec", "predictors", 0, "graph", "modelUri"] }]);
  });

  test.each([
    ["a Kubernetes expansion", { containers: [{ env: [{ name: "A", value: "$(HOST):80" }], args: ["$(PORT)"] }] }],
    ["a shell's variable in a command", { containers: [{ command: ["sh", "-c", "echo ${HOME}"] }] }],
    ["a script in a ConfigMap", { data: { "run.sh": "#!/bin/sh\necho ${HOME}\n" } }],
    ["a date", { metadata: { annotations: { note: "since <2024 and > 1" } } }],
    ["an ordinary model", unit("s3://models/iris")],
    ["an empty expression", { data: { a: "{{ }}" } }],
  ])("%s is none", (_, value) => {
    expect(placeholdersIn([value])).toEqual([]);
  });

  test("one that stands in several places is asked for once", () => {
    const objects = [unit("${URI}"), { metadata: { annotations: { from: "${URI}" } } }];
    const found = placeholdersIn(objects);
    expect(found).toHaveLength(1);
    expect(found[0]?.places).toHaveLength(2);
    const values = new Map([["${URI}", "s3://models/$iris"]]);
    expect(objects.map(object => fillPlaceholders(object, values))).toEqual([
      unit("s3://models/$iris"),
      { metadata: { annotations: { from: "s3://models/$iris" } } },
    ]);
  });

  test("what has no value stays, and the object that was given is not changed", () => {
    const object = unit("s3://${BUCKET}/${PATH_TO}/m");
    expect(fillPlaceholders(object, new Map([["${BUCKET}", "b"]]))).toEqual(unit("s3://b/${PATH_TO}/m"));
    expect(object).toEqual(unit("s3://${BUCKET}/${PATH_TO}/m"));
  });
});

describe("in text", () => {
  test("comments are left alone, and the text stays as it is otherwise", () => {
    const text = "# put {{ model_uri }} here\nmodelUri: {{ model_uri }} # {{ model_uri }}\nname: 'a#{{ b }}'\n";
    expect(placeholdersInText(text).map(({ name }) => name)).toEqual(["model_uri", "b"]);
    expect(fillText(text, new Map([["{{ model_uri }}", "s3://m/1"]]))).toBe(
      "# put {{ model_uri }} here\nmodelUri: s3://m/1 # {{ model_uri }}\nname: 'a#{{ b }}'\n",
    );
  });

  test.each([
    ["modelUri: {{ v }}", 'it\'s: "x" #1'],
    ['modelUri: "{{ v }}"', 'a "quoted" \\ one'],
    ["modelUri: '{{ v }}'", "it's"],
    ["modelUri: {{ v }}", "- x"],
    ["modelUri: {{ v }}", "s3://bucket/a b"],
  ])("%s reads as the value", (text, value) => {
    expect(parse(fillText(text, new Map([["{{ v }}", value]])) ?? "")).toEqual({ modelUri: value });
  });

  test("numbers stay numbers", () => {
    expect(parse(fillText("replicas: {{ n }}", new Map([["{{ n }}", "3"]])) ?? "")).toEqual({ replicas: 3 });
  });

  test.each([
    ["modelUri: s3://{{ v }}/m", "a: b"],
    ["modelUri: {{ v }}", "two\nlines"],
  ])("a value that cannot stand there is refused: %s", (text, value) => {
    expect(fillText(text, new Map([["{{ v }}", value]]))).toBeUndefined();
  });
});

describe("in a training job's log", () => {
  test("the latest address at the end of a line comes first", () => {
    const log = [
      "View run at http://mlflow:5000/#/experiments/3/runs/0f",
      "Logged to mlflow-artifacts:/3/0f/artifacts/model",
      "uploading s3://mlflow-artifacts/3/0f/artifacts/data to the store",
      'Model saved: "s3://mlflow-artifacts/3/0e/artifacts/model".',
      "s3://mlflow-artifacts/3/0f/artifacts/model",
      "s3://mlflow-artifacts/3/0f/artifacts/model",
      "done",
    ];
    expect(modelUrisInLog(log)).toEqual([
      "s3://mlflow-artifacts/3/0f/artifacts/model",
      "s3://mlflow-artifacts/3/0e/artifacts/model",
    ]);
  });
});
