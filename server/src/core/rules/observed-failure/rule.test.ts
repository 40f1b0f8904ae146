import { describe, expect, test } from "vitest";
import type { ObservedFailure } from "../../../../../schemas/src/index.ts";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText, type LintFinding } from "../../index.ts";
import { serverParameters } from "../server-parameters/rule.ts";
import { unusedSuppression } from "../unused-suppression/rule.ts";
import { observedFailure } from "./rule.ts";

checkRule(observedFailure, import.meta.url);

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
  namespace: models
spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                image: docker.io/acme/iris:1.4
                livenessProbe: { tcpSocket: { port: http } }
                resources: { limits: { memory: 256Mi } }
                env:
                  - name: TOKEN
                    valueFrom: { secretKeyRef: { name: token, key: value } }
            initContainers:
              - { name: fetch-words, image: docker.io/rclone/rclone:1.64 }
            volumes:
              - name: words
                persistentVolumeClaim: { claimName: words }
      svcOrchSpec: { resources: { limits: { memory: 64Mi } } }
      explainer:
        type: AnchorTabular
        modelUri: s3://models/explainer
        containerSpec: { name: explainer, image: docker.io/acme/explainer:1 }
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/iris
        envSecretRefName: store
        parameters:
          - { name: method, type: STRING, value: predict }
          - { name: model_file_name, type: STRING, value: iris.joblib }
`;

const INITIALIZER = "classifier-model-initializer";

function failure(changes: Partial<ObservedFailure> = {}): ObservedFailure {
  return {
    kind: "SeldonDeployment",
    name: "iris",
    namespace: "models",
    predictor: "main",
    unit: "classifier",
    failureModes: [],
    signature: "some-signature",
    title: "title",
    meaning: "Meaning.",
    remedy: "Remedy.",
    evidence: { object: "Pod iris-main-0" },
    ...changes,
  };
}

function lint(failures: readonly ObservedFailure[], text = MANIFEST): readonly LintFinding[] {
  const facts = { observed: [...failures] };
  return lintText(text, { rules: [observedFailure, unusedSuppression], facts, onCrash: "throw" }).findings;
}

function placeOf(changes: Partial<ObservedFailure>): string | undefined {
  const [finding] = lint([failure(changes)]);
  return finding && MANIFEST.slice(finding.range.start, finding.range.end);
}

describe("stands at", () => {
  const line = (text: string): Partial<ObservedFailure> => ({ evidence: { object: "Pod iris-main-0", line: text } });
  test.each<[string, Partial<ObservedFailure>]>([
    ["s3://models/iris", { failureModes: ["S11", "F40"], container: INITIALIZER }],
    ["s3://models/iris", { failureModes: ["S12"], container: "classifier" }],
    ["store", { failureModes: ["S03", "S35"], container: INITIALIZER }],
    ["env", { failureModes: ["F12"], container: "classifier" }],
    ["store", { failureModes: ["F09"], container: INITIALIZER, ...line('Error: secret "store" not found') }],
    ["token", { failureModes: ["F09"], container: "classifier", ...line('Error: secret "token" not found') }],
    ["words", { failureModes: ["F40"], ...line('persistentvolumeclaim "words" not found') }],
    ["classifier", { failureModes: ["F40"], ...line('persistentvolumeclaim "other" not found') }],
    ["model_file_name", { failureModes: ["S14"], ...line("unexpected keyword argument 'model_file_name'") }],
    ["256Mi", { failureModes: ["S15"], container: "classifier" }],
    ["64Mi", { failureModes: ["F53"], unit: undefined, container: "seldon-container-engine" }],
    ["livenessProbe", { failureModes: ["S16"], container: "classifier" }],
    ["docker.io/acme/iris:1.4", { failureModes: ["F15"], container: "classifier" }],
    ["docker.io/acme/explainer:1", { failureModes: ["F15"], unit: undefined, isExplainer: true }],
    ["s3://models/explainer", { failureModes: ["S11"], unit: undefined, isExplainer: true }],
    ["AnchorTabular", { unit: undefined, isExplainer: true }],
    ["fetch-words", { failureModes: ["S02"], unit: undefined, container: "fetch-words" }],
    ["classifier", {}],
    ["main", { unit: undefined }],
    ["iris", { unit: undefined, predictor: undefined }],
  ])("%s", (place, changes) => {
    expect(placeOf(changes)).toBe(place);
  });
});

describe("says nothing", () => {
  test.each<[string, Partial<ObservedFailure>]>([
    ["of another deployment", { name: "wine" }],
    ["of one in another namespace", { namespace: "staging" }],
    ["of a predictor that the manifest no longer has", { predictor: "canary", unit: undefined }],
    ["of a unit that the manifest no longer has", { unit: "transformer" }],
  ])("%s", (_title, changes) => {
    expect(lint([failure(changes)])).toEqual([]);
  });

  test("in a manifest whose name is made by a template", () => {
    expect(lint([failure()], MANIFEST.replace("name: iris", "name: $(NAME)"))).toEqual([]);
  });
});

test("a manifest without a namespace may have been applied to any", () => {
  expect(lint([failure()], MANIFEST.replace("  namespace: models\n", ""))).toHaveLength(1);
});

test("two clusters that show the same are told apart", () => {
  const findings = lint([failure({ cluster: "staging" }), failure({ cluster: "production" })]);
  expect(findings.map(({ message }) => message)).toEqual([
    "Seen in the cluster staging: title. Pod iris-main-0. Meaning. Remedy.",
    "Seen in the cluster production: title. Pod iris-main-0. Meaning. Remedy.",
  ]);
});

test("quotes one line, and no more of it than a reader takes in", () => {
  const long = `\u001b[31mERROR\n${"x".repeat(5000)}`;
  const [finding] = lint([failure({ evidence: { object: "Pod iris-main-0", line: long } })]);
  expect(finding?.message).toContain("said “[31mERROR xxx");
  expect(finding?.message.length).toBeLessThan(400);
  expect(finding?.message).not.toMatch(/[\u0000-\u001f]/);
});

describe("where a rule knows the cause from the manifest", () => {
  // Of a server with an image of its own nobody knows the parameters.
  const stock = MANIFEST.replace("                image: docker.io/acme/iris:1.4\n", "");
  const S14 = failure({ failureModes: ["S14"], cluster: "staging" });
  const rules = [serverParameters, observedFailure, unusedSuppression];
  const both = (text = stock, observed = [S14]): readonly LintFinding[] =>
    lintText(text, { rules, facts: { observed }, onCrash: "throw" }).findings;
  const [alone] = lintText(stock, { rules: [serverParameters], onCrash: "throw" }).findings;

  test("that rule tells what was seen, with its fixes", () => {
    expect(both()).toEqual([
      { ...alone, message: `${alone?.message ?? ""} Seen in the cluster staging: title. Pod iris-main-0.` },
    ]);
    expect(alone?.fixes.length).toBeGreaterThan(0);
  });

  test("it says nothing of the kind once the cluster has moved on", () => {
    expect(both(stock, [])).toEqual([alone]);
  });

  test("what was seen stands alone where that rule is silenced", () => {
    const silenced = stock.replace(
      "          - { name: model_file_name",
      "          # seldon-lint-disable-next-line server-parameters -- known\n          - { name: model_file_name",
    );
    expect(both(silenced).map(({ rule }) => rule)).toEqual(["observed-failure"]);
  });
});

describe("a suppression", () => {
  const text = MANIFEST.replace(
    "        name: classifier\n",
    "        # seldon-lint-disable-next-line observed-failure -- known\n        name: classifier\n",
  );

  test("silences it", () => {
    expect(lint([failure()], text)).toEqual([]);
  });

  test("is not called unused where nobody has looked at a cluster", () => {
    const { findings } = lintText(text, { rules: [observedFailure, unusedSuppression], onCrash: "throw" });
    expect(findings).toEqual([]);
  });

  test("is called unused where the cluster shows nothing", () => {
    expect(lint([], text).map(({ rule }) => rule)).toEqual(["unused-suppression"]);
  });
});

test("new facts count for a text that has not changed", () => {
  const rules = [observedFailure];
  const before = lintText(MANIFEST, { rules, facts: { observed: [] } });
  const after = lintText(MANIFEST, { rules, facts: { observed: [failure()] } }, before.state);
  expect([before.findings.length, after.findings.length]).toEqual([0, 1]);
});
