// One script of kubectl lines and API calls, run against the playground's API server and a real one: what differs has its reason.
// UPDATE=1 writes transcript/result.json, from which `npm run gen` makes a part of docs/playground.md.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seldonDeploymentCrd } from "../../playground/src/api-server/crds/seldon-deployment.ts";
import { startApiServer, type ApiServer } from "../../playground/src/api-server/start.ts";
import { hasKubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { SERVER_FOLDER } from "./support/targets.ts";
import { api, titleOf, type Call } from "./transcript/calls.ts";
import { compareAnswers } from "./transcript/compare.ts";
import { oneKubectl } from "./transcript/one-kubectl.ts";
import { REASONS } from "./transcript/reasons.ts";
import { resultOf, unexplained, type DifferingCall } from "./transcript/result.ts";
import { createTranscriber, type Transcriber } from "./transcript/run.ts";
import { API_SCRIPT } from "./transcript/script-api.ts";
import { KUBECTL_SCRIPT } from "./transcript/script-kubectl.ts";

const realFolder = process.env[SERVER_FOLDER];
const RESULT = path.join(import.meta.dirname, "transcript", "result.json");
const MINUTES = 60_000;
const topics = [...API_SCRIPT, ...KUBECTL_SCRIPT];
const skipReason = realFolder === undefined ? "a real API server" : "kubectl";

describe.skipIf(realFolder === undefined || !hasKubectl)(
  `Side by side with a real API server (needs ${skipReason})`,
  () => {
    const namespace = `transcript-${randomBytes(3).toString("hex")}`;
    const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-transcript-"));
    const differing: DifferingCall[] = [];
    let count = 0;
    let server: ApiServer | undefined;
    let sides: readonly [playground: Transcriber, real: Transcriber] | undefined;

    beforeAll(async () => {
      server = await startApiServer({ crds: [seldonDeploymentCrd()] });
      const mine = { admin: path.join(folder, "admin"), viewer: path.join(folder, "viewer") };
      server.writeKubeconfig(mine.admin, "admin");
      server.writeKubeconfig(mine.viewer, "viewer");
      const real = {
        admin: path.join(realFolder ?? "", "kubeconfig"),
        viewer: path.join(realFolder ?? "", "kubeconfig-viewer"),
      };
      const home = (name: string): string => {
        mkdirSync(path.join(folder, name));
        return path.join(folder, name);
      };
      const program = oneKubectl();
      sides = [
        createTranscriber(mine, namespace, home("home-playground"), program),
        createTranscriber(real, namespace, home("home-real"), program),
      ];
      const created = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
      await Promise.all(sides.map(side => side.answer(api("POST", "/api/v1/namespaces", created))));
    });

    afterAll(async () => {
      if (sides) await leave(sides[1], namespace);
      await server?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const compare = async (call: Call): Promise<void> => {
      if (!sides) throw new Error("The servers have not been started.");
      const [mine, real] = await Promise.all([sides[0].answer(call), sides[1].answer(call)]);
      const differences = compareAnswers(mine, real);
      count += 1;
      if (differences.length > 0) differing.push({ call: titleOf(call), differences });
    };

    test.each(topics)(
      "%s",
      async (_topic, calls) => {
        const before = differing.length;
        // One after another: later calls rest on what earlier ones wrote.
        for (const call of calls) await compare(call);
        expect(unexplained(differing.slice(before))).toEqual([]);
      },
      10 * MINUTES,
    );

    test("the result is the one that the documentation is made from", () => {
      const result = resultOf("1.20.2", count, differing);
      if (process.env["UPDATE"] === "1") writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
      expect(result).toEqual(JSON.parse(readFileSync(RESULT, "utf8")));
      expect(result.reasons.map(({ id }) => id)).toEqual(REASONS.map(({ id }) => id));
    });
  },
);

/** Kinds of which the script leaves objects, by the path of their group. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  "/api/v1": ["configmaps", "events", "pods", "resourcequotas", "secrets", "serviceaccounts"],
  "/apis/apps/v1": ["deployments"],
  "/apis/batch/v1": ["jobs"],
  "/apis/machinelearning.seldon.io/v1": ["seldondeployments"],
  "/apis/networking.k8s.io/v1": ["ingresses"],
  "/apis/rbac.authorization.k8s.io/v1": ["rolebindings", "roles"],
};

/** Leaves nothing behind: no controller of that server empties a namespace. */
async function leave(side: Transcriber, namespace: string): Promise<void> {
  for (const [root, plurals] of Object.entries(LEFT)) {
    for (const plural of plurals) await side.answer(api("DELETE", `${root}/namespaces/${namespace}/${plural}`));
  }
  await side.answer(api("DELETE", `/api/v1/namespaces/${namespace}`));
  const emptied = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace }, spec: { finalizers: [] } };
  await side.answer(api("PUT", `/api/v1/namespaces/${namespace}/finalize`, emptied));
}
