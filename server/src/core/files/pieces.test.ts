import { describe, expect, test } from "vitest";
import { allRules, lintText } from "../index.ts";
import { readSource } from "./pieces.ts";

/** The pieces as their kind and the text from their first word on. */
function pieces(text: string, fileName: string): string[] {
  return readSource(text, fileName).pieces.map(
    ({ textKind, document }) => `${textKind ?? "yaml"}: ${document.text.trim().split("\n")[0]?.trim() ?? ""}`,
  );
}

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: default
      graph:
        name: classifier
        implementation: SKLEARN_SERVR
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`;

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

/** Rule and message of each finding, with the text that it points at. */
function found(text: string, fileName: string): string[] {
  return lintText(text, { rules: allRules, fileName, onCrash: "throw" }).findings.map(
    ({ rule, messageId, range }) => `${rule}/${messageId}: ${text.slice(range.start, range.end)}`,
  );
}

describe("a page", () => {
  test("gives its fences by their language, and none for other languages", () => {
    const page =
      "# Seldon\n\n```yaml\na: 1\n```\n\n1. Then:\n   ~~~sh\n   kubectl get sdep\n   ~~~\n\n```go\nx := 1\n```\n";
    expect(pieces(page, "README.md")).toEqual(["Page: # Seldon", "yaml: a: 1", "ShellScript: kubectl get sdep"]);
  });

  test("gives the code blocks of reStructuredText without their options", () => {
    const page =
      "Seldon\n======\n\n.. code-block:: yaml\n   :linenos:\n\n   a: 1\n\nThen.\n\n.. code:: python\n\n   x = 1\n";
    expect(pieces(page, "guide.rst")).toEqual(["Page: Seldon", "yaml: a: 1", "PythonCode: x = 1"]);
  });

  test("a fence that says shell and holds YAML is YAML", () => {
    expect(pieces("Seldon\n```shell\nname: x\n```\n", "a.md")).toEqual(["Page: Seldon", "yaml: name: x"]);
  });

  test("has the findings of a manifest in a list at their places", () => {
    const page = `# Seldon\n\n- First:\n\n  \`\`\`yaml\n${indented(MANIFEST, 2)}  \`\`\`\n`;
    expect(found(page, "README.md")).toEqual([expect.stringMatching(/: SKLEARN_SERVR$/)]);
  });

  test("that does not mention Seldon is not read", () => {
    const { state } = lintText("# Other\n\n```yaml\na: [\n```\n", { rules: allRules, fileName: "README.md" });
    expect(state.source).toBeUndefined();
  });

  test("an example that leaves something out is not read", () => {
    for (const dots of ["...", "# ...", "- ..."]) {
      const page = `# Seldon\n\n\`\`\`yaml\nkind: SeldonDeployment\nspec:\n  predictors:\n    ${dots}\n\`\`\`\n`;
      expect(pieces(page, "README.md")).toEqual(["Page: # Seldon"]);
    }
  });

  test("a fragment on it is no file that somebody applies", () => {
    const page =
      "Seldon:\n\n```yaml\nspec:\n  predictors:\n    - name: a\n      graph:\n        name: b\n        type: MODEL\n```\n";
    expect(found(page, "a.md").filter(code => code.startsWith("manifest-fragment"))).toEqual([]);
  });
});

describe("a script", () => {
  test("gives its here-documents and the patches of SeldonDeployments", () => {
    const script = `cat <<EOF | kubectl apply -f -\nkind: Secret\nEOF\ncat <<EOF > notes\nhello\nEOF\nkubectl patch sdep a --type=json -p='[{"op":"test","path":"/a","value":1}]'\nkubectl patch deploy a -p '{}'\n`;
    expect(pieces(script, "deploy.sh")).toEqual([
      "ShellScript: cat <<EOF | kubectl apply -f -",
      "yaml: kind: Secret",
      'yaml: [{"op":"test","path":"/a","value":1}]',
    ]);
  });
});

describe("a manifest in a string", () => {
  const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: deploy-
spec:
  templates:
    - name: deploy
      resource:
        action: apply
        manifest: |
${indented(MANIFEST, 10)}`;

  test("has its findings at their places", () => {
    expect(found(workflow, "workflow.yaml")).toEqual([expect.stringMatching(/: SKLEARN_SERVR$/)]);
  });

  test("what the workflow fills in is unknown, and no template makes its text explode", () => {
    const filled = workflow
      .replace("SKLEARN_SERVR", "SKLEARN_SERVER")
      .replace("gs://seldon-models/v1.17.1/sklearn/iris", '"{{inputs.parameters.model-uri}}"')
      .replace("name: churn", "name: {{workflow.parameters.name}}");
    expect(found(filled, "workflow.yaml")).toEqual([]);
  });

  test("kubectl's copy of what was applied is not looked at twice", () => {
    const live = MANIFEST.replace(
      "  name: churn\n",
      `  name: churn\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n${indented(MANIFEST, 6)}`,
    );
    expect(found(live, "live.yaml")).toEqual([expect.stringMatching(/: SKLEARN_SERVR$/)]);
  });
});

test("after an edit only the part that changed is read anew", () => {
  const page = `# Seldon\n\n\`\`\`yaml\n${MANIFEST}\`\`\`\n\n\`\`\`sh\nkubectl get sdep\n\`\`\`\n`;
  const options = { rules: allRules, fileName: "README.md" };
  const first = lintText(page, options);
  const second = lintText(page.replace("get sdep", "get pods"), options, first.state);
  // The page itself, and the script.
  expect(second.documentsLinted).toBe(2);
  expect(second.findings.map(({ rule }) => rule)).toEqual(first.findings.map(({ rule }) => rule));
});

test("a comment silences a finding in a script, whatever quotes stand around it", () => {
  const script =
    "echo 'it''s Seldon\n# seldon-lint-disable-next-line pod-selector -- an old cluster\nkubectl get pods -l seldon-deployment=a\n";
  expect(found(script, "a.sh")).toEqual([]);
});

test("a page may show suppressions", () => {
  const page =
    "# Seldon\n\n```yaml\n# seldon-lint-disable-next-line image-tag -- why\nimage: seldonio/sklearnserver:latest\n```\n";
  expect(found(page, "a.md")).toEqual([]);
});
