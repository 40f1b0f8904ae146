// Any text under any name is read without a crash, and in a time that grows with its length.
import fc from "fast-check";
import { expect, test } from "vitest";
import { allRules, lintText } from "../index.ts";

const NAMES = [
  "README.md",
  "guide.rst",
  "deploy.sh",
  "Dockerfile",
  "requirements.txt",
  "MLmodel",
  "conda.yaml",
  "values.yaml",
];

const PARTS = [
  "Seldon mlflow\n",
  "```yaml\n",
  "```\n",
  ".. code-block:: shell\n\n",
  "   ",
  "cat <<EOF | kubectl apply -f -\n",
  "EOF\n",
  "kubectl patch sdep a --type=json -p='[",
  '{"op": "replace", "path": "/spec/predictors/1/traffic", "value": 5}',
  "]'\n",
  "helm install a seldon-core-operator --set istio.enabled=true",
  "kubectl create namespace abc\n",
  "kubectl get pods -n abd\n",
  "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n",
  "flavors:\npython_function:\n  a: 1\n",
  "dependencies:\n  - python\n  - pip:\n    - sklearn\n",
  "pip install mlflow ",
  "$(",
  '"',
  "'",
  "\\\n",
  "\r\n",
  "packages_to_install=['sklearn'",
  "---\n",
  "...\n",
];

test("nothing crashes", () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...PARTS), fc.string()), { maxLength: 30 })
    .map(parts => parts.join(""));
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), text, (fileName, source) => {
      const { findings } = lintText(`${source}\nSeldon mlflow`, { rules: allRules, fileName, onCrash: "throw" });
      for (const { range } of findings) expect(range.start).toBeLessThanOrEqual(range.end);
    }),
    { numRuns: 300 },
  );
});

// The runner's own limit ends what takes the square of its length.
test.each(PARTS.flatMap(part => NAMES.slice(0, 4).map(name => [name, part] as const)))(
  "%s of nothing but %j",
  (fileName, part) => {
    const text = `Seldon\n${part.repeat(Math.ceil(100_000 / part.length))}`;
    expect(() => lintText(text, { rules: allRules, fileName, onCrash: "throw" })).not.toThrow();
  },
  10_000,
);
