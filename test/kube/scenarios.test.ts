// Every scenario of the playground, played: it shows the catalogue's words, and a diagnosis names its entry on the right line.
// UPDATE=1 writes support/scenarios/table.json, from which `npm run gen` makes docs/playground-scenarios.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import { CLUSTER_STATES } from "../../playground/src/cluster-states/states.ts";
import { hasKubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { startPlayground } from "../../playground/src/playground.ts";
import { SCENARIOS as ASKED_FOR } from "../../playground/src/scenarios/index.ts";
import type { IngressKind } from "../../playground/src/simulation.ts";
import { CLUSTER_SCENARIOS } from "./support/scenarios/cluster.ts";
import { confusionTable } from "./support/scenarios/confusion.ts";
import { MARK, SCENARIOS } from "./support/scenarios/index.ts";
import { playCluster, type ClusterOutcome, type PlayedCluster } from "./support/scenarios/play-cluster.ts";
import { lineOf, play, seenIn, type Outcome } from "./support/scenarios/play.ts";
import { expectedNames, manifest, namesOf } from "./support/scenarios/scenario.ts";
import { expectedRow } from "./support/scenarios/table.ts";
import { UNPLAYED } from "./support/scenarios/unplayed.ts";

/** Ten minutes of conda in ten seconds. */
const SPEED = 60;
/** More of them would not fit on the playground's node. */
const AT_ONCE = 8;
const TABLE = path.join(import.meta.dirname, "support", "scenarios", "table.json");

const closing: (() => Promise<void>)[] = [];
const outcomes: Outcome[] = [];
const clusterOutcomes: ClusterOutcome[] = [];

// Part of what the catalogue quotes is said by kubectl itself: without one that cannot be played, and the summary tells so by this title.
describe.skipIf(!hasKubectl)("The playground's scenarios (needs kubectl)", () => {
  beforeAll(async () => {
    await playDeployments();
    await Promise.all((["istio", "ambassador", "none"] as const).map(playClusters));
  }, 600_000);

  afterAll(async () => {
    for (const close of closing) await close();
  });

  test("each shows its state, exit code, events and log lines in the catalogue's words", () => {
    expect(outcomes.map(({ row }) => row)).toEqual(SCENARIOS.map(expectedRow));
    expect(clusterOutcomes.map(({ row }) => row)).toEqual(CLUSTER_SCENARIOS.map(expectedRow));
  });

  test("each is diagnosed to its own entry: the confusion table has nothing off its diagonal", () => {
    const all = [...outcomes, ...clusterOutcomes];
    process.stdout.write(confusionTable(all));
    // All that is named: what is said beside the right cause is wrong, too.
    const named = all.map(({ scenario, diagnosis }) => `${scenario.title}: ${namesOf(diagnosis).join(" + ")}`);
    const wanted = [...SCENARIOS, ...CLUSTER_SCENARIOS].map(
      scenario => `${scenario.title}: ${expectedNames(scenario).join(" + ")}`,
    );
    expect(named).toEqual(wanted);
  });

  test("each is told on the line that is to be changed", () => {
    const place = (title: string, lines: readonly string[]): string => `${title}: ${lines.toSorted().join(" | ")}`;
    const places = outcomes.map(({ scenario, lines }) => place(scenario.title, lines));
    expect(places).toEqual(SCENARIOS.map(({ title, manifest }) => place(title, markedLines(manifest))));
  });

  test("what is wrong with a cluster is told on no line of a manifest, but at the deployment's name at most", () => {
    const told = clusterOutcomes.flatMap(({ scenario, diagnosis }) => {
      // What is only possible is no problem of a manifest (client/src/features/diagnose).
      const sure = diagnosis.causes.filter(({ confidence }) => confidence !== "possible");
      const text = scenario.manifest === false ? undefined : (scenario.manifest ?? manifest({}));
      const found =
        text === undefined ? [] : seenIn(text.replaceAll(MARK, ""), sure).map(({ range }) => lineOf(text, range.start));
      const lines = found.filter(line => line !== "name: model");
      return lines.length > 0 ? [`${scenario.title}: ${lines.join(" | ")}`] : [];
    });
    expect(clusterOutcomes).toHaveLength(CLUSTER_SCENARIOS.length);
    // The one that is a manifest's own.
    expect(told).toEqual(["broken update: modelUri: s3://models/does-not-exist/iris"]);
  });

  test("no value of a Secret is in any diagnosis", () => {
    const values = SCENARIOS.flatMap(({ secret = {} }) => Object.values(secret)).filter(value =>
      value.startsWith("planted"),
    );
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(JSON.stringify(outcomes.map(({ diagnosis }) => diagnosis))).not.toContain(value);
  });

  test("the table is the one that the documentation is made from", () => {
    const table = {
      scenarios: ASKED_FOR,
      states: CLUSTER_STATES.map(({ name, entries, effect }) => ({ name, entries, effect })),
      unplayed: UNPLAYED,
      rows: [...outcomes, ...clusterOutcomes].map(({ row }) => row),
    };
    if (process.env["UPDATE"] === "1") writeFileSync(TABLE, `${JSON.stringify(table, null, 2)}\n`);
    expect(table).toEqual(JSON.parse(readFileSync(TABLE, "utf8")));
  });
});

/** As many at a time as the node has room for; who is through makes way for the next. */
async function playDeployments(): Promise<void> {
  const cluster = await startCluster("istio");
  const queue = [...SCENARIOS.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, scenario] = next;
      outcomes[index] = await play(cluster, scenario, `scenario-${index}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One after another, since each turns the whole cluster. */
async function playClusters(ingress: IngressKind): Promise<void> {
  const cluster = await startCluster(ingress);
  for (const [index, scenario] of CLUSTER_SCENARIOS.entries()) {
    if ((scenario.ingress ?? "istio") !== ingress) continue;
    clusterOutcomes[index] = await playCluster(cluster, scenario, `cluster-${index}`);
  }
}

async function startCluster(ingress: IngressKind): Promise<PlayedCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-scenarios-"));
  const playground = await startPlayground({ folder, speed: SPEED, ingress, port: 0 });
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  closing.push(async () => {
    await gateway.close();
    await playground.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { session: await gateway.connect("seldon-playground"), playground };
}

function markedLines(manifest: string): string[] {
  return manifest.split("\n").flatMap(line => (line.endsWith(MARK) ? [line.slice(0, -MARK.length).trim()] : []));
}
