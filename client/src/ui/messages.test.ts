import { describe, expect, test } from "vitest";
import { COMMANDS, VIEWS } from "../contributions.ts";
import * as catalog from "./messages.ts";

const IRIS = { name: "iris", context: "kind-lab", namespace: "scoring" };

const examples = [
  catalog.serverDidNotStart("spawn ENOENT"),
  catalog.serverKeepsEnding(5, 3),
  catalog.connectionsEnded("The connections to clusters have ended: their thread is over. Refresh to begin anew."),
  catalog.commandFailed("Show Log", "it broke.\n    at somewhere"),
  catalog.rowIsLost("Restart Pods…"),
  catalog.noManifestInEditor(),
  catalog.serverIsNotRunning(),
  catalog.nothingToFix(),
  catalog.documentChangedWhileFixing(),
  catalog.fixesWereRefused(),
  catalog.playgroundIsReady(),
  catalog.playgroundEnded(1),
  catalog.noLogIsOpen(),
  catalog.logIsSaved("iris.log"),
  catalog.rowHasNoLog(),
  catalog.clusterIsNotTrusted("Scale…"),
  catalog.writesAreOff("Scale…"),
  catalog.noDeploymentToChoose("Describe"),
  catalog.notThereAnymore("iris", "kind-lab"),
  catalog.nothingToRestart("iris"),
  catalog.isRestarting(["iris-default-0-classifier"], "kind-lab"),
  catalog.isScaled("spec.replicas", 3, "kind-lab"),
  catalog.nothingToScale("iris", ["An autoscaler decides over pods of main; no number here overrules it."]),
  catalog.isGone({ ...IRIS, unseen: [] }, "1 Deployment, 2 pods", 4),
  catalog.isGone({ ...IRIS, unseen: ["Pods"] }, "", 4),
  catalog.isNotGone({ ...IRIS, unseen: [] }, ["SeldonDeployment iris waits for the finalizer example.com/hold"], false),
  catalog.isNotGone({ ...IRIS, unseen: [] }, ["pod a is about to go", "b", "c", "d"], true),
  catalog.isNotGone({ ...IRIS, unseen: [] }, [], false),
  catalog.changeIsRefused("Scale", "SeldonDeployment iris", "exceeded quota: pods=3, limited: pods=2"),
  catalog.isScaledAlready("spec.replicas", 3, "kind-lab"),
  catalog.portIsForwarded("port 9000 of pod iris", 43_210),
  catalog.noForwards(),
  catalog.noPorts("iris"),
  catalog.noLinks(),
  catalog.linkLacksValues("MLflow", ["bucket", "path"]),
  catalog.linkIsRefused("MLflow", "it is no address"),
  catalog.noObjectAtCursor(),
  catalog.notInCluster("iris", "kind-lab"),
  catalog.noClusterToShow(),
];

const known = [...Object.keys(COMMANDS), ...Object.keys(VIEWS).map(view => `${view}.focus`)];

describe("every message", () => {
  test.each(examples)("says what happened and what to do in full sentences: $text", ({ text, actions }) => {
    expect(text).toMatch(/^["A-Z].*\.$/);
    expect(text).not.toMatch(/\.\.|\n|undefined/);
    expect(text.split(/\.\s/).length).toBeGreaterThan(1);
    for (const { command } of actions) expect(known).toContain(command);
  });
});

test("takes the first line of a reason and lets the sentence end once", () => {
  expect(catalog.commandFailed("Show Log", "it broke.\n    at somewhere").text).toContain(
    "finished: it broke. Nothing",
  );
});

test("says so when there is no reason", () => {
  expect(catalog.serverDidNotStart("  ").text).toContain("no reason was given");
});
