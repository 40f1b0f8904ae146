import { describe, expect, test } from "vitest";
import { COMMANDS, VIEWS } from "../contributions.ts";
import * as catalog from "./deploy-messages.ts";

const deployment = { kind: "deployment", context: "kind-lab", namespace: "ml", name: "iris" } as const;
const place = { uri: "file:///iris.yaml", line: 3 };
const trouble = { deployment, log: deployment, place, canRollBack: true };

const examples = [
  catalog.nothingToDeploy(),
  catalog.manifestHasSyntaxErrors("iris.yaml"),
  catalog.valueDoesNotFit("iris.yaml"),
  catalog.helmHasToRender("iris.yaml"),
  catalog.kindsAreUnknown(["Mapping (getambassador.io/v2)"], "kind-lab"),
  catalog.nothingIsApplied(["ClusterRole holds for the whole cluster."]),
  catalog.clusterRefuses("SeldonDeployment iris", "The API server refuses this.", 2, place),
  catalog.isUnchangedMessage("SeldonDeployment iris is already as the manifest says in ml in kind-lab."),
  catalog.changedMeanwhile("SeldonDeployment iris", "ml in kind-lab"),
  catalog.deployStopped("you cancelled it", ["Secret store"], ["SeldonDeployment iris"]),
  catalog.outcomeIsUnknown("Secret store", [], []),
  catalog.isApplied(["Secret store"], "ml in kind-lab"),
  catalog.isAvailable("SeldonDeployment iris", "ml in kind-lab", 40),
  catalog.rolloutFailed("classifier: OOMKilled", undefined, trouble),
  catalog.rolloutHangs("waiting for a node", 2, { ...trouble, place: undefined, canRollBack: false }),
  catalog.watchEnded("SeldonDeployment iris", "server starting"),
  catalog.cannotWatch("SeldonDeployment iris", "pods may not be listed."),
  catalog.nothingToRollBackTo("iris"),
  catalog.valuesAreForgotten(),
];

const known = [...Object.keys(COMMANDS), ...Object.keys(VIEWS).map(view => `${view}.focus`)];

describe("every message of a deploy", () => {
  test.each(examples)("says what happened and what to do in full sentences: $text", ({ text, actions }) => {
    expect(text).toMatch(/^["A-Za-z].*\.$/);
    expect(text).not.toMatch(/\.\.|\n|undefined/);
    expect(text.split(/\.\s/).length).toBeGreaterThan(1);
    for (const { command } of actions) expect(known).toContain(command);
  });
});

test("what was applied and what was not is always said when a deploy ends early", () => {
  expect(catalog.deployStopped("you cancelled it", ["Secret store"], ["SeldonDeployment iris"]).text).toBe(
    "The deploy ended early: you cancelled it. Applied: Secret store. Not applied: SeldonDeployment iris.",
  );
  expect(catalog.deployStopped("you cancelled it", [], []).text).toContain("Nothing was applied.");
});

test("going back is offered only where there is something to go back to", () => {
  const titles = (canRollBack: boolean): string[] =>
    catalog.rolloutFailed("it broke", undefined, { ...trouble, canRollBack }).actions.map(({ title }) => title);
  expect(titles(true)).toEqual(["Diagnose", "Open Log", "Show Line", "Roll Back"]);
  expect(titles(false)).toEqual(["Diagnose", "Open Log", "Show Line"]);
});
