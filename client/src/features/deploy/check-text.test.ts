import { expect, test } from "vitest";
import { checkText } from "./check-text.ts";

test("findings stand under how bad they are, with the line that mends them", () => {
  const text = checkText(
    [
      {
        id: "operator",
        severity: "error",
        title: "No operator",
        meaning: "Nothing runs.",
        command: "kubectl get pods",
      },
      { id: "crd", severity: "ok", title: "CRD", meaning: "Served." },
    ],
    { context: "kind-lab", namespace: "scoring" },
    0,
  );
  expect(text).toBe(
    [
      "# Cluster check: scoring in kind-lab",
      "As of 1970-01-01T00:00:00.000Z.",
      "## Will fail",
      "### No operator",
      "Nothing runs.",
      "```shell\nkubectl get pods\n```",
      "## In order",
      "### CRD",
      "Served.\n",
    ].join("\n\n"),
  );
});

test("what a cluster says is text, never markup", () => {
  const finding = { id: "x", severity: "warning", title: "[a](command:evil)", meaning: "<b>" } as const;
  const text = checkText([finding], { context: "c", namespace: "n" }, 0);
  expect(text).toContain(String.raw`### \[a\](command:evil)`);
  expect(text).toContain(String.raw`\<b\>`);
});
